"""The page of what we know about one account: a card for each kind, adding in one line, and what is done with a line."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regulars.care.cards import CARDS, Act, Card, Looker, told
from regulars.care.models import CareSettings
from regulars.care.panels import brief
from regulars.lib.panels import rendered
from regulars.people.account_page import open_account
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

CONTACTS = ("reviews", "depends")
MOST_PEOPLE = 200
"""To choose from: who is not among them is written into the words."""


@members()
@require_safe
def care_account(request: MemberRequest, pk: int) -> HttpResponse:
    looker = looking(request, pk)
    cards = [shown(card, looker) for card in CARDS.values()]
    page = {"account": looker.account, "cards": cards, "brief": brief(request, looker.account)}
    return render(request, "care/account.html", page)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def care_new(request: MemberRequest, pk: int, what: str) -> HttpResponse:
    looker, card = looking(request, pk), card_called(what)
    form = form_of(card, looker, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value is not None}
        made = card.add(looker.account, by=request.member, **given)
        return answer(request, looker, card, str(card.thanks), told(made))
    response = render(
        request,
        "care/_card.html" if request.htmx else "care/new.html",
        shown(card, looker, form) | {"account": looker.account},
        status=422 if form.is_bound else 200,
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def care_act(request: MemberRequest, pk: int, what: str, item: int, act: str) -> HttpResponse:
    looker, card = looking(request, pk), card_called(what)
    wanted = card.act(act)
    if wanted is None:
        raise Http404
    record = get_object_or_404(card.records(looker), pk=item)
    form = act_form(wanted, request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        wanted.do(record, by=request.member, **(form.cleaned_data if form else {}))
        return answer(request, looker, card, str(wanted.done or _("Saved.")), told(record))
    page = shown(card, looker) | {"account": looker.account, "line": card.with_acts(record, looker)}
    page |= {"act": wanted, "form": form, "beside": beside(request, card, looker)}
    return render(request, "care/act.html", page, status=422 if form and form.is_bound else 200)


def looking(request: MemberRequest, pk: int) -> Looker:
    account = open_account(request, pk)
    people = list(account.people.here().order_by("pk")[:MOST_PEOPLE])
    return Looker(account, request.member, CareSettings.load(), timezone.localdate(), people)


def card_called(slug: str) -> Card:
    if slug not in CARDS:
        raise Http404
    return CARDS[slug]


def form_of(card: Card, looker: Looker, data: Any = None) -> Any:
    return card.form(data, people=looker.people, settings=looker.settings, slug=card.slug)


def act_form(act: Act, data: Any) -> Any:
    return act.form(data, auto_id=f"{act.slug}-%s", label_suffix="") if act.form else None


def beside(request: MemberRequest, card: Card, looker: Looker) -> list[str]:
    """What is read before a contact: the brief, and for a review the promise ledger as its agenda (S61)."""
    if card.slug not in CONTACTS:
        return []
    agenda = rendered("care.review", request, looker.account) if card.slug == "reviews" else []
    return [brief(request, looker.account), *agenda]


def shown(card: Card, looker: Looker, form: Any = None) -> dict[str, Any]:
    return {
        "card": card,
        "lines": card.lines(looker),
        "form": form or form_of(card, looker),
        "may_write": looker.member.may_write,
        "account": looker.account,
    }


def answer(
    request: MemberRequest, looker: Looker, card: Card, sentence: str, event: Event | None
) -> HttpResponse:
    """The card as it is now with the sentence and its undo as a toast; without htmx, back to the page."""
    undo = reverse("undo", args=[event.pk]) if event else ""
    if not request.htmx:
        messages.success(request, sentence, extra_tags=undo)
        return redirect(reverse("care-account", args=[looker.account.pk]) + f"#care-{card.slug}")
    page = shown(card, looker) | {"sentence": sentence, "undo": undo}
    return HttpResponse(render_to_string("care/_done.html", page, request))
