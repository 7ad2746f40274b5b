"""Firms of every kind of year: a season helps who has one and does not hurt who has none."""

import numpy as np
import pytest

from regulars.lifetime import BGNBD, NO_SEASON, Log, Season, learn_season, replay
from regulars.lifetime.season import month_of
from regulars.lifetime.tests.conftest import day_number
from regulars.lifetime.tests.firms import firm, season_of
from regulars.lifetime.year import circle

STARTS = {
    "eight months": ("2020-11-01", 245),
    "a year": ("2020-03-01", 365),
    "two and a half": ("2019-01-15", 900),
}


def known_by(log: Log, end: int) -> Log:
    day = np.asarray(log.day)
    return Log(np.asarray(log.customer)[day <= end], day[day <= end]).watched_to(end)


def off(log: Log, end: int, season: Season) -> tuple[float, float]:
    """(distance of the total as a log-ratio, log loss) of the 90 days after `end`."""
    scores = replay(log, end, 90, season=season).scores
    return abs(float(np.log(scores.predicted_total / scores.actual_total))), scores.log_loss


@pytest.mark.parametrize("joining", ["even", "growing"])
@pytest.mark.parametrize("span", STARTS)
def test_a_flat_firm_is_not_given_a_season_that_hurts(span: str, joining: str) -> None:
    start, days = STARTS[span]
    log, end = firm("flat", start, days, joining=joining), day_number(start) + days
    season = learn_season(known_by(log, end), end)
    assert season.known
    with_it, without = off(log, end, season), off(log, end, NO_SEASON)
    assert with_it[0] < without[0] + 0.05
    assert with_it[1] < without[1] + 0.001


@pytest.mark.parametrize(("days", "most"), [(365, 0.3), (900, 0.1)])
@pytest.mark.parametrize("shape", ["gifts", "summer"])
def test_seasonal_firms_gain_whenever_their_log_began(shape: str, days: int, most: float) -> None:
    """On average: of one year's log, a single forecast may be worse for it."""
    with_it, without = [], []
    for start, joining in (
        ("2020-01-01", "even"),
        ("2020-04-01", "growing"),
        ("2020-07-01", "even"),
        ("2020-10-01", "growing"),
    ):
        log, end = firm(shape, start, days, joining=joining, customers=1500), day_number(start) + days
        season = learn_season(known_by(log, end), end)
        assert season.whole
        with_it.append(off(log, end, season))
        without.append(off(log, end, NO_SEASON))
    gained, lost = np.mean(with_it, axis=0), np.mean(without, axis=0)
    assert gained[0] < most
    assert gained[0] < 0.7 * lost[0]
    assert gained[1] < lost[1]


def test_the_season_of_one_cohort_is_told_once_it_has_lived_for_long() -> None:
    log = firm("gifts", "2019-01-15", 700, joining="at once")
    begin = day_number("2019-01-15")
    assert not learn_season(known_by(log, begin + 500), begin + 500).known
    end = begin + 650
    season = learn_season(known_by(log, end), end)
    assert np.corrcoef(season.factors, season_of("gifts").factors)[0, 1] > 0.9
    assert off(log, end, season)[0] < 0.2 < off(log, end, NO_SEASON)[0]


def test_autumn_is_filled_in_from_the_december_the_log_saw() -> None:
    start, days = STARTS["eight months"]
    log, end = firm("gifts", start, days), day_number(start) + days
    season = learn_season(known_by(log, end), end)
    assert season.known
    assert not season.whole
    august, december = season.factors[7], season.factors[11]
    assert august < season.factors[9] < december
    unseen = ~season.covered
    assert season.unsure[unseen].min() > season.unsure[season.covered].min()


def test_christmas_is_no_surprise_and_a_quiet_july_no_loss() -> None:
    log, end = firm("gifts", "2019-01-15", 900), day_number("2019-01-15") + 900
    season = learn_season(known_by(log, end), end)
    christmas, summer = day_number("2022-10-31"), day_number("2022-05-31")
    assert season.ahead(christmas, 61) > 1.7 * season.ahead(summer, 61)
    # Silent from the end of May to the end of July, against as long a silence over Christmas.
    model = BGNBD(0.6, 40.0, 0.7, 3.0)
    born = day_number("2021-01-01")

    def alive(last: int, now: int) -> float:
        first, seen, today = (float(season.clock(day)) for day in (born, last, now))
        return float(model.p_alive(8, seen - first, today - first))

    assert alive(summer, summer + 61) > alive(christmas, christmas + 61) + 0.03


def test_months_are_a_circle() -> None:
    kernel = circle(0.5)
    np.testing.assert_allclose(kernel, np.roll(np.roll(kernel, 1, axis=0), 1, axis=1), atol=1e-12)
    assert kernel[11, 0] == pytest.approx(kernel[5, 6])
    assert abs(kernel.sum()) < 1e-5
    assert np.linalg.eigvalsh(kernel).min() > 0
    assert season_of("flat").factors.tolist() == [1.0] * 12
    assert month_of(np.array([0])).tolist() == [0]
