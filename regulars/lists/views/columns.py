"""Choosing the columns: a form that leads back to the list."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regulars.lists.grouping import in_groups
from regulars.lists.listing import MOST_COLUMNS, Listing
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def list_columns(request: MemberRequest, subject: str) -> HttpResponse:
    """The boxes to tick; with `col`s chosen, the list with those, the ones it had in their order first."""
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    if "col" not in request.GET:
        shown = {field.name for field in listing.columns}
        groups = in_groups(listing.fields.values())
        context = {
            "listing": listing,
            "groups": groups,
            "shown": shown,
            "pairs": listing.pairs(),
            "most": MOST_COLUMNS,
        }
        return render(request, "lists/columns.html", context)
    chosen = [name for name in request.GET.getlist("col") if name in listing.fields]
    kept = [name for name in listing.shown.columns if name in chosen]
    columns = tuple(dict.fromkeys([*kept, *chosen]))[:MOST_COLUMNS]
    return redirect(listing.with_columns(columns).address())
