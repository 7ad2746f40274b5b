"""Five points better retention (P4): compounding against people counted one by one, and a claim that stays a claim."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from regulars.retention.firm_facts import Growth
from regulars.retention.tests import made_ahead
from regulars.retention.tests.made_facts import scored
from regulars.retention.what_if import (
    LEAST,
    enough,
    extra_people,
    extra_years,
    what_if,
    wilson,
)
from tests.cast import Cast


def grown(**changed: Any) -> Growth:
    return {**made_ahead.growth(), **changed}  # type: ignore[typeddict-item] # as a scoring leaves it


def counted_by_cohort(now: int, rate: float, points: int, months: int) -> tuple[float, float]:
    """(extra customers, customer-years gained), each month's joiners followed on their own, in both worlds."""
    month, better = rate ** (1 / 12), min(rate + points / 100, 1.0) ** (1 / 12)
    worlds = {}
    for stays in (month, better):
        cohorts = [float(now)]
        sizes = [float(now)]
        for _month in range(months):
            cohorts = [size * stays for size in cohorts]
            cohorts.append(now * (1 - month))
            sizes.append(sum(cohorts))
        worlds[stays] = sizes
    gaps = [with_it - without for with_it, without in zip(worlds[better], worlds[month], strict=True)]
    years = sum((gaps[k] + gaps[k + 1]) / 2 / 12 for k in range(months))
    return gaps[-1], years


@pytest.mark.covers("P4")
@pytest.mark.parametrize("rate", [0.05, 0.5, 0.77, 0.86, 0.97, 1 - 1e-9])
@pytest.mark.parametrize(("points", "months"), [(1, 12), (5, 12), (5, 36), (5, 60), (10, 120)])
def test_compounding_agrees_with_everybody_followed_month_by_month(
    rate: float, points: int, months: int
) -> None:
    people, years = counted_by_cohort(147, rate, points, months)
    assert extra_people(147, rate, points, months) == pytest.approx(people, rel=1e-9, abs=1e-6)
    assert extra_years(147, rate, points, months) == pytest.approx(years, rel=1e-9, abs=1e-6)


@pytest.mark.covers("P4")
def test_a_year_of_months_keeps_exactly_the_yearly_share() -> None:
    """Of 100 customers and 80 kept, 85 instead: the joiners of the year aside, five more after twelve months."""
    joined_extra = extra_people(100, 0.80, 5, 12) - 5
    assert 0 < joined_extra < 1, "who joins in the year is kept better too, for the rest of it"


@given(rate=st.floats(0.01, 0.99), points=st.integers(1, 10), months=st.integers(1, 120))
def test_more_points_and_more_months_never_bring_less(rate: float, points: int, months: int) -> None:
    one = extra_people(100, rate, points, months)
    assert 0 <= one <= extra_people(100, rate, points, months + 1) + 1e-9
    assert one <= extra_people(100, rate, points + 1, months) + 1e-9
    assert extra_years(100, rate, points, months) >= 0


def test_the_range_of_the_share_kept_is_wilsons() -> None:
    """43 of 50: (0.786, 0.911) worked out by hand from the published formula."""
    low, high = wilson(43, 50)
    assert (round(low, 3), round(high, 3)) == (0.786, 0.911)
    assert wilson(20, 20)[1] == pytest.approx(1.0)


@pytest.mark.covers("P4")
def test_years_add_up_and_the_range_holds_both_ways_of_spending() -> None:
    worked = what_if(grown(), 5, 5)
    assert (worked.rate, worked.better, worked.capped) == (0.86, 0.91, False)
    for name in ("low", "high"):
        total = sum(getattr(year.sales, name) for year in worked.years)
        assert getattr(worked.years[-1].so_far, name) == pytest.approx(total, rel=0.05)
    for year in worked.years:
        plain = extra_years(60, 0.86, 5, year.number * 12)
        assert year.so_far.low <= plain * 900 <= plain * 1500 <= year.so_far.high


def test_nobody_is_kept_beyond_everybody() -> None:
    worked = what_if(grown(of=100, kept=98), 5, 3)
    assert (worked.better, worked.capped) == (1.0, True)
    assert worked.years[0].people.high <= 60 * 0.05


def test_it_takes_a_years_customers_some_of_whom_left() -> None:
    assert enough(grown())
    for changed in ({"of": LEAST - 1, "kept": 10}, {"kept": 50}, {"now": 0}, {"each": None}):
        assert not enough(grown(**changed))


def read(client: Client, query: str = "") -> str:
    page = client.get(f"/retention/growth/{query}").content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.covers("P4")
def test_the_page_says_what_more_kept_would_bring_and_what_it_rests_on(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana)
    assert "Now you keep about 86 of every hundred customers a year (43 of 50). If you kept 91:" in words
    assert "in the first year about £1,400 to £2,600 more sales, and 3 more customers at its end" in words
    assert "in 3 years together about" in words
    assert "in 5 years together about" in words
    assert "You have 60 customers now." in words
    assert "Sales, not profit" in words


@pytest.mark.covers("P4")
def test_the_claim_stands_beside_it_as_a_claim_never_as_an_outcome(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana)
    assert "unverified “Improve retention by 5%, and growth improves by 5%.” Source: often quoted" in words
    assert "It is not used in anything on this page." in words
    assert "Here 5 more of every hundred would make the first year’s sales 1.4% to 2.6% larger." in words
    assert words.count("5%") == 2, "both in the quotation"


def test_other_points_and_years_are_asked_for_in_the_address(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana, "?points=2&years=2")
    assert "If you kept 88:" in words
    assert "Year 2" in words
    assert "Year 3" not in words


@pytest.mark.parametrize(
    "query", ["?points=11&years=5", "?points=0&years=5", "?points=x", "?points=5&years=99", "?years=3"]
)
def test_a_question_out_of_bounds_is_answered_with_what_is_allowed(
    query: str, cast: Cast, as_dana: Client
) -> None:
    scored()
    answer = as_dana.get(f"/retention/growth/{query}")
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_a_firm_that_lost_nobody_or_is_too_young_is_told_so(cast: Cast, as_dana: Client) -> None:
    scored(growth=grown(of=4, kept=3))
    assert "It takes at least 20 customers of a year ago, some of whom left" in read(as_dana)
    assert "So far there are 4." in read(as_dana)


def test_more_than_everybody_is_said_to_be_impossible(cast: Cast, as_dana: Client) -> None:
    scored(growth=grown(of=100, kept=98))
    assert "More than everybody cannot be kept" in read(as_dana, "?points=5&years=3")
