"""What depends on one person alone, and planning to share it: a second colleague for some, somebody else for others."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regulars.lib.hanging import hanging_on
from regulars.lib.panels import rendered
from regulars.people.changing import change_account
from regulars.people.hanging import alone, owned
from regulars.people.models import Account
from regulars.people.owner_forms import ColleagueForm
from regulars.team.doors import members
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event, record

SHOWN = 50


def colleague_of(pk: int) -> Member:
    return get_object_or_404(Member, pk=pk)  # a colleague; the door lets managers in only


def page(request: MemberRequest, colleague: Member, form: ColleagueForm, status: int = 200) -> HttpResponse:
    theirs = Account.objects.visible_to(request.member).filter(pk__in=alone(colleague).values("pk"))
    first = theirs.select_related("score").order_by("-score__last_year", "pk")[:SHOWN]
    shown = {
        "colleague": colleague,
        "accounts": first,
        "number": theirs.count(),
        "all": owned(colleague).count(),
        "hanging": [one for one in hanging_on(colleague) if one.alone],
        "form": form,
        "others": rendered("member.alone", request, colleague),
        "colleagues": Member.objects.here(),
    }
    return render(request, "people/alone.html", shown, status=status)


@members(read=Role.MANAGER)
@require_safe
def depends(request: MemberRequest, pk: int) -> HttpResponse:
    return page(request, colleague_of(pk), ColleagueForm(but=pk))


@members(write=Role.MANAGER)
@require_POST
def backed(request: MemberRequest, pk: int) -> HttpResponse:
    """Those ticked get a second colleague, for when the first is away; they need not be told."""
    return shared(request, pk, "backup", lambda n: ngettext(
        "%(n)d account has a second colleague now.", "%(n)d accounts have a second colleague now.", n
    ) % {"n": n})  # fmt: skip


@members(write=Role.MANAGER)
@require_POST
def handed_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Those ticked belong to somebody else from now on, and come to Today until they have been told."""
    return shared(request, pk, "owner", lambda n: ngettext(
        "%(n)d account changed hands. Tell them: it is on Today.",
        "%(n)d accounts changed hands. Tell them: they are on Today.", n,
    ) % {"n": n})  # fmt: skip


def shared(request: MemberRequest, pk: int, column: str, said: Callable[[int], str]) -> HttpResponse:
    colleague = colleague_of(pk)
    form = ColleagueForm(request.POST, but=pk)
    ticked = [int(one) for one in request.POST.getlist("id")[:SHOWN] if one.isdigit() and len(one) < 19]
    theirs = Account.objects.visible_to(request.member).filter(pk__in=ticked, owner=colleague)
    if form.is_valid() and not theirs:
        form.add_error(None, _("Tick those it is about first."))
    if not form.is_valid():
        return page(request, colleague, form, status=422)
    events = given(theirs, column, form.cleaned_data["to"], request.member, reverse("alone", args=[pk]))
    if events:
        messages.success(request, said(len(events)), extra_tags=reverse("undo", args=[events[-1].pk]))
    return redirect("alone", pk)


@transaction.atomic
def given(accounts: Any, column: str, to: Member, by: Member, back: str) -> list[Event]:
    """Each told on its own page; the last event takes them all back at once."""
    wanted: dict[str, Any] = {column: to} | ({"backup": None} if column == "owner" else {})
    events = [event for one in accounts if (event := change_account(one, by=by, **wanted))]
    if events:
        about: dict[str, Any] = {"events": [event.pk for event in events], "field": str(to), "back": back}
        events[-1] = record("lists.moved", by=by, **about)
    return events
