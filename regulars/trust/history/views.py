"""The history on a screen: what was recorded, newest first, searched, each line with its seal; and as a file."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.lib.counting import grouped
from regulars.lib.errors import BadInput
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event
from regulars.trust.history.filters import HistoryFilters
from regulars.trust.history.sealing import head
from regulars.trust.history.showing import Shown, shown
from regulars.trust.leaving.asking import ask
from regulars.trust.leaving.sheet import Row, Sheet

SIZE, PART, MOST = 50, 2_000, 10_000


@members(read=Role.MANAGER)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    filters = HistoryFilters(request.GET)
    found = filters.page(request.member, place(request.GET.get("after", "")), SIZE + 1)
    page = found[:SIZE]
    about: dict[str, Any] = {
        "entries": shown(page),
        "filters": filters,
        "more": filters.address(after=page[-1].pk) if len(found) > SIZE else "",
        "head": head(),
        "whole": request.member.access.whole,
        "file_url": filters.address("history-file") if request.member.may(Right.EXPORT) else "",
    }
    return render(request, "trust/history/history.html", about, status=200 if filters.is_valid() else 422)


def place(text: str) -> int | None:
    """The entry a link goes on after, by its number."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput(_("That part of the history does not exist. Start from the newest."))
    return int(text)


@members(read=Role.MANAGER, write=Role.MANAGER, right=Right.EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def history_file(request: MemberRequest) -> HttpResponseBase:
    given = request.POST if request.method == "POST" else request.GET
    filters = HistoryFilters(given)
    found = filters.of(request.member)
    number = found.order_by()[: MOST + 1].count()
    sheet = Sheet(
        what=_("the history"),
        subject="history",
        heads=[_("When"), _("Written down"), _("Who"), _("About"), _("What happened"), _("Seal")],
        rows=partial(rows, found),
        file_name="history.csv",
        whose="accounts",
        said=filters.said(),
    )
    said = grouped(number) if number <= MOST else _("%(most)s+") % {"most": grouped(MOST)}
    pairs = {name: str(given.get(name, "")) for name in filters.fields if given.get(name)}
    return ask(request, sheet, number=said, back=filters.address(), pairs=pairs)


def rows(events: QuerySet[Event]) -> Iterator[Row]:
    part: list[Event] = []
    for event in events.iterator(chunk_size=PART):
        part.append(event)
        if len(part) == PART:
            yield from map(row, shown(part))
            part = []
    yield from map(row, shown(part))


def row(entry: Shown) -> Row:
    event = entry.event
    who, about = (str(one) if one else "" for one in (event.actor, event.account))
    at, recorded = (
        when.isoformat(timespec="seconds") if when else "" for when in (event.at, entry.recorded_at)
    )
    return event.account_id, [at, recorded, who, about, entry.sentence, entry.seal]
