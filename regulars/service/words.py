"""How a promise is told: by when, how it stands, and what became of it. Colour and word always together."""

from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from regulars.lib.days import day_of
from regulars.service.models import Promise, Side, State
from regulars.web.templatetags.say import short_day

WEEK = 7


class Tag(NamedTuple):
    words: str
    tone: str


def here() -> ZoneInfo:
    """The firm's zone, which the request (or the caller) has made current."""
    return ZoneInfo(timezone.get_current_timezone_name())


def last_day(promise: Promise) -> date:
    """The firm's day until which it holds."""
    return promise.due_day or day_of(promise.due, here())


def day_said(day: date, today: date) -> str:
    """`today`, `tomorrow`, `Friday` within the week, else `9 Sep`."""
    ahead = (day - today).days
    if ahead in {-1, 0, 1}:
        return [_("today"), _("tomorrow"), _("yesterday")][ahead]
    if 1 < ahead < WEEK:
        return date_format(day, "l")
    return short_day(day)


def due_said(promise: Promise, today: date | None = None) -> str:
    """By when, as one would say it: `Friday`, or `today 16:40` where a time was named."""
    today = today or timezone.localdate()
    said = day_said(last_day(promise), today)
    if promise.due_day:
        return said
    return f"{said} {time_format(timezone.localtime(promise.due), 'H:i')}"


def sentence(promise: Promise) -> str:
    """`We promised an answer on early delivery by 9 Sep`."""
    words = {"what": promise.what, "day": due_said(promise)}
    if promise.side == Side.OURS:
        return _("We promised by %(day)s: %(what)s") % words
    return _("They promised by %(day)s: %(what)s") % words


def tag_of(promise: Promise, now: datetime | None = None) -> Tag:
    """How it stands, whose it is, in two words: `ours, late`; `theirs, Friday`; `kept`."""
    now = now or timezone.now()
    if promise.state != State.OPEN:
        return ended_tag(promise)
    whose = _("ours") if promise.side == Side.OURS else _("theirs")
    if promise.late_at(now):
        return Tag(_("%(whose)s, late") % {"whose": whose}, "risk")
    near = last_day(promise) <= timezone.localdate(now) + timedelta(days=WEEK - 1)
    said = _("%(whose)s, %(day)s") % {"whose": whose, "day": due_said(promise, timezone.localdate(now))}
    return Tag(said, "due" if near else "plain")


def ended_tag(promise: Promise) -> Tag:
    if promise.state == State.BROKEN:
        return Tag(_("broken"), "risk")
    if promise.state == State.WITHDRAWN:
        return Tag(_("withdrawn"), "plain")
    if promise.kept_late:
        return Tag(_("kept late"), "due")
    if promise.dearer:
        return Tag(_("kept, at another price"), "due")
    if promise.moves:
        return Tag(_("kept after a move"), "due")
    return Tag(_("kept"), "ok")
