"""Stretches of the calendar that move with it: this month is another one in a month."""

from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERIODS: dict[str, str | Promise] = {
    "today": _("today"),
    "yesterday": _("yesterday"),
    "tomorrow": _("tomorrow"),
    "this_week": _("this week"),
    "last_week": _("last week"),
    "next_week": _("next week"),
    "this_month": _("this month"),
    "last_month": _("last month"),
    "next_month": _("next month"),
    "this_year": _("this year"),
    "last_year": _("last year"),
    "next_year": _("next year"),
}
_STEPS = {"last": -1, "yesterday": -1, "this": 0, "today": 0, "next": 1, "tomorrow": 1}


def span(period: str, today: date) -> tuple[date, date]:
    """First and last day of it, seen from `today`. A week begins on Monday. KeyError for a period nobody knows."""
    if period not in PERIODS:
        raise KeyError(period)
    which, _sep, unit = period.partition("_")
    step = _STEPS[which]
    match unit:
        case "week":
            first = today + timedelta(days=7 * step - today.weekday())
            return first, first + timedelta(days=6)
        case "month":
            return _month(today, step), _month(today, step + 1) - timedelta(days=1)
        case "year":
            return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
        case _:
            day = today + timedelta(days=step)
            return day, day


def _month(today: date, step: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return date(year, month + 1, 1)
