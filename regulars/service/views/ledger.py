"""Every open promise, ours and theirs, what lapses next first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.errors import BadInput
from regulars.lib.paging import read_cursor
from regulars.service.forms.fields import colleagues
from regulars.service.ledger import SHELVES, counted, open_to, page_of
from regulars.team.doors import members
from regulars.team.models import Member
from regulars.team.requests import MemberRequest


@members()
@require_safe
def promises(request: MemberRequest) -> HttpResponse:
    now, everybody = timezone.now(), list(colleagues())
    whose = chosen(request.GET.get("member", ""), everybody)
    shelf = next((shelf for shelf in SHELVES if shelf.name == request.GET.get("show")), SHELVES[0])
    cursor = read_cursor(
        request.GET.get("after", ""), _("That page of promises does not exist. Start from the first.")
    )
    seen = open_to(request.member, whose)
    rows, more = page_of(seen, shelf, cursor, now)
    shown: dict[str, Any] = {
        "rows": rows,
        "more": more,
        "shelf": shelf,
        "whose": whose,
        "here": request.get_full_path(),
    }
    if request.htmx and cursor:
        response = render(request, "service/_open.html", shown)
    else:
        shown |= {"shelves": counted(seen, now), "everybody": everybody}
        response = render(request, "service/promises.html", shown)
    patch_vary_headers(response, ["HX-Request"])
    return response


def chosen(text: str, everybody: list[Member]) -> Member | None:
    """The member of an address; empty is everybody. Raises BadInput for somebody who is not there."""
    if not text:
        return None
    found = next((member for member in everybody if str(member.pk) == text), None)
    if found is None:
        raise BadInput(_("Nobody here has that number. Choose somebody from the list."))
    return found
