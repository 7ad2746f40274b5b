"""When a promise is due. A due day ends when the firm's day does; a due moment is that moment, whatever the clocks do."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from regulars.lib.days import day_of, start_of
from regulars.service.errors import NoDate

FURTHEST = timedelta(days=10 * 366)


class Due(NamedTuple):
    """`moment` is the first one at which it is late; `day` the firm's day that was named, None where a time was."""

    moment: datetime
    day: date | None


def by_day(day: date, zone: ZoneInfo) -> Due:
    return Due(start_of(day + timedelta(days=1), zone), day)


def by_time(day: date, hour: int, minute: int, zone: ZoneInfo) -> Due:
    """That time on the firm's clock. A time the clocks skip in spring is the one an hour later; of one that comes twice in
    autumn the first counts, so that nobody is told too late."""
    named = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    return Due(datetime.fromtimestamp(named.timestamp(), tz=zone), None)


def from_now(span: timedelta, now: datetime) -> Due:
    """So many minutes or hours from `now` by time that passes: an hour is an hour, also in the night the clocks change."""
    return Due(now + span, None)


def in_days(days: int, now: datetime, zone: ZoneInfo) -> Due:
    """By the end of the firm's day that is `days` after today."""
    return by_day(day_of(now, zone) + timedelta(days=days), zone)


def refuse_unless_ahead(due: Due, now: datetime) -> None:
    """Raises NoDate for what is over already, or further off than anybody can be held to."""
    if due.moment <= now:
        raise NoDate(_("That is over already. Choose a day or time that is still to come."))
    if due.moment > now + FURTHEST:
        raise NoDate(_("That is more than ten years off. Choose a nearer day."))
