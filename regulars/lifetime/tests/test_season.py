"""The firm's year: Christmas is not a surprise, and a quiet July is not a loss."""

import numpy as np
import pytest

from regulars.lifetime import BGNBD, NO_SEASON, Log, Season, choose, learn_season, score, summarise
from regulars.lifetime.arrays import Ints
from regulars.lifetime.log import purchases_between
from regulars.lifetime.season import month_of, normal
from regulars.lifetime.tests.conftest import CDNOW_END, day_number
from regulars.lifetime.tests.conftest import Log as Columns

GIFTS = Season(normal(np.array([0.6, 0.6, 0.8, 0.9, 0.9, 0.8, 0.6, 0.6, 0.9, 1.1, 1.8, 2.6])), known=True)
START, STOP = day_number("2020-01-01"), day_number("2023-01-01")


@pytest.fixture(scope="module")
def gift_shop() -> Log:
    """Three years of a gift shop: BG/NBD customers who live by its season."""
    first = np.random.default_rng(0).integers(START, STOP - 30, 3000)
    birth = GIFTS.clock(first)
    who, when = BGNBD(0.6, 60.0, 0.5, 3.0).simulate(GIFTS.clock(STOP) - birth, seed=1)
    days = np.arange(START, STOP + 1)
    place = np.searchsorted(GIFTS.clock(days), birth[who] + when - 1e-9)
    return Log(who, days[np.minimum(place, days.size - 1)])


def test_the_season_is_found_from_two_and_a_half_years(gift_shop: Log) -> None:
    season = learn_season(gift_shop, day_number("2022-09-30"))
    assert season.known
    np.testing.assert_allclose(season.factors, GIFTS.factors, atol=0.3)
    assert np.corrcoef(season.factors, GIFTS.factors)[0, 1] > 0.98


def test_a_known_season_foresees_christmas(gift_shop: Log) -> None:
    end, horizon = day_number("2022-09-30"), 92
    season = learn_season(gift_shop, end)
    plain = summarise(gift_shop.customer, gift_shop.day, None, end)
    actual = purchases_between(gift_shop, plain, end, end + horizon)
    found = []
    for one in (NO_SEASON, season):
        base, ahead = one.told_by(plain, end), one.ahead(end, horizon)
        model = BGNBD.fit(base.x, base.t_x, base.T, prior="weak")
        people = (base.x, base.t_x, base.T, ahead)
        found.append(score(model.expected_purchases(*people), model.p_buys(*people), actual))
    assert found[0].bias < -0.4
    assert abs(found[1].bias) < 0.08
    assert found[1].log_loss < found[0].log_loss - 0.02


def test_the_choice_uses_a_season_that_held_before(gift_shop: Log) -> None:
    end, horizon = day_number("2022-09-30"), 92
    quick = {"BG/NBD": lambda base: BGNBD.fit(base.x, base.t_x, base.T, prior="weak")}
    choice = choose(gift_shop, end, horizon, candidates=quick)
    assert choice.season.known
    assert choice.ahead(horizon) > 130
    base = choice.base
    total = choice.expected_purchases(base.x, base.t_x, base.T, choice.ahead(horizon)).sum()
    actual = purchases_between(gift_shop, base, end, end + horizon).sum()
    assert total == pytest.approx(actual, rel=0.15)


def test_under_eight_months_or_from_one_cohort_nothing_is_claimed(
    gift_shop: Log, sample_log: Columns
) -> None:
    assert learn_season(gift_shop, day_number("2020-08-15")) is NO_SEASON
    assert learn_season(Log(*sample_log), CDNOW_END + 200) is NO_SEASON
    assert learn_season(gift_shop, START - 5) is NO_SEASON
    base = summarise([1, 1], [3, 9], None, 20)
    assert NO_SEASON.told_by(base, 20) is base
    assert NO_SEASON.ahead(20, 7) == 7


def test_a_firm_without_a_season_is_given_none_to_speak_of() -> None:
    first = np.random.default_rng(5).integers(START, STOP - 30, 3000)
    who, when = BGNBD(0.6, 60.0, 0.5, 3.0).simulate((STOP - first).astype(float), seed=6)
    season = learn_season(Log(who, first[who] + np.floor(when).astype(np.int64)), STOP)
    assert np.abs(season.factors - 1).max() < 0.2


def whole_year(season: Season, year: int) -> float:
    return season.ahead(day_number(f"{year}-12-31"), 365)


def test_a_year_on_the_clock_is_a_year() -> None:
    assert whole_year(GIFTS, 2020) == pytest.approx(365, abs=0.6)
    days: Ints = np.arange(START, START + 900)
    clock = GIFTS.clock(days)
    assert np.all(np.diff(clock) > 0)
    assert month_of(np.array([day_number("1969-12-31"), day_number("2024-02-29")])).tolist() == [11, 1]


def test_customers_of_equal_days_stay_equal_on_the_clock(gift_shop: Log) -> None:
    end = day_number("2022-01-31")
    base = summarise(gift_shop.customer, gift_shop.day, None, end)
    told = GIFTS.told_by(base, end)
    pairs = np.unique(np.stack([base.first, base.last]), axis=1).shape[1]
    assert np.unique(np.stack([told.t_x, told.T]), axis=1).shape[1] <= pairs
    assert np.all((told.t_x > 0) == (base.x > 0))
    assert np.all(told.t_x <= told.T)
