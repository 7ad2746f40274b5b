"""What left the house: newest first, by whom and what; each entry opens; and from how many rows on the owners are told."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.paging import newest_page, read_cursor
from regulars.people.models import Person
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.trust.history.showing import links_of
from regulars.trust.leaving.filters import LogFilters
from regulars.trust.leaving.forms import LargeForm
from regulars.trust.leaving.holding import exports_with
from regulars.trust.models import Export, ExportNotice, LeavingSettings

SIZE, MOST = 50, 500


@members(read=Role.MANAGER)
@require_safe
def left(request: MemberRequest) -> HttpResponse:
    filters = LogFilters(request.GET)
    cursor = read_cursor(
        request.GET.get("after", ""), _("That part of the list does not exist. Start from the newest.")
    )
    exports = filters.of(Export.objects.visible_to(request.member)).select_related("member")
    page, after = newest_page(exports, cursor, SIZE)
    shown: dict[str, Any] = {
        "exports": page,
        "filters": filters,
        "more": filters.address(after=after) if after else "",
        "large": LeavingSettings.load().large,
    }
    return render(request, "trust/leaving/left.html", shown, status=200 if filters.is_valid() else 422)


@members()
@require_safe
def left_entry(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever took it may look at it too."""
    found = get_object_or_404(Export.objects.visible_to(request.member).select_related("member"), pk=pk)
    return render(request, "trust/leaving/entry.html", {"export": found, "link": links_of_export(found)})


def links_of_export(export: Export) -> Any:
    return next(iter(links_of("trust.taken_out", export=export.pk)), None)


@members(write=Role.READ_ONLY)
@require_POST
def left_seen(request: MemberRequest) -> HttpResponse:
    """One's own notices, so whoever they are for may put them away."""
    ExportNotice.objects.visible_to(request.member).mark_seen()
    return redirect("today")


@members(read=Role.OWNER, write=Role.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def left_large(request: MemberRequest) -> HttpResponse:
    form = LargeForm(request.POST if request.method == "POST" else None, instance=LeavingSettings.load())
    if form.is_valid():
        LeavingSettings.load().tell_above(form.cleaned_data["large"], by=request.member)
        messages.success(request, _("Saved."))
        return redirect("left")
    return render(request, "trust/leaving/large.html", {"form": form}, status=422 if form.is_bound else 200)


@members(read=Role.MANAGER)
@require_safe
def person_held(request: MemberRequest, pk: int) -> HttpResponse:
    """Who saw an export of them."""
    person = get_object_or_404(Person.objects.visible_to(request.member), pk=pk)
    exports = exports_with(person) & Export.objects.visible_to(request.member)
    return render(request, "trust/leaving/held.html", {"person": person, "exports": exports[:MOST]})
