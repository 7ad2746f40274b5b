"""Scores come from the model that suits the firm; which, and why, is told without a word of statistics."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from django.test import Client

from regulars.lifetime import BGNBD, MBGNBD, NBD, Calibration, MBGCNBDk, ParetoNBD, Season
from regulars.lifetime.choice import CANDIDATES
from regulars.lifetime.season import NO_SEASON
from regulars.retention.firm_facts import facts_of
from regulars.retention.models import Risk, Score, ScoringRun
from regulars.retention.scoring import score
from regulars.retention.scoring.beats import beats
from regulars.retention.scoring.chances import chances
from regulars.retention.scoring.ledger import Jobs, jobs_of
from regulars.retention.scoring.models import Models, Purchases, learnt_from
from regulars.retention.scoring.rates import Rates
from regulars.retention.scoring.risks import signals
from regulars.retention.scoring.standings import Rules, Waits, silence_at, standings_at
from regulars.retention.scoring.told import choice_fact
from regulars.retention.scoring.usage import Usage
from regulars.retention.tests.ledgers import AS_OF, ago, buys, every, rows, without_run
from tests.cast import Cast, account

START = 20_454  # 1 January 2026
FITTED = {
    "NBD": NBD(0.9, 60.0),
    "BG/NBD": BGNBD(0.8, 60.0, 0.8, 5.0),
    "MBG/NBD": MBGNBD(0.8, 60.0, 0.8, 5.0),
    "Pareto/NBD": ParetoNBD(0.8, 60.0, 0.6, 400.0),
    "MBG/CNBD-2": MBGCNBDk(2, 0.8, 30.0, 0.8, 5.0),
}


def made(model: Any, size: int, days: int, seed: int, ahead: int = 0) -> tuple[Jobs, Any]:
    """The jobs of a firm that buys as `model` says, known for `days`; and how many came in the `ahead` days after."""
    rng = np.random.default_rng(seed)
    born = rng.integers(0, days - 30, size)
    who, when = model.simulate((days + ahead - born).astype(float), seed)
    day = START + born[who] + np.floor(when).astype(np.int64)
    known = day < START + days
    money = np.maximum(rng.gamma(6, 10, known.sum()), 0.01)
    jobs = jobs_of(who[known], day[known], money, np.arange(known.sum()), size=size, split=0)
    later = np.unique(np.stack([who[~known], day[~known]]), axis=1)[0]
    return jobs, np.bincount(later, minlength=size)


def fit(jobs: Jobs, days: int) -> tuple[Models, Usage]:
    usage = Usage.of(jobs, START + days - 1)
    models = Models.fit(usage)
    assert models is not None
    return models, usage


@pytest.mark.parametrize("name", sorted(FITTED))
def test_ranges_hold_for_whichever_model_was_chosen(name: str) -> None:
    jobs, happened = made(FITTED[name], 1_500, 500, seed=3, ahead=365)
    models, usage = fit(jobs, 500)
    plain = replace(models.choice, season=NO_SEASON, calibration=Calibration())
    orders = CANDIDATES[name](learnt_from(plain, usage))
    assert isinstance(orders, Purchases)
    said = chances(replace(models, orders=orders, choice=plain), usage, np.full(1_500, 90))
    inside = (said.expected_orders_low <= happened) & (happened <= said.expected_orders_high)
    assert 0.75 <= inside.mean() <= 0.97
    assert ((said.still_low <= said.still) & (said.still <= said.still_high)).all()
    assert np.isfinite(said.loss_high).all()
    assert (said.loss[usage.x > 0] >= said.worth[usage.x > 0] * 0.99).all()


def test_the_rate_of_a_regular_buyer_is_that_of_their_purchases() -> None:
    regular, poisson = MBGCNBDk(2, 50.0, 500.0, 1e-6, 1.0), NBD(50.0, 1_000.0)
    who = np.array([10.0]), np.array([200.0]), np.array([200.0])
    assert Rates.of(regular, who).present[0] == pytest.approx(Rates.of(poisson, who).present[0], rel=0.03)
    assert Rates.of(regular, who).luck(np.array([6.0])) == pytest.approx([3.125])


def test_the_choice_tells_what_was_tried_and_what_came_of_it() -> None:
    models, usage = fit(made(FITTED["BG/NBD"], 400, 500, seed=4)[0], 500)
    told = choice_fact(models, usage)
    assert told is not None
    assert told["compared"] == "compared"
    assert sorted(one["name"] for one in told["rivals"]) == [
        "bg/nbd", "mbg/cnbd-2", "mbg/nbd", "nbd", "pareto/nbd",
    ]  # fmt: skip
    losses = [one["log_loss"] for one in told["rivals"]]
    assert (told["name"], losses) == (told["rivals"][0]["name"], sorted(losses))
    assert (told["customers"], told["tried_on"], told["version"]) == (400, 400, models.version)
    assert all(date.fromisoformat(look["day"]) < date.fromisoformat(told["until"]) for look in told["looks"])


def test_a_large_firm_is_chosen_for_on_a_sample_and_scored_whole() -> None:
    jobs, _later = made(FITTED["BG/NBD"], 6_000, 400, seed=5)
    models, usage = fit(jobs, 400)
    told = choice_fact(models, usage)
    assert told is not None
    assert (told["customers"], told["tried_on"], told["fitted"]) == (6_000, 2_000, 6_000)
    assert chances(models, usage, np.full(6_000, 60)).still.size == 6_000


def test_forecasts_over_other_times_than_they_were_learnt_on_are_corrected_less() -> None:
    models, _usage = fit(made(FITTED["BG/NBD"], 300, 400, seed=6)[0], 400)
    learnt = models.choice.reason.origins[0][1]
    assert models.trust([learnt, learnt / 2, 3 * learnt]) == pytest.approx([1, 1 / 2, 1 / 3])
    plain = replace(models, choice=replace(models.choice, calibration=Calibration()))
    assert plain.chance(np.array([0.0, 0.3, 1.0]), 30).tolist() == [0.0, 0.3, 1.0]


def shop(cast: Cast, size: int, *, months: tuple[int, ...], years: int = 3) -> None:
    """`size` customers who come twice a month, in the given months only; one in ten of the others' pace, too."""
    for number in range(size):
        who = account(f"Winter {number:03d}")
        days = [
            date(year, month, 1 + (number * 7 + half * 13) % 27)
            for year in range(2026 - years, 2027)
            for month in months
            for half in (0, 1)
            if (number + month + year + half) % 3
        ]
        buys(who, *[(AS_OF - day).days for day in days if day <= AS_OF], amount=30 + number)


