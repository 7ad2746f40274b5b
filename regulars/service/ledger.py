"""The open promises as a page: the late ones first, then today's, then the rest; by key, not by number."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.lib.days import start_of
from regulars.lib.folding import initials
from regulars.lib.paging import Cursor
from regulars.service.models import Promise, Side
from regulars.service.models.handing_over import DECLINED, WAITING
from regulars.service.words import Tag, due_said, here, last_day, tag_of
from regulars.team.models import Member

PAGE = 30
MOST_COUNTED = 100
"""Counts stop here: whoever has more than that open needs no exact number."""


class Shelf(NamedTuple):
    """A part of the ledger that one can look at; `of` narrows open promises as of a moment."""

    name: str
    label: Any
    of: Callable[[QuerySet[Promise], datetime], QuerySet[Promise]]


def end_of_today(now: datetime) -> datetime:
    """The first moment of the firm's tomorrow, at which what is due today becomes late."""
    zone = here()
    return start_of(timezone.localdate(now, timezone=zone) + timedelta(days=1), zone)


SHELVES = [
    Shelf("ours", _("Ours"), lambda found, _now: found.filter(side=Side.OURS)),
    Shelf(
        "today",
        _("Lapsing today"),
        lambda found, now: found.filter(side=Side.OURS, due__gt=now, due__lte=end_of_today(now)),
    ),
    Shelf("late", _("Late"), lambda found, now: found.filter(due__lte=now)),
    Shelf("waiting", _("Waiting for a yes"), lambda found, _now: found.filter(WAITING | DECLINED)),
    Shelf("theirs", _("Theirs"), lambda found, _now: found.filter(side=Side.THEIRS)),
]


class Row(NamedTuple):
    """A promise with its words and addresses, worked out once: a template that asks for each is slow over a whole page."""

    promise: Promise
    heading: Any
    due: str
    tag: Tag
    url: str
    account_url: str
    deliverer: str
    initials: str


def open_to(member: Member, whose: Member | None) -> QuerySet[Promise]:
    """Open promises that `member` may see; with `whose`, those that one delivers of ours, or heard of theirs."""
    found: QuerySet[Promise] = Promise.objects.visible_to(member).open()
    if whose is None:
        return found
    return found.filter(Q(deliver_by=whose) | Q(side=Side.THEIRS, made_by=whose))


def counted(promises: QuerySet[Promise], now: datetime) -> list[tuple[Shelf, str]]:
    """Each shelf with how many are on it: `7`, or `99+`."""
    found = []
    for shelf in SHELVES:
        number = shelf.of(promises, now).order_by()[:MOST_COUNTED].count()
        found.append((shelf, f"{MOST_COUNTED - 1}+" if number >= MOST_COUNTED else str(number)))
    return found


def page_of(
    promises: QuerySet[Promise], shelf: Shelf, cursor: Cursor | None, now: datetime
) -> tuple[list[Row], Cursor | None]:
    """The PAGE that are due next after `cursor`, and where the page after begins."""
    found = shelf.of(promises, now)
    if cursor:
        found = found.filter(due__gte=cursor.at).exclude(due=cursor.at, pk__lte=cursor.id)
    wanted = found.select_related("account", "deliver_by").defer("custom")
    rows = list(wanted.order_by("due", "id")[: PAGE + 1])
    more = Cursor(rows[PAGE - 1].due, rows[PAGE - 1].pk) if len(rows) > PAGE else None
    return [row_of(promise, now) for promise in rows[:PAGE]], more


def row_of(promise: Promise, now: datetime) -> Row:
    return Row(
        promise,
        heading_of(promise, now),
        due_said(promise),
        tag_of(promise, now),
        reverse("promise", args=[promise.pk]),
        reverse("account", args=[promise.account_id]),
        promise.deliver_by.first_name if promise.deliver_by else "",
        initials(promise.account.name),
    )


def heading_of(promise: Promise, now: datetime) -> Any:
    if promise.late_at(now):
        return _("Late")
    ahead = (last_day(promise) - timezone.localdate(now)).days
    if ahead <= 0:
        return _("Today")
    return _("This week") if ahead < 7 else _("Later")
