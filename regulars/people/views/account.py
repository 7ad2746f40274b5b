"""The account page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.paging import read_moment
from regulars.people.account_page import ENTRIES, account_page, with_points
from regulars.people.gone import gone_account
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.telling import timeline_of


@members()
@require_safe
def account(request: MemberRequest, pk: int) -> HttpResponse:
    found = with_points(request, pk)
    if found is None:
        return gone_account(request, pk)
    before = read_moment(
        request.GET.get("before", ""), _("That part of the timeline does not exist. Start from the newest.")
    )
    if request.htmx and before:
        shown = {"account": found, "timeline": timeline_of(found, before, ENTRIES)}
        response = render(request, "people/_timeline.html", shown)
    else:
        response = render(request, "people/account.html", account_page(request, found, before))
    patch_vary_headers(response, ["HX-Request"])
    return response