YEAR = Season(np.array([1.5, 1.2, 1.0, 0.8, 0.4, 0.2, 0.2, 0.3, 0.8, 1.4, 1.9, 2.3]), known=True)


def seasonal(size: int, until: date, seed: int) -> tuple[Jobs, int]:
    """A firm of three years, whose customers join all the year round and buy as YEAR tells time."""
    end = (until - date(1970, 1, 1)).days
    rng = np.random.default_rng(seed)
    born = np.sort(rng.integers(end - 1_095, end - 30, size))
    clock = YEAR.clock(np.arange(end - 1_100, end + 1))
    born_at = YEAR.clock(born)
    who, when = BGNBD(2.0, 50.0, 0.3, 6.0).simulate(clock[-1] - born_at, seed)
    day = end - 1_100 + np.searchsorted(clock, born_at[who] + when - 1e-6)
    return jobs_of(who, day, np.full(who.size, 20.0), np.arange(who.size), size=size, split=0), end


@pytest.mark.covers("R30")
def test_fewer_are_missed_in_a_quiet_june_and_as_many_in_a_busy_december() -> None:
    missed = {}
    for until in (date(2026, 7, 31), date(2025, 12, 20)):
        jobs, end = seasonal(600, until, seed=2)
        usage = Usage.of(jobs, end)
        models = Models.fit(usage)
        assert models is not None
        assert models.choice.season.known
        for season in (models.choice.season, NO_SEASON):
            rules = Rules(habit=2, rhythm=3, typical=90, one_off=False, season=season)
            now = standings_at(jobs, Waits.of(jobs), rules, end)
            found = signals(jobs, now, beats(jobs, end, 3, season).rhythm, rules, end)
            missed[until.month, season.known] = int(found.absent.sum()), int(np.isin(now.code, (3, 4)).sum())
    assert missed[7, True][0] < 0.8 * missed[7, False][0]
    assert missed[7, True][1] < missed[7, False][1]
    assert missed[12, True][0] > 0.8 * missed[12, False][0]


