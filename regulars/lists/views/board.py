"""A list as a board, and moving its cards where that is somebody's to decide."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.lists.board import CARDS, codes, column, columns, move, together, way, ways
from regulars.lists.filters.saying import sentence
from regulars.lists.listing import Listing
from regulars.lists.views.list import place
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def list_board(request: MemberRequest, subject: str) -> HttpResponse:
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    by = way(listing, request.GET.get("by", ""))
    context: dict[str, Any] = {
        "listing": listing,
        "by": by,
        "ways": ways(listing),
        "columns": columns(listing, by),
        "codes": codes(by),
        "movable": by.put is not None and request.member.may_write,
        "pairs": listing.pairs(),
        "said": sentence(listing.shown.filter, listing.fields, request.firm.currency),
    }
    return render(request, "lists/board.html", context)


@members()
@require_safe
def list_board_column(request: MemberRequest, subject: str) -> HttpResponse:
    """The further cards of one column; without htmx, the list of that column."""
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    by, code = way(listing, request.GET.get("by", "")), request.GET.get("code", "")
    if code and code not in dict(codes(by)):
        raise Http404
    found = column(listing, by, code, "", place(request.GET.get("after", "")))
    if not request.htmx:
        return redirect(found.whole)
    movable = by.put is not None and request.member.may_write
    return render(request, "lists/_cards.html", {"column": found, "movable": movable})


@members()
@require_POST
def list_board_moved(request: MemberRequest, subject: str) -> HttpResponse:
    listing = Listing.asked(subject, request.POST, request.member, request.firm)
    by = way(listing, request.POST.get("by", ""))
    ids = [pk for text in request.POST.getlist("id")[: CARDS * 20] if (pk := place(text))]
    events = move(listing, by, ids, request.POST.get("code", ""))
    if events:
        said = ngettext("%(n)d card is moved.", "%(n)d cards are moved.", len(events)) % {"n": len(events)}
        undo = together(events, listing, by)
        messages.success(request, said, extra_tags=reverse("undo", args=[undo.pk]))
    return redirect(listing.address("list-board", by=by.name))
