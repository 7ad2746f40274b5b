"""The published fits and forecasts of CDNOW come out, to their printed digits."""

import numpy as np
import pytest

from regulars.lifetime import (
    BGNBD,
    MBGNBD,
    NBD,
    GammaGamma,
    MBGCNBDk,
    ParetoNBD,
    ShiftedBetaGeometric,
    Summary,
)

SAMPLE = {
    NBD: ({"r": 0.384766, "alpha": 12.0720}, -9763.6576),
    BGNBD: ({"r": 0.242595, "alpha": 4.41360, "a": 0.792922, "b": 2.42591}, -9582.4292),
    MBGNBD: ({"r": 0.524843, "alpha": 6.18309, "a": 0.891359, "b": 1.61400}, -9582.1357),
    ParetoNBD: ({"r": 0.553277, "alpha": 10.5777, "s": 0.606240, "beta": 11.6687}, -9594.9762),
}
MASTER = {
    NBD: ({"r": 0.387247, "alpha": 12.2712}, -96845.3442),
    BGNBD: ({"r": 0.251624, "alpha": 4.78894, "a": 0.723434, "b": 2.16109}, -95368.4439),
    MBGNBD: ({"r": 0.637140, "alpha": 7.31029, "a": 0.807474, "b": 1.22839}, -95336.9583),
    ParetoNBD: ({"r": 0.597420, "alpha": 11.5857, "s": 0.522186, "beta": 8.82776}, -95415.1186),
}


Model = NBD | BGNBD | MBGNBD | ParetoNBD
Purchases = type[NBD] | type[BGNBD] | type[MBGNBD] | type[ParetoNBD]


def fitted(model: Purchases, base: Summary, prior: str | None = None) -> Model:
    return model.fit(base.x, base.t_x, base.T, prior=prior)


@pytest.mark.parametrize("model", SAMPLE)
def test_cdnow_sample_gives_the_published_parameters(model: Purchases, sample: Summary) -> None:
    assert sample.ids.size == 2357
    assert sample.x.sum() == 2457
    params, likelihood = SAMPLE[model]
    fit = fitted(model, sample)
    assert fit.params == pytest.approx(params, rel=1e-5)
    assert fit.need_fit().log_likelihood == pytest.approx(likelihood, abs=1e-4)
    assert fit.need_fit().converged
    assert not fit.no_dropout_seen
    total = fit.log_likelihood(sample.x, sample.t_x, sample.T).sum()
    assert total == pytest.approx(fit.need_fit().log_likelihood, abs=1e-8)


@pytest.mark.parametrize("model", MASTER)
def test_cdnow_master_gives_the_known_parameters(model: Purchases, master: Summary) -> None:
    params, likelihood = MASTER[model]
    fit = fitted(model, master)
    assert fit.params == pytest.approx(params, rel=1e-5)
    assert fit.need_fit().log_likelihood == pytest.approx(likelihood, abs=1e-4)


def test_standard_errors_are_the_published_ones(sample: Summary) -> None:
    assert fitted(BGNBD, sample).standard_errors == pytest.approx(
        {"r": 0.0126, "alpha": 0.378, "a": 0.186, "b": 0.705}, rel=5e-3
    )
    assert fitted(ParetoNBD, sample).standard_errors == pytest.approx(
        {"r": 0.0476, "alpha": 0.8427, "s": 0.1873, "beta": 6.2105}, rel=2e-3
    )
    assert fitted(NBD, sample).standard_errors == pytest.approx({"r": 0.0210, "alpha": 0.809}, rel=5e-3)


def test_gamma_gamma_gives_the_published_spend(sample: Summary, master: Summary) -> None:
    fit = GammaGamma.fit(sample.x, sample.z)
    assert fit.params == pytest.approx({"p": 6.24957, "q": 3.74422, "gamma": 15.44353}, rel=1e-5)
    assert fit.need_fit().log_likelihood == pytest.approx(-4055.9177, abs=1e-4)
    assert fit.need_fit().customers == 946
    assert fit.mean_spend == pytest.approx(35.1704, abs=5e-5)
    assert fit.expected_spend(2, 22.345) == pytest.approx(24.6539, abs=5e-5)
    assert fit.standard_errors == pytest.approx({"p": 1.19, "q": 0.290, "gamma": 4.16}, rel=5e-3)
    whole = GammaGamma.fit(master.x, master.z)
    assert whole.params == pytest.approx({"p": 6.27536, "q": 3.62445, "gamma": 14.9837}, rel=1e-5)
    assert whole.need_fit().log_likelihood == pytest.approx(-40763.4763, abs=1e-4)


CHECKS: dict[
    Purchases, tuple[float, tuple[float, float, float], tuple[float, float], float, float, float]
] = {
    BGNBD: (1.44401, (0.72661, 1.22591, 0.55461), (0.96892, 25.75904), 1917.28, 2493.96, 4160.61),
    MBGNBD: (1.41888, (0.70613, 1.26267, 0.55992), (0.96555, 23.99988), 1057.64, 2475.64, 4049.95),
    ParetoNBD: (1.47343, (0.86912, 1.45510, 0.59190), (0.99792, 25.45632), 1051.88, 2524.93, 4270.04),
}


