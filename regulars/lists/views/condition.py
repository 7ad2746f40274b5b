"""One condition of a filter: choose a field, what is asked of it, and the value. It leads back to the list with it.

Nothing is stored, so it is asked for and sent by GET; each step works without JavaScript.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from regulars.lists.building import Draft
from regulars.lists.grouping import in_groups
from regulars.lists.listing import Listing
from regulars.team.doors import members
from regulars.team.requests import MemberRequest

PARTS = {"condition", "asked", "asked-value"}
"""Where an answer without its page goes."""


@members()
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def list_condition(request: MemberRequest, subject: str) -> HttpResponse:
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    draft = Draft.asked(listing, request.GET)
    if request.GET.get("done") and not draft.problem:
        return redirect(listing.with_root(draft.root()).address())
    context: dict[str, Any] = {
        "listing": listing,
        "draft": draft,
        "groups": in_groups(listing.fields.values()),
        "pairs": listing.pairs(),
        "back": listing.address(),
    }
    refused = bool(request.GET.get("done"))
    context["problem"] = draft.problem if refused else ""
    template = "_condition.html" if request.htmx.target in PARTS else "condition.html"
    return render(request, f"lists/{template}", context, status=422 if refused else 200)
