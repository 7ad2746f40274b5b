"""How many: asked for beside the page, which never waits for it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.lists.counting import count, said
from regulars.lists.listing import Listing
from regulars.lists.viewing import views_beside
from regulars.team.doors import members
from regulars.team.requests import MemberRequest

EACH = 500  # milliseconds for one of several that stand at hand


@members()
@require_safe
def list_count(request: MemberRequest, subject: str) -> HttpResponse:
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    bare = bool(request.GET.get("bare"))
    return render(request, "lists/_count.html", {"counted": said(count(listing)), "bare": bare})


@members()
@require_safe
def list_counts(request: MemberRequest, subject: str) -> HttpResponse:
    """Each list that stands at hand with what it holds now."""
    listing = Listing.asked(subject, request.GET, request.member, request.firm)
    counted = []
    for view in views_beside(listing).counted:
        asked = Listing.asked(subject, QueryDict(f"view={view.key}"), request.member, request.firm)
        counted.append((view.key, said(count(asked, EACH))))
    return render(request, "lists/_counts.html", {"counted": counted})
