"""Putting two accounts together, and looking at both once they were joined."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulars.lib.panels import rendered
from regulars.people.merging.pairing import SHOWN, prefix_of
from regulars.people.models import Account, AccountRelation, Relation
from regulars.people.relating.forms import RelationForm, ReviewForm
from regulars.people.relating.relations import confirm, finish_review, relate, unrelate
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


@members(read=Role.MEMBER)
@require_safe
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Which other account, by the beginning of its name."""
    account = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    query = request.GET.get("q", "")
    prefix = prefix_of(query)
    found = Account.objects.visible_to(request.member).exclude(pk=pk).filter(folded__startswith=prefix)
    others = list(found.order_by("folded", "pk")[:SHOWN]) if prefix else []
    shown = {"account": account, "others": others, "query": query}
    return render(request, "people/relations/choose.html", shown)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def relation_new(request: MemberRequest, pk: int, other: int) -> HttpResponse:
    visible = Account.objects.visible_to(request.member)
    account, with_whom = get_object_or_404(visible, pk=pk), get_object_or_404(visible, pk=other)
    names = {"one": account.name, "other": with_whom.name}
    form = RelationForm(request.POST if request.method == "POST" else None, **names)
    if request.method == "POST" and form.is_valid():
        made, event = relate(account, with_whom, by=request.member, **form.cleaned_data)
        told(request, _("%(one)s and %(other)s belong together now.") % names, event)
        if made.kind == Relation.JOINED and not made.heard:
            return redirect("relation-review", made.pk)
        return redirect("account", pk)
    shown = {"account": account, "other": with_whom, "form": form}
    return render(request, "people/relations/new.html", shown, status=422 if form.is_bound else 200)


def told(request: MemberRequest, sentence: str, event: Event | None) -> None:
    undo = reverse("undo", args=[event.pk]) if event else ""
    messages.success(request, sentence, extra_tags=undo)


def open_relation(request: MemberRequest, pk: int) -> AccountRelation:
    """The one door: who sees both accounts sees what they are to each other."""
    seen = Account.objects.visible_to(request.member)
    found = AccountRelation.objects.filter(account__in=seen, other__in=seen)  # through both doors
    one: AccountRelation = get_object_or_404(found.select_related("account", "other", "reviewed_by"), pk=pk)
    return one


@members()
@require_POST
def ended(request: MemberRequest, pk: int) -> HttpResponse:
    relation = open_relation(request, pk)
    told(request, _("They do not belong together any more."), unrelate(relation, by=request.member))
    return redirect("account", relation.account_id)


@members()
@require_POST
def confirmed(request: MemberRequest, pk: int) -> HttpResponse:
    relation = open_relation(request, pk)
    told(request, _("Confirmed."), confirm(relation, by=request.member))
    if relation.kind == Relation.JOINED:
        return redirect("relation-review", pk)
    return redirect("account", relation.account_id)


@members(read=Role.READ_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """What both sides have from us, beside each other, and what came of looking at it."""
    relation = open_relation(request, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        event = finish_review(relation, by=request.member, note=form.cleaned_data["note"])
        told(request, _("Written down on both sides."), event)
        return redirect("account", relation.other_id)
    sides = [(one, rendered("joined.side", request, one)) for one in (relation.account, relation.other)]
    shown = {"relation": relation, "sides": sides, "form": form}
    return render(request, "people/relations/review.html", shown, status=422 if form.is_bound else 200)
