"""How sure the figures are, and what customers are worth."""

import numpy as np
import pytest

from regulars.lifetime import (
    BGNBD,
    NBD,
    GammaGamma,
    Summary,
    clv,
    clv_range,
    delta_range,
    draws_range,
    product_range,
    spread,
)
from regulars.lifetime.arrays import Floats


@pytest.fixture(scope="module")
def model(sample: Summary) -> BGNBD:
    return BGNBD.fit(sample.x, sample.t_x, sample.T)


def test_the_two_ways_to_a_range_agree_on_a_large_sample(model: BGNBD, sample: Summary) -> None:
    part = slice(0, 200)

    def buys(one: BGNBD) -> Floats:
        return one.p_buys(sample.x[part], sample.t_x[part], sample.T[part], 39)

    def purchases(one: BGNBD) -> Floats:
        return one.expected_purchases(sample.x[part], sample.t_x[part], sample.T[part], 39)

    for figure, chance in ((buys, True), (purchases, False)):
        low, high = delta_range(model, figure, chance=chance)
        drawn_low, drawn_high = draws_range(model, figure, n=300, seed=4)
        assert np.all(low < figure(model))
        assert np.all(high > figure(model))
        width, drawn = np.log(high / low), np.log(drawn_high / drawn_low)
        assert np.median(width / drawn) == pytest.approx(1, abs=0.12)
        assert np.all(width / drawn < 2)
        assert np.all(width / drawn > 0.5)


def test_few_customers_give_wide_ranges(sample: Summary) -> None:
    def width(n: int) -> float:
        few = BGNBD.fit(sample.x[:n], sample.t_x[:n], sample.T[:n], prior="weak")
        low, high = delta_range(few, lambda one: one.p_buys([1], [10], [39], 39), chance=True)
        return float(high[0] - low[0])

    assert width(12) > 2 * width(300) > 4 * width(2357)


def test_draws_have_the_standard_errors(model: BGNBD) -> None:
    drawn = np.log(model.draws(4000, seed=1)).std(axis=0)
    errors = np.array(list(model.standard_errors.values())) / model.values
    np.testing.assert_allclose(drawn, errors, rtol=0.06)
    np.testing.assert_array_equal(model.draws(3, seed=1), model.draws(3, seed=1))


def test_a_model_made_from_parameters_has_no_uncertainty_to_tell() -> None:
    with pytest.raises(ValueError, match="not fitted"):
        NBD(1, 2).draws(3, 0)


def test_value_without_discount_is_purchases_times_spend(model: BGNBD, sample: Summary) -> None:
    spend = GammaGamma.fit(sample.x, sample.z)
    base = (sample.x, sample.t_x, sample.T)
    plain = clv(model, spend, *base, sample.z, horizon=52, step=52 / 12)
    whole = model.expected_purchases(*base, 52) * spend.expected_spend(sample.x, sample.z)
    np.testing.assert_allclose(plain, whole, rtol=1e-12)
    discounted = clv(model, spend, *base, sample.z, horizon=52, step=52 / 12, discount=0.01)
    by_month = sum(
        (model.expected_purchases(*base, 52 / 12 * k) - model.expected_purchases(*base, 52 / 12 * (k - 1)))
        * 1.01**-k
        for k in range(1, 13)
    )
    np.testing.assert_allclose(discounted, by_month * spend.expected_spend(sample.x, sample.z), rtol=1e-9)
    assert np.all(discounted < plain)


def test_value_has_a_range_from_orders_and_spend(model: BGNBD, sample: Summary) -> None:
    spend = GammaGamma.fit(sample.x, sample.z)
    orders = spread(model, lambda one: one.expected_purchases([2], [30], [38], 52))
    basket = spread(spend, lambda one: one.expected_spend([2], [22.0]))
    low, high = product_range(orders, basket)
    middle = model.expected_purchases(2, 30, 38, 52) * spend.expected_spend(2, 22.0)
    assert low[0] < middle < high[0]


def test_discounted_value_has_a_range_for_a_new_customer_too(model: BGNBD, sample: Summary) -> None:
    spend = GammaGamma.fit(sample.x, sample.z)
    who = ([0, 2, 0], [0, 30, 0], [0, 38, 38], [0.0, 22.0, 0.0])
    year = {"horizon": 52.0, "step": 52 / 12, "discount": 0.01}
    low, high = clv_range(model, spend, *who, **year)
    middle = clv(model, spend, *who, **year)
    assert np.all(low < middle)
    assert np.all(middle < high)
    wider_low, wider_high = clv_range(model, spend, *who, **year, level=0.95)
    assert np.all(wider_low < low)
    assert np.all(wider_high > high)
    # Without discount and in one step it is the product of the two ranges.
    orders = spread(model, lambda one: one.expected_purchases(*who[:3], 52))
    basket = spread(spend, lambda one: one.expected_spend(who[0], who[3]))
    plain = clv_range(model, spend, *who, horizon=52, step=52)
    np.testing.assert_allclose(plain, product_range(orders, basket), rtol=1e-9)


def test_simulated_spend_fits_back_to_its_parameters() -> None:
    true = GammaGamma(6.0, 4.0, 15.0)
    count = np.tile([0, 1, 2, 5], 8_000)
    mean = true.simulate(count, seed=5)
    assert np.all(mean[count == 0] == 0)
    back = GammaGamma.fit(count, mean)
    off = np.log(back.values / true.values) / (np.array(list(back.standard_errors.values())) / back.values)
    assert np.all(np.abs(off) < 3.5)
    assert mean[count > 0].mean() == pytest.approx(true.mean_spend, rel=0.03)


@pytest.mark.parametrize("bad", [{"horizon": 0, "step": 1}, {"horizon": 1, "step": 0}])
def test_value_needs_a_horizon_and_a_step(model: BGNBD, bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="horizon and a step"):
        clv(model, GammaGamma(6, 4, 15), [1], [2], [3], [4], **bad)


def test_simulated_customers_fit_back_to_their_parameters() -> None:
    true = BGNBD(0.5, 6.0, 0.8, 2.5)
    age = np.full(20_000, 52.0)
    who, when = true.simulate(age, seed=7)
    count = np.bincount(who) - 1
    last = np.zeros(age.size)
    np.maximum.at(last, who, when)
    back = BGNBD.fit(count, last, age)
    off = np.log(back.values / true.values) / (np.array(list(back.standard_errors.values())) / back.values)
    assert np.all(np.abs(off) < 3.5)
    expected = true.expected_purchases(0, 0, 0, 52.0) * age.size
    assert count.sum() == pytest.approx(expected, rel=0.03)
