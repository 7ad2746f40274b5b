"""A list as a file for a spreadsheet, with the columns it shows."""

from django.http import HttpResponseBase
from django.views.decorators.http import require_http_methods

from regulars.lists.counting import count, said
from regulars.lists.listing import Listing
from regulars.team.requests import MemberRequest
from regulars.trust.leaving.asking import ask, taking_out
from regulars.trust.leaving.lists import sheet_of


@taking_out
@require_http_methods(["GET", "HEAD", "POST"])
def list_file(request: MemberRequest, subject: str) -> HttpResponseBase:
    given = request.POST if request.method == "POST" else request.GET
    listing = Listing.asked(subject, given, request.member, request.firm)
    return ask(
        request,
        sheet_of(listing),
        number=said(count(listing)),
        back=listing.address(),
        pairs=listing.pairs(),
    )