@pytest.mark.parametrize("model", CHECKS)
def test_forecasts_are_the_published_ones(model: Purchases, sample: Summary) -> None:
    fit = fitted(model, sample)
    new, middling, heavy, alive, at_39, at_78 = CHECKS[model]
    assert fit.expected_purchases(0, 0, 0, 52) == pytest.approx(new, abs=5.1e-6)
    one = (2, 30.43, 38.86)
    assert fit.p_alive(*one) == pytest.approx(middling[0], abs=5.1e-6)
    assert fit.expected_purchases(*one, 39) == pytest.approx(middling[1], abs=5.1e-6)
    assert fit.p_buys(*one, 39) == pytest.approx(middling[2], abs=5.1e-6)
    assert fit.p_alive(26, 30.86, 31) == pytest.approx(heavy[0], abs=5.1e-6)
    assert fit.expected_purchases(26, 30.86, 31, 52) == pytest.approx(heavy[1], abs=5.1e-6)
    assert fit.p_alive(sample.x, sample.t_x, sample.T).sum() == pytest.approx(alive, abs=5.1e-3)
    assert fit.expected_purchases(0, 0, 0, sample.T).sum() == pytest.approx(at_39, abs=5.1e-3)
    assert fit.expected_purchases(0, 0, 0, sample.T + 39).sum() == pytest.approx(at_78, abs=5.1e-3)


@pytest.mark.parametrize("model", SAMPLE)
@pytest.mark.parametrize("prior", [None, "weak"])
def test_hours_days_and_weeks_give_the_same_answer(
    model: Purchases, prior: str | None, sample: Summary
) -> None:
    weeks = fitted(model, sample, prior=prior)
    for unit in (7.0, 168.0, 1 / 3):
        other = model.fit(sample.x, sample.t_x * unit, sample.T * unit, prior=prior)
        back = {name: v / unit if name in {"alpha", "beta"} else v for name, v in other.params.items()}
        assert back == pytest.approx(weeks.params, rel=1e-8)
        ours = weeks.expected_purchases(sample.x, sample.t_x, sample.T, 39)
        theirs = other.expected_purchases(sample.x, sample.t_x * unit, sample.T * unit, 39 * unit)
        np.testing.assert_allclose(theirs, ours, rtol=1e-8)


def test_days_lower_the_likelihood_by_the_known_constant(sample: Summary) -> None:
    days = BGNBD.fit(sample.x, sample.t_x * 7, sample.T * 7)
    assert days.need_fit().log_likelihood == pytest.approx(-14363.5304, abs=1e-4)


@pytest.mark.parametrize("model", SAMPLE)
def test_weights_stand_for_repeated_customers(model: Purchases, sample: Summary) -> None:
    weights = np.arange(sample.x.size) % 3
    weighted = model.fit(sample.x, sample.t_x, sample.T, weights=weights)
    x, t_x, age = (np.repeat(v, weights) for v in (sample.x, sample.t_x, sample.T))
    repeated = model.fit(x, t_x, age)
    assert weighted.params == pytest.approx(repeated.params, rel=1e-9)


def test_one_stage_of_regularity_is_mbg(sample: Summary) -> None:
    one = MBGCNBDk.fit(sample.x, sample.t_x, sample.T, k=1)
    mbg = MBGNBD.fit(sample.x, sample.t_x, sample.T)
    np.testing.assert_allclose(one.values, mbg.values, rtol=1e-7)
    base = (sample.x, sample.t_x, sample.T)
    same = MBGCNBDk(1, *mbg.values.tolist())
    np.testing.assert_allclose(same.log_likelihood(*base), mbg.log_likelihood(*base), rtol=1e-11)
    np.testing.assert_allclose(same.p_alive(*base), mbg.p_alive(*base), rtol=1e-11)
    np.testing.assert_allclose(same.p_buys(*base, 39), mbg.p_buys(*base, 39), rtol=1e-11)
    np.testing.assert_allclose(
        same.expected_purchases(*base, 39), mbg.expected_purchases(*base, 39), rtol=1e-11
    )


CONTRACTS = [
    ([1000, 869, 743, 653, 593, 551, 517, 491], 0.668088, 3.80610, -1611.158, 0.3780),
    ([1000, 631, 468, 382, 326, 289, 262, 241], 0.704077, 1.182043, -1680.265, 0.1700),
]


@pytest.mark.parametrize(("there", "alpha", "beta", "likelihood", "at_12"), CONTRACTS)
def test_the_published_contracts_come_out(
    there: list[int], alpha: float, beta: float, likelihood: float, at_12: float
) -> None:
    periods = [*range(1, len(there)), len(there) - 1]
    left = [True] * (len(there) - 1) + [False]
    weights = [*(-np.diff(there)), there[-1]]
    fit = ShiftedBetaGeometric.fit(periods, left, weights)
    assert fit.params == pytest.approx({"alpha": alpha, "beta": beta}, rel=1e-5)
    assert fit.need_fit().log_likelihood == pytest.approx(likelihood, abs=6e-4)
    assert fit.survival(12) == pytest.approx(at_12, abs=5.1e-5)
    assert fit.log_likelihood(periods, left) @ np.array(weights) == pytest.approx(likelihood, abs=6e-4)
