"""Removing an account or a person, and the bin where both wait."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.bin import KEPT, KINDS, in_the_bin
from regulars.lib.paging import read_moment
from regulars.people.bin.removing import remove_account, remove_person
from regulars.people.models import Account, Person, Removal
from regulars.people.models.sight import whole
from regulars.people.named import is_last_named
from regulars.team.doors import members
from regulars.team.models import Right, Role
from regulars.team.requests import MemberRequest

SIZE = 50
TOLD = 10


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def account_removal(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    back = reverse("account", args=[pk])
    if request.method == "POST":
        event = remove_account(found, by=request.member)
        return _removed(request, found.name, event.pk, reverse("customers"))
    return _asked(request, found, back, last=False)


@members(read=Role.MEMBER, right=Right.REMOVE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_removal(request: MemberRequest, pk: int) -> HttpResponse:
    people = Person.objects.visible_to(request.member).select_related("account")
    found = get_object_or_404(people, pk=pk)
    if request.method == "POST":
        event = remove_person(found, by=request.member)
        return _removed(request, found.name, event.pk, reverse("account", args=[found.account_id]))
    return _asked(request, found, reverse("person", args=[pk]), last=is_last_named(found))


def _asked(request: MemberRequest, record: Any, back: str, last: bool) -> HttpResponse:
    shown = {"record": record, "back": back, "last": last, "days": KEPT.days}
    return render(request, "people/bin/removal.html", shown)


def _removed(request: MemberRequest, name: str, event: int, address: str) -> HttpResponse:
    sentence = _("%(name)s is in the bin.") % {"name": name}
    messages.success(request, sentence, extra_tags=reverse("undo", args=[event]))
    return redirect(address)


@members()
@require_safe
def bin_page(request: MemberRequest) -> HttpResponse:
    before = read_moment(request.GET.get("before", ""), _("That part of the bin does not exist."))
    things = in_the_bin(request.member, before, SIZE + 1)
    page, more = things[:SIZE], len(things) > SIZE
    shown = {
        "things": [(thing, KINDS[thing.kind].label) for thing in page],
        "more": page[-1].at.isoformat() if more else "",
        "days": KEPT.days,
        "removals": whole(Removal.objects.order_by("-at"), request.member)[:TOLD],
    }
    return render(request, "people/bin/bin.html", shown)


@members()
@require_POST
def restored(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    address = KINDS[kind].restore(request.member, pk)
    messages.success(request, _("It is back, with all that belongs to it."))
    return redirect(address)
