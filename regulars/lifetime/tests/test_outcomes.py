"""How many orders will come, with a range that outcomes keep to."""

import numpy as np
import pytest

from regulars.lifetime import BGNBD, MBGNBD, NBD, MBGCNBDk, ParetoNBD, Summary, count_range, p_at_least
from regulars.lifetime.outcomes import Counter

MODELS = [
    NBD(0.4, 12.0),
    BGNBD(0.2426, 4.4136, 0.7929, 2.4259),
    MBGNBD(0.5248, 6.1831, 0.8914, 1.614),
    ParetoNBD(0.5533, 10.5777, 0.6062, 11.6687),
    MBGCNBDk(2, 0.58, 2.3, 1.13, 1.58),
]
PEOPLE = (np.array([0, 2, 26, 7]), np.array([0, 30.43, 30.86, 3.0]), np.array([38.86, 38.86, 31, 38]))


@pytest.mark.parametrize("model", MODELS, ids=lambda one: type(one).__name__)
def test_the_chances_of_each_number_add_up(model: NBD | BGNBD | MBGNBD | ParetoNBD | MBGCNBDk) -> None:
    at_least = np.array([p_at_least(model, *PEOPLE, 39.0, m) for m in range(600)])
    np.testing.assert_allclose(at_least[0], 1)
    np.testing.assert_allclose(at_least[1], model.p_buys(*PEOPLE, 39.0), rtol=1e-5)
    exact = 1e-5 if isinstance(model, ParetoNBD) else 1e-9
    np.testing.assert_allclose(at_least[1:].sum(axis=0), model.expected_purchases(*PEOPLE, 39.0), rtol=exact)
    assert np.all(np.diff(at_least, axis=0) <= 1e-12)


@pytest.mark.parametrize("model", MODELS, ids=lambda one: type(one).__name__)
def test_the_range_is_the_smallest_that_holds_the_belief(model: Counter) -> None:
    low, high = count_range(model, *PEOPLE, 39.0, level=0.8)
    assert np.all((p_at_least(model, *PEOPLE, 39.0, high + 1)) <= 0.1)
    assert np.all((high == 0) | (p_at_least(model, *PEOPLE, 39.0, high) > 0.1))
    assert np.all(1 - p_at_least(model, *PEOPLE, 39.0, low + 1) >= 0.1)
    assert np.all((low == 0) | (1 - p_at_least(model, *PEOPLE, 39.0, low) < 0.1))
    one_by_one = count_range(model, *PEOPLE, np.array([39.0, 39.0, 39.0, 20.0]))
    np.testing.assert_array_equal(one_by_one[0][:3], low[:3])
    np.testing.assert_array_equal(one_by_one[1][:3], high[:3])


def test_outcomes_keep_to_the_range() -> None:
    true = BGNBD(0.6, 6.0, 0.5, 3.0)
    age = np.full(20_000, 80.0)
    who, when = true.simulate(age, seed=2)
    early = when <= 40
    x = np.bincount(who[early], minlength=age.size) - 1
    last = np.zeros(age.size)
    np.maximum.at(last, who[early], when[early])
    later = np.bincount(who[~early], minlength=age.size)
    low, high = count_range(true, x, last, 40.0, 40.0, level=0.8)
    inside = (later >= low) & (later <= high)
    assert inside.mean() > 0.8
    assert (later > high).mean() < 0.11


def test_real_customers_get_ranges_quickly(sample: Summary) -> None:
    model = MBGNBD.fit(sample.x, sample.t_x, sample.T)
    low, high = count_range(model, sample.x, sample.t_x, sample.T, 39)
    expected = model.expected_purchases(sample.x, sample.t_x, sample.T, 39)
    assert np.all(low <= high)
    assert np.all(low <= expected + 1)
    assert np.all(high >= expected - 1)