@pytest.mark.covers("R30")
def test_who_bought_over_the_same_weeks_last_year_has_no_season_to_be_excused_by() -> None:
    end = (date(2026, 7, 31) - date(1970, 1, 1)).days
    all_year, winter = end - 60 - 30 * np.arange(24), end - 60 - 300 - 15 * np.arange(4)
    day = np.concatenate([all_year, winter + 300])
    owner = np.repeat([0, 1], [24, 4])
    jobs = jobs_of(owner, day, np.ones(28), np.arange(28), size=2, split=0)
    silent = silence_at(jobs, YEAR, end, jobs.last)
    assert silent[0] == 60
    assert silent[1] < 20


@pytest.mark.covers("R30")
@pytest.mark.django_db
def test_a_christmas_buyer_who_is_silent_in_june_is_not_at_risk(cast: Cast) -> None:
    shop(cast, 20, months=(3, 6, 9, 12))
    buys(cast.tomas, *[(AS_OF - date(year, 12, 12)).days for year in (2022, 2023, 2024, 2025)])
    score(AS_OF)
    found: Any = Score.objects.get(account=cast.tomas)
    assert (found.risk, found.standing) == (Risk.NONE, "customer")
    assert found.still > 0.5


def firm_of(size: int) -> None:
    for number in range(size):
        gap = 20 + 3 * number % 25
        buys(account(f"Buyer {number:02d}"), *every(gap, 1 + number % 4 * 2, until=5 + number % gap))


@pytest.mark.covers("P3", "R57")
@pytest.mark.django_db
@pytest.mark.parametrize("size", [5, 12, 30])
def test_a_small_firm_gets_wide_ranges_and_honest_sentences(size: int, cast: Cast, as_dana: Client) -> None:
    firm_of(size)
    run = score(AS_OF)
    facts = facts_of(run)
    assert facts is not None
    choice = facts["choice"]
    assert choice is not None
    assert (choice["customers"], choice["compared"]) == (size, "too_few")
    page = as_dana.get("/retention/check/").content.decode()
    assert f"you have {size}, and it takes about 50" in page
    assert "No sign of leaving yet" in page
    for found in Score.objects.filter(orders__gt=0):
        assert found.still_low is not None
        assert found.still_high is not None
        assert found.still_high - found.still_low > 0.1
        assert found.worth_low is not None
        assert (found.worth is None) == (found.days == 1)


@pytest.mark.django_db
def test_four_buyers_are_too_few_to_say_anything_of(cast: Cast, as_dana: Client) -> None:
    firm_of(4)
    run = score(AS_OF)
    assert (run.model, run.firm_facts["choice"]) == ("", None)
    assert not Score.objects.filter(still__isnull=False).exists()
    assert "it takes five people, one of whom came back" in as_dana.get("/retention/check/").content.decode()


@pytest.mark.django_db
def test_a_choice_is_made_anew_and_comes_out_the_same(cast: Cast) -> None:
    shop(cast, 60, months=(2, 5, 8, 11))
    first = score(AS_OF)
    scores = rows()
    again = score(AS_OF)
    assert again.firm_facts["choice"] == first.firm_facts["choice"]
    assert again.parameters == first.parameters
    assert without_run(rows()) == without_run(scores)
    score(ago(30))
    score(AS_OF)
    assert without_run(rows()) == without_run(scores)
    assert ScoringRun.objects.latest("pk").firm_facts["choice"] == first.firm_facts["choice"]


def test_on_a_seasons_clock_a_busy_month_lasts_longer() -> None:
    models, usage = fit(made(FITTED["NBD"], 60, 400, seed=9)[0], 400)
    lively = np.ones(12)
    lively[11], lively[5] = 1.8, 0.2
    season = Season(lively, known=True)
    known = replace(models, choice=replace(models.choice, season=season))
    december, june = (
        (np.datetime64(day) - np.datetime64("1970-01-01")).astype(int) for day in ("2026-11-30", "2026-05-31")
    )
    assert known.ahead(december, 31) == pytest.approx(1.8 * 31, abs=0.2)
    assert known.ahead(june, 30) == pytest.approx(0.2 * 30, abs=0.2)
    x, t_x, age = known.customers(usage)
    assert (t_x <= age).all()
    assert (x == usage.x).all()
