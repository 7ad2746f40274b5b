"""What earlier predictions came to: orders tracked beside expectations, and words checked from several days."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from regulars.orders.models import Order
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every
from tests.cast import Cast


def facts(as_of: date = AS_OF) -> Any:
    return score(as_of).firm_facts


def firm_with_history(cast: Cast) -> None:
    """Forty steady buyers over some 400 days, and two who left on the way."""
    for who in crowd(40):
        first = who.orders.order_by("day").first()
        assert first is not None
        buys(who, *every(45, 6, until=(AS_OF - first.day).days + 30))
    buys(cast.harbour, *every(30, 9, until=280))
    buys(cast.vets, *every(30, 8, until=300), 40)


def repeats(origin: date, start: date, end: date) -> int:
    """Order days in these days, of who had ordered by the origin, but for everybody's first."""
    number = 0
    for account in set(Order.objects.filter(day__lte=origin).values_list("account", flat=True)):
        days = sorted(set(Order.objects.filter(account=account).values_list("day", flat=True)))[1:]
        number += sum(start <= day <= end for day in days)
    return number


@pytest.mark.django_db
def test_orders_are_tracked_by_period_and_in_all(cast: Cast) -> None:
    firm_with_history(cast)
    found = facts()
    tracking = found["tracking"]
    origin = date.fromisoformat(tracking["origin"])
    assert found["backtest"]["origin"] == tracking["origin"]
    for period in tracking["periods"]:
        start, end = date.fromisoformat(period["start"]), date.fromisoformat(period["end"])
        assert period["came"] == repeats(origin, start, end)
        assert not start <= origin < end, "no period lies on both sides of the line"
    after = [period for period in tracking["periods"] if period["start"] > tracking["origin"]]
    assert tracking["came"] == sum(period["came"] for period in after) == found["backtest"]["orders_did"]
    assert tracking["expected"] == pytest.approx(found["backtest"]["orders_said"], rel=0.005)
    assert tracking["expected"] == pytest.approx(sum(period["expected"] for period in after), abs=0.5)
    assert tracking["periods"][-1]["end"] == tracking["until"] == AS_OF.isoformat()


@pytest.mark.django_db
def test_periods_follow_each_other_without_a_gap(cast: Cast) -> None:
    firm_with_history(cast)
    periods = facts()["tracking"]["periods"]
    for one, following in pairwise(periods):
        assert date.fromisoformat(following["start"]) == date.fromisoformat(one["end"]) + timedelta(days=1)


@pytest.mark.django_db
def test_a_short_history_is_tracked_by_the_week(cast: Cast) -> None:
    crowd(40)
    tracking = facts()["tracking"]
    assert tracking["step"] == "week"
    lengths = [
        (date.fromisoformat(one["end"]) - date.fromisoformat(one["start"])).days + 1
        for one in tracking["periods"]
    ]
    assert set(lengths[:-1]) == {7}
    assert 1 <= lengths[-1] <= 7


@pytest.mark.django_db
def test_what_happened_after_the_origin_changes_no_prediction(cast: Cast) -> None:
    firm_with_history(cast)
    before = facts()
    for number, who in enumerate(crowd(3)):
        buys(who, number + 1, amount=90)
    buys(cast.quiet, 12)
    after = facts()
    for name in ("people", "expected"):
        assert after["tracking"][name] == before["tracking"][name]
    for one, other in zip(before["backtest"]["earlier"], after["backtest"]["earlier"], strict=True):
        assert (one["origin"], one["called"], one["fine"]) == (
            other["origin"],
            other["called"],
            other["fine"],
        )


@pytest.mark.covers("R30")
@pytest.mark.django_db
def test_the_words_of_several_days_are_checked_each_by_who_came_back(cast: Cast) -> None:
    """One left 280 days ago, one 300 days ago and came back 40 days ago."""
    firm_with_history(cast)
    backtest = facts()["backtest"]
    assert len(backtest["earlier"]) >= 2
    newest = backtest["earlier"][0]
    assert (newest["called"], newest["not_back"]) == (backtest["called"], backtest["not_back"])
    days = [one["origin"] for one in backtest["earlier"]]
    assert days == sorted(days, reverse=True)
    for one in backtest["earlier"]:
        assert one["called"] >= one["not_back"]
        assert one["fine"] >= one["fine_not_back"]
        assert date.fromisoformat(one["until"]) - date.fromisoformat(one["origin"]) == timedelta(
            days=backtest["days"]
        )
    assert newest["called"] > newest["not_back"] >= 1


@pytest.mark.covers("R30")
@pytest.mark.django_db
def test_an_earlier_days_words_are_those_a_scoring_of_that_day_would_have_said(cast: Cast) -> None:
    firm_with_history(cast)
    for one in facts()["backtest"]["earlier"]:
        day = date.fromisoformat(one["origin"])
        score(day)
        absent = {"missed_beat", "silence", "one_time_not_back"}
        flagged = {
            found.account_id
            for found in cast.harbour.score.__class__.objects.filter(risk__gt=0)
            if absent & {reason["name"] for reason in found.reasons}
        }
        gone = [who for who in flagged if not came_back(who, day, date.fromisoformat(one["until"]))]
        assert (len(flagged), len(gone)) == (one["called"], one["not_back"])


def came_back(account: int, start: date, end: date) -> bool:
    return Order.objects.filter(account=account, day__gt=start, day__lte=end).exists()


@pytest.mark.django_db
def test_with_few_people_or_weeks_nothing_is_tracked(cast: Cast) -> None:
    buys(cast.vets, *every(30, 12, until=5))
    found = facts()
    assert (found["tracking"], found["backtest"]) == (None, None)
    assert ago(0) == AS_OF
