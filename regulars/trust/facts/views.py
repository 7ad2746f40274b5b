"""What is stored and more than the job needs: a list to go through, each made smaller or left by a person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.fields.models import reads
from regulars.lib.later import enqueue_once
from regulars.team.doors import members
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.trust.facts.saying import called
from regulars.trust.keeping.stored import make_smaller, offered, place_of, settle, text_of
from regulars.trust.models import Find, Settled

SHOWN = 50


@members(read=Role.MANAGER)
@require_safe
def finds(request: MemberRequest) -> HttpResponse:
    found = Find.objects.visible_to(request.member).open().select_related("account").order_by("pk")[:SHOWN]
    shown = {"finds": [told(find) for find in found if is_theirs(find, request.member)]}
    return render(request, "trust/facts/finds.html", shown)


def is_theirs(find: Find, member: Member) -> bool:
    """What stands in a field that they may not read, they do not settle."""
    place = place_of(find.where)
    return not (place and place.own) or reads(member, place.own.audience)


def opened(request: MemberRequest, pk: int) -> Find:
    find: Find = get_object_or_404(Find.objects.visible_to(request.member).open(), pk=pk)
    if not is_theirs(find, request.member):
        raise Http404
    return find


def told(find: Find) -> dict[str, Any]:
    place = place_of(find.where)
    return {
        "find": find,
        "what": ", ".join(called(what) for what in find.whats),
        "label": place.label if place else find.where,
        "text": text_of(find),
        "offered": offered(find),
    }


@members(write=Role.MANAGER)
@require_POST
def finds_looked(request: MemberRequest) -> HttpResponse:
    enqueue_once("trust.look_through")
    messages.success(request, _("Everything is being looked through. What is found will stand here."))
    return redirect("finds")


@members(write=Role.MANAGER)
@require_POST
def find_smaller(request: MemberRequest, pk: int) -> HttpResponse:
    find = opened(request, pk)
    if make_smaller(find, by=request.member) == Settled.GONE:
        messages.info(request, _("It was changed meanwhile, so nothing was done."))
    else:
        messages.success(request, _("Stored in its smaller form."))
    return redirect("finds")


@members(write=Role.MANAGER)
@require_POST
def find_fine(request: MemberRequest, pk: int) -> HttpResponse:
    """It only looks like it."""
    find = opened(request, pk)
    settle(find, Settled.FINE, by=request.member)
    messages.success(request, _("Left as it is. It is not asked again."))
    return redirect("finds")
