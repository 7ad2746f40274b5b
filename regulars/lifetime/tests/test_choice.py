"""The model for a firm is chosen on its own past, and its forecasts hold afterwards."""

import numpy as np
import pytest
from scipy.special import expit, logit

from regulars.lifetime import BGNBD, Calibration, Choice, Log, ParetoNBD, Scores, Summary, choose, score
from regulars.lifetime.calibration import calibrate
from regulars.lifetime.choice import CANDIDATES
from regulars.lifetime.log import only, purchases_between
from regulars.lifetime.tests.conftest import CDNOW_END, day_number
from regulars.lifetime.tests.conftest import Log as Columns


def afterwards(columns: Columns, end: int, horizon: int) -> tuple[Choice, Scores]:
    """Choose knowing the log up to `end`; score on what followed."""
    log = Log(*columns)
    choice = choose(log, end, horizon)
    base = choice.base
    actual = purchases_between(log, base, end, end + horizon)
    ahead = (base.x, base.t_x, base.T, choice.ahead(horizon))
    return choice, score(choice.expected_purchases(*ahead), choice.p_buys(*ahead), actual)


def test_on_cdnow_the_choice_beats_every_single_model(sample_log: Columns) -> None:
    choice, found = afterwards(sample_log, CDNOW_END, 273)
    assert choice.compared
    assert choice.name == "Pareto/NBD"
    assert choice.chances_set_right
    assert found.mae <= 0.762
    assert found.rmse <= 1.619
    assert found.log_loss <= 0.500
    assert found.ece <= 0.05


def test_on_online_retail_the_half_year_comes_within_six_per_cent(retail_log: Columns) -> None:
    choice, found = afterwards(retail_log, day_number("2011-06-08"), 183)
    assert found.actual_total == pytest.approx(6838, abs=20)
    assert abs(found.bias) <= 0.06
    assert found.ece <= 0.035
    assert choice.counts_set_right


def test_on_online_retail_christmas_comes_within_fifteen_per_cent(retail_log: Columns) -> None:
    """Forty weeks of log, with a December and without an autumn."""
    choice, found = afterwards(retail_log, day_number("2011-09-08"), 91)
    assert found.actual_total == pytest.approx(4478, abs=20)
    assert abs(found.bias) <= 0.15
    assert choice.reason.season == "partly"
    assert choice.season.covered.sum() == 10


def test_customers_from_before_the_log_are_scored_and_not_fitted(sample_log: Columns) -> None:
    began = int(sample_log[1].min()) + 28
    quick = {name: CANDIDATES[name] for name in ("NBD", "MBG/NBD")}
    choice = choose(Log(*sample_log), CDNOW_END, 180, candidates=quick, began=began)
    base = choice.base
    later = base.born_from(began)
    assert base.ids.size == choice.reason.customers == 2357
    assert choice.reason.fitted == later.sum() < 2357
    again = quick[choice.name](only(base, later))
    assert repr(again) == repr(choice.model)
    none_later = choose(Log(*sample_log), CDNOW_END, 180, candidates=quick, began=CDNOW_END)
    assert none_later.reason.fitted == 2357


def test_rows_after_the_end_do_not_move_the_choice(sample_log: Columns) -> None:
    ids, days, money = sample_log
    keep = days <= CDNOW_END
    quick = {name: CANDIDATES[name] for name in ("NBD", "MBG/NBD")}
    whole = choose(Log(ids, days, money), CDNOW_END, 180, candidates=quick)
    cut = choose(Log(ids[keep], days[keep], money[keep]), CDNOW_END, 180, candidates=quick)
    assert whole.name == cut.name
    assert whole.calibration == cut.calibration


def test_a_young_or_tiny_firm_gets_the_default_and_is_told() -> None:
    choice = choose(Log([1, 1, 2, 3, 4, 5], [1, 9, 2, 3, 20, 30]), 40, 365)
    assert not choice.compared
    assert choice.name == "MBG/NBD"
    assert choice.calibration == Calibration()
    base = choice.base
    chance = choice.p_buys(base.x, base.t_x, base.T, 30)
    assert np.all((chance > 0) & (chance < 1))
    with pytest.raises(ValueError, match="Nobody"):
        choose(Log([1], [50]), 40, 365)


def test_recalibration_finds_what_was_wrong() -> None:
    rng = np.random.default_rng(3)
    true = rng.uniform(0.02, 0.9, 20_000)
    actual = (rng.uniform(size=true.size) < true).astype(np.int64)
    told = expit((logit(true) - 0.5) / 0.8)
    found = calibrate(told, actual)
    assert found.c0 == pytest.approx(0.5, abs=0.06)
    assert found.c1 == pytest.approx(0.8, abs=0.05)
    np.testing.assert_allclose(found.chance(np.array([0.0, 1.0])), [0, 1])
    np.testing.assert_allclose(found.count(2 * told, told), 2 * found.chance(told))
    assert found.over(2 * told, told).count(2 * told).sum() == pytest.approx(2 * actual.sum(), rel=0.01)


def test_what_is_not_set_right_stays_as_it_was() -> None:
    told, p = np.array([0.0, 0.4, 3.0]), np.array([0.0, 0.3, 1.0])
    np.testing.assert_array_equal(Calibration().chance(p), p)
    np.testing.assert_array_equal(Calibration().count(told, p), told)
    np.testing.assert_array_equal(Calibration(0.4, 0.9, counts=False).count(told, p), told)
    assert Calibration().over(told, p).factor == 1
    assert Calibration(0.4, 0.9).over(np.zeros(2), np.zeros(2)).factor == 1


def test_few_outcomes_change_little() -> None:
    found = calibrate(np.array([0.3, 0.2]), np.array([4, 3]))
    assert abs(found.c0) < 1
    assert 0.5 < found.c1 < 2


def test_a_choice_can_be_made_among_ones_own_models(sample: Summary, sample_log: Columns) -> None:
    def plain(base: Summary) -> BGNBD:
        return BGNBD.fit(base.x, base.t_x, base.T)

    choice = choose(Log(*sample_log), CDNOW_END, 273, unit=7, candidates={"mine": plain})
    assert choice.name == "mine"
    assert isinstance(choice.model, BGNBD)
    assert not isinstance(choice.model, ParetoNBD)
    assert choice.model.r == pytest.approx(0.242595, rel=1e-5)
    assert choice.base.ids.size == sample.ids.size
