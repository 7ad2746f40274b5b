"""The account page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.paging import read_moment
from regulars.people.account_page import account_page, story_of, with_points
from regulars.people.gone import gone_account
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def account(request: MemberRequest, pk: int) -> HttpResponse:
    found = with_points(request, pk)
    if found is None:
        return gone_account(request, pk)
    before = read_moment(
        request.GET.get("before", ""), _("That part of the timeline does not exist. Start from the newest.")
    )
    if request.htmx and (before or "what" in request.GET):
        shown = {"account": found, "before": before} | story_of(request, found, before)
        response = render(request, f"people/{'_timeline' if before else '_story'}.html", shown)
    else:
        response = render(request, "people/account.html", account_page(request, found, before))
    patch_vary_headers(response, ["HX-Request"])
    return response
