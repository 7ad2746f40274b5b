"""No data and no parameters make the models raise or answer with nonsense."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.lifetime import (
    BGNBD,
    MBGNBD,
    NBD,
    GammaGamma,
    MBGCNBDk,
    ParetoNBD,
    Summary,
    delta_range,
    summarise,
)
from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.tests.conftest import Log, day_number

Purchases = NBD | BGNBD | MBGNBD | ParetoNBD | MBGCNBDk
Kind = type[NBD] | type[BGNBD] | type[MBGNBD] | type[ParetoNBD] | type[MBGCNBDk]
MODELS: list[Kind] = [NBD, BGNBD, MBGNBD, ParetoNBD, MBGCNBDk]
People = tuple[Floats, Floats, Floats]


def sane(model: Purchases, x: Floats, t_x: Floats, age: Floats, t: float | Floats) -> None:
    """Chances within [0, 1], amounts finite and not negative, a purchase no likelier than staying."""
    likelihood = model.log_likelihood(x, t_x, age)
    alive = model.p_alive(x, t_x, age)
    buys = model.p_buys(x, t_x, age, t)
    expected = model.expected_purchases(x, t_x, age, t)
    assert np.isfinite(likelihood).all()
    assert np.all((alive >= 0) & (alive <= 1))
    assert np.all((buys >= 0) & (buys <= 1))
    assert np.all(buys <= alive * (1 + 1e-12))
    assert np.all((expected >= 0) & np.isfinite(expected))
    # At least the chance of one purchase (Markov).
    assert np.all(expected >= buys * (1 - 1e-9))


def subset(base: Summary, rows: Ints) -> tuple[Floats, Floats, Floats, Floats]:
    return base.x[rows].astype(np.float64), base.t_x[rows], base.T[rows], base.z[rows]


def test_two_hundred_random_subsets_of_cdnow_give_sane_answers(sample: Summary) -> None:
    rng = np.random.default_rng(11)
    for turn in range(200):
        prior = None if turn % 2 else "weak"
        rows = rng.choice(sample.ids.size, rng.integers(30, 300), replace=False)
        x, t_x, age, z = subset(sample, rows)
        for kind in MODELS if turn % 4 < 2 else MODELS[:-1]:
            model = kind.fit(x, t_x, age, prior=prior)
            sane(model, x, t_x, age, 39.0)
            if turn % 20 < 2:
                sane(model, x, t_x, age, 5000.0)
            assert all(0 < v < np.inf for v in model.params.values())
        if (x > 0).any():
            spend = GammaGamma.fit(x, z, prior=prior)
            told = spend.expected_spend(x, z)
            assert np.all((told >= 0) & np.isfinite(told))
            assert prior is None or np.all(told <= 20 * z.max())


def buying_range(model: Purchases, people: People) -> tuple[Floats, Floats]:
    return delta_range(model, lambda one: one.p_buys(*people, 39.0), chance=True)


def test_with_the_weak_prior_small_firms_get_believable_totals(sample: Summary) -> None:
    rng = np.random.default_rng(12)
    for _ in range(30):
        rows = rng.choice(sample.ids.size, rng.integers(5, 40), replace=False)
        x, t_x, age, _ = subset(sample, rows)
        for kind in MODELS:
            model = kind.fit(x, t_x, age, prior="weak")
            sane(model, x, t_x, age, 39.0)
            assert model.expected_purchases(x, t_x, age, 39.0).sum() <= 3 * (x.sum() + 3)
            low, high = buying_range(model, (x, t_x, age))
            assert np.all((low >= 0) & (high <= 1) & (low <= high))


@pytest.mark.parametrize(("end", "nbd"), [("2011-06-08", -13089.8933), ("2011-09-08", -22758.2731)])
def test_online_retail_shows_no_sign_of_leaving_and_says_so(end: str, nbd: float, retail_log: Log) -> None:
    base = summarise(*retail_log, end=day_number(end), unit=7)
    baseline = NBD.fit(base.x, base.t_x, base.T)
    assert baseline.need_fit().log_likelihood == pytest.approx(nbd, abs=1e-4)
    for kind in (BGNBD, MBGNBD, ParetoNBD):
        for prior in (None, "weak"):
            model = kind.fit(base.x, base.t_x, base.T, prior=prior)
            assert model.no_dropout_seen
            sane(model, base.x.astype(np.float64), base.t_x, base.T, 26.0)
            total = model.expected_purchases(base.x, base.t_x, base.T, 26.0).sum()
            limit = baseline.expected_purchases(base.x, base.t_x, base.T, 26.0).sum()
            assert total == pytest.approx(limit, rel=1e-6 if prior is None else 0.03)


@pytest.mark.parametrize("prior", [None, "weak"])
@pytest.mark.parametrize(
    "rows",
    [
        [(0, 0, 10)],
        [(0, 0, 10), (0, 0, 0), (0, 0, 3)],
        [(50, 10, 10)] * 5,
        [(1, 1, 400)] * 5,
        [(0, 0, 400), (300, 399, 400), (0, 0, 1), (1, 1, 2), (2, 2, 2)],
        [(1, 1e-9, 1e-9), (1000, 1e-3, 1e3)],
    ],
)
def test_the_oddest_customer_bases_still_get_an_answer(
    rows: list[tuple[float, float, float]], prior: str | None
) -> None:
    x, t_x, age = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    for kind in MODELS:
        sane(kind.fit(x, t_x, age, prior=prior), x, t_x, age, 30.0)


LOGS = st.floats(-4, 4)
CUSTOMER = st.tuples(st.integers(0, 800), st.floats(0, 1), st.floats(-3, 5), st.floats(-6, 4))


@settings(max_examples=150, deadline=None)
@given(LOGS, LOGS, LOGS, LOGS, st.lists(CUSTOMER, min_size=1, max_size=5))
def test_any_parameters_and_any_customer_give_sane_answers(
    r: float, alpha: float, a: float, b: float, people: list[tuple[int, float, float, float]]
) -> None:
    x = np.array([p[0] for p in people], dtype=float)
    age = 10.0 ** np.array([p[2] for p in people])
    t_x = np.where(x > 0, age * [p[1] for p in people], 0.0)
    t = age * 10.0 ** np.array([p[3] for p in people])
    values = 10.0 ** np.array([r, alpha, a, b])
    sane(NBD(*values[:2].tolist()), x, t_x, age, t)
    for kind in (BGNBD, MBGNBD, ParetoNBD):
        sane(kind(*values.tolist()), x, t_x, age, t)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-3, 5), st.integers(0, 500), st.floats(0, 1e6))
def test_any_spend_is_finite_and_not_negative(p: float, q: float, gamma: float, x: int, z: float) -> None:
    told = GammaGamma(10**p, 10**q, 10**gamma).expected_spend(x, z)
    assert np.isfinite(told)
    assert told >= 0


@pytest.mark.parametrize(
    ("x", "t_x", "age", "says"),
    [
        ([1.5], [1], [2], "whole"),
        ([-1], [0], [2], "not negative"),
        ([1], [3], [2], "between 0 and T"),
        ([0], [1], [2], "must be 0 where x is 0"),
        ([1], [float("nan")], [2], "finite"),
        ([], [], [], "at least one customer"),
    ],
)
@pytest.mark.parametrize("kind", MODELS)
def test_what_cannot_be_customers_is_refused_with_a_sentence(
    kind: type[NBD] | type[BGNBD] | type[MBGNBD],
    x: list[float],
    t_x: list[float],
    age: list[float],
    says: str,
) -> None:
    with pytest.raises(ValueError, match=says):
        kind.fit(x, t_x, age)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("inf"), float("nan")])
def test_parameters_must_be_positive_numbers(bad: float) -> None:
    with pytest.raises(ValueError, match="finite number above 0"):
        BGNBD(bad, 1, 1, 1)
    with pytest.raises(TypeError, match="takes r, alpha, a, b"):
        BGNBD(1, 2, 3)
