"""Promises for tests, told as they are in the field."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from regulars.people.models import Account
from regulars.service.models import About, Promise, Side, promise
from regulars.service.when import Due, by_day
from regulars.team.models import Member

LONDON = ZoneInfo("Europe/London")


def today() -> date:
    return timezone.localdate(timezone=LONDON)


def in_days(days: int) -> Due:
    return by_day(today() + timedelta(days=days), LONDON)


def promised(account: Account, by: Member, what: str = "Answer on early delivery", **more: Any) -> Promise:
    """Ours, about a date, due in three days, unless told otherwise."""
    values: dict[str, Any] = {"side": Side.OURS, "about": About.DATE, "due": in_days(3)} | more
    made, event = promise(account, by=by, what=what, **values)
    assert event is not None
    return made


def lapsed(account: Account, by: Member, days: int = 1, **more: Any) -> Promise:
    """One that was due `days` ago and is still open."""
    made = promised(
        account, by, made_at=timezone.now() - timedelta(days=days + 7), due=in_days(-days), **more
    )
    assert made.late_at(timezone.now())
    return made


def at(moment: str) -> datetime:
    """A moment in the firm's zone: `"2026-10-24 16:00"`."""
    return datetime.fromisoformat(moment).replace(tzinfo=LONDON)
