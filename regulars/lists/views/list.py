"""A list: whom the filter means, in columns, fifty at a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from regulars.lists.acts import acts_on
from regulars.lists.board import ways
from regulars.lists.counting import count, said
from regulars.lists.errors import ListTooSlow
from regulars.lists.filters.saying import sentence
from regulars.lists.listing import Listing
from regulars.lists.pages import Page, page_of
from regulars.lists.ready_made import ready_made
from regulars.lists.rows import rows
from regulars.lists.showing import headings, whole
from regulars.lists.subjects import subjects
from regulars.lists.viewing import views_beside
from regulars.team.doors import members
from regulars.team.models import Right
from regulars.team.requests import MemberRequest


@members()
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def list_page(request: MemberRequest, subject: str) -> HttpResponse:
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    try:
        page, slow = page_of(listing, place(request.GET.get("after", ""))), ""
    except ListTooSlow as refusal:
        page, slow = Page([], None), str(refusal)
    context: dict[str, Any] = {
        "listing": listing,
        "rows": rows(listing, page.rows),
        "more": listing.address(after=page.after) if page.after else "",
        "width": len(listing.columns) + 1,
    }
    if request.htmx.target == "more":
        return render(request, "lists/_rows.html", context)
    counted = said(count(listing)) if request.GET.get("count") else ""
    context |= about(listing) | {"slow": slow, "counted": counted}
    return render(request, "lists/list.html", context, status=ListTooSlow.status if slow else 200)


def place(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def about(listing: Listing) -> dict[str, Any]:
    """What stands around the table."""
    views, view = views_beside(listing), listing.view
    ready = ready_made(listing.subject.name).get(listing.start)
    return {
        "headings": headings(listing),
        "whole": whole(listing),
        "said": sentence(listing.shown.filter, listing.fields, listing.asker.firm.currency),
        "problems": listing.found.problems,
        "subjects": subjects(),
        "views": views,
        "title": view.name if view else ready.label if ready else listing.subject.label,
        "may_change": view is not None and view.may_be_changed_by(listing.asker.member),
        "pinned": any(one.current for one in views.pinned),
        "pairs": listing.pairs(),
        "acts": acts_on(listing.subject.name, listing.asker.member),
        "count_url": listing.address("list-count"),
        "counts_url": listing.address("list-counts"),
        "count_here": listing.address(count=1),
        "board_url": listing.address("list-board") if ways(listing) else "",
        "file_url": listing.address("list-file") if listing.asker.member.may(Right.EXPORT) else "",
        "columns_url": listing.address("list-columns"),
        "save_url": listing.address("view-new"),
    }
