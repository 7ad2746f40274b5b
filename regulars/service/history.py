"""All that happened to a promise, oldest first, each in one sentence: the append-only history as a person reads it."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from regulars.service.models import Act, Promise, PromiseChange
from regulars.web.templatetags.say import day


class Line(NamedTuple):
    at: datetime
    said: str
    quiet: str


def history_of(promise: Promise) -> list[Line]:
    changes = PromiseChange.objects.filter(promise=promise).select_related("by").order_by("id")
    return [Line(change.at, said(change), quiet(change)) for change in changes]


def said(change: PromiseChange) -> str:
    words = {"who": change.by.first_name if change.by else _("Someone"), "word": change.word}
    if change.act == Act.MOVED:
        words |= {"before": due_in(change.was), "day": due_in(change.now)}
        return _("%(who)s moved it from %(before)s to %(day)s") % words
    return {
        Act.MADE: _("%(who)s wrote it down"),
        Act.HANDED_OVER: _("%(who)s asked %(word)s to deliver it"),
        Act.ACCEPTED: _("%(who)s said yes"),
        Act.DECLINED: _("%(who)s said no"),
        Act.KEPT: _("%(who)s noted that it was kept"),
        Act.BROKEN: _("%(who)s noted that it was broken"),
        Act.WITHDRAWN: _("%(who)s withdrew it"),
        Act.UNDONE: _("%(who)s took that back: %(word)s"),
    }[Act(change.act)] % words


def quiet(change: PromiseChange) -> str:
    if change.act == Act.MOVED:
        words = {"who": change.said_by, "word": change.word, "day": day(change.said_at)}
        return _("%(who)s said on %(day)s: “%(word)s”") % words
    return "" if change.act in {Act.HANDED_OVER, Act.UNDONE} else change.word


def due_in(columns: dict[str, str | None]) -> str:
    """The due day or moment that a change wrote, in words."""
    named, moment = columns.get("due_day"), parse_datetime(columns.get("due") or "")
    if named:
        return day(date.fromisoformat(named))
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{day(local)} {time_format(local, 'H:i')}"
