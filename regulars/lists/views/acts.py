"""Doing something to those who were ticked, or to the whole list: asked, confirmed, and how far it is."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regulars.lib.counting import grouped
from regulars.lib.errors import BadInput
from regulars.lib.later import enqueue
from regulars.lib.looking import seen_by
from regulars.lists import bulk
from regulars.lists.acts import ACTS, Act
from regulars.lists.budget import within
from regulars.lists.bulk.doing import COLLECTING
from regulars.lists.deciding import refuse_traits
from regulars.lists.entries import sentence_of
from regulars.lists.filters.saying import sentence
from regulars.lists.listing import Listing
from regulars.lists.models import BulkAct
from regulars.team.confirming import unconfirmed
from regulars.team.doors import lacking, members
from regulars.team.models import Member, Right
from regulars.team.requests import MemberRequest

MOST_TICKED = 10_000


def ticked(given: QueryDict) -> list[int]:
    """The ids of a form; what is no id was forged and is nobody."""
    texts = given.getlist("id")[:MOST_TICKED]
    return sorted({int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19})


def meant(listing: Listing, given: QueryDict, *, decides: bool) -> QuerySet[Any]:
    """Those ticked, or everyone the list holds now; only whom the member may see, whatever was sent. What decides about
    people raises ProtectedTrait on a list that was chosen by who they are."""
    if decides:
        refuse_traits(listing.shown.filter, listing.fields)
    if given.get("all"):
        return listing.members()
    ids = ticked(given)
    if not ids:
        raise BadInput(_("Tick somebody first, or choose the whole list."))
    found: QuerySet[Any] = listing.subject.visible(listing.asker.member).filter(pk__in=ids)
    return found


def act_named(name: str, subject: str, member: Member) -> Act:
    found = ACTS.get(name)
    if found is None or subject not in found.subjects:
        raise Http404
    if found.right and not member.may(found.right):
        raise lacking(found.right)
    return found


@members()
@require_POST
def list_acted(request: MemberRequest, subject: str) -> HttpResponse:
    """From the bar of the list to the form of the act, from that form to doing it."""
    listing = Listing.asked(subject, request.POST, request.member, request.firm)
    act = act_named(request.POST.get("act", ""), subject, request.member)
    records = meant(listing, request.POST, decides=act.decides)
    sure = "sure" in request.POST
    form = seen_by(act.form(subject, request.POST if sure else None), request.member)
    if sure and form.is_valid():
        if question := asked_first(act, request):
            return question
        said = sentence(listing.shown.filter, listing.fields, request.firm.currency)
        whole = bool(request.POST.get("all"))
        made = bulk.begin(
            act, subject, form.cleaned_data, records, by=request.member, said=said if whole else ""
        )
        return after(request, made, listing)
    with within(COLLECTING):
        number = records.order_by().count()
    shown = {
        "listing": listing,
        "act": act,
        "form": form,
        "number": number,
        "whole": bool(request.POST.get("all")),
        "said": sentence(listing.shown.filter, listing.fields, request.firm.currency),
        "ids": [] if request.POST.get("all") else ticked(request.POST),
        "pairs": listing.pairs(),
        "back": listing.address(),
    }
    return render(request, "lists/act.html", shown, status=422 if sure else 200)


def asked_first(act: Act, request: MemberRequest) -> HttpResponse | None:
    """One record in the bin is back with a click; many at once leave a gap in everybody's morning."""
    return unconfirmed(request) if act.right == Right.REMOVE else None


def after(request: MemberRequest, made: BulkAct, listing: Listing) -> HttpResponse:
    """Few: back on the list with the way back in a toast. Many: the page that shows how far it is."""
    if made.running:
        return redirect("bulk-act", made.pk)
    undo = reverse("undo", args=[made.event]) if made.event else ""
    said = _("Done for %(number)s.") % {"number": grouped(made.changed)}
    messages.success(request, said if made.changed else _("They all were so already."), extra_tags=undo)
    return redirect(listing.address())


def opened(request: MemberRequest, pk: int) -> BulkAct:
    found: BulkAct = get_object_or_404(
        BulkAct.objects.visible_to(request.member).select_related("member"), pk=pk
    )
    return found


@members()
@require_safe
def bulk_act(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    shown = {
        "bulk": found,
        "told": sentence_of(found),
        "back": reverse("list", args=[found.subject]),
        "undo": reverse("undo", args=[found.event])
        if found.event and not (found.undo_asked_at or found.is_closed)
        else "",
        "may_undo": found.may_be_undone_by(request.member),
    }
    return render(request, "lists/bulk_act.html", shown)


@members()
@require_safe
def bulk_act_progress(request: MemberRequest, pk: int) -> HttpResponse:
    found = opened(request, pk)
    response = render(request, "lists/_bulk_progress.html", {"bulk": found})
    if not found.running:
        response["X-Go-To"] = reverse("bulk-act", args=[pk])
    return response


@members()
@require_POST
def bulk_act_stopped(request: MemberRequest, pk: int) -> HttpResponse:
    bulk.stop(opened(request, pk))
    return redirect("bulk-act", pk)


@members()
@require_POST
def bulk_act_again(request: MemberRequest, pk: int) -> HttpResponse:
    """After whoever worked on it has gone: it goes on where it was."""
    found = opened(request, pk)
    if found.stalled and found.undoing:
        enqueue("lists.undo", act_id=found.pk)
    elif found.stalled:
        enqueue("lists.act", act_id=found.pk)
    return redirect("bulk-act", pk)
