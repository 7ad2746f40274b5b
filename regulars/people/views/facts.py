"""One fact, changed where it stands: the same address is a part of the page for htmx and a page of its own without."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.lib.looking import seen_by
from regulars.lib.panels import rendered
from regulars.people.account_page import open_account
from regulars.people.changing import change_account, change_person
from regulars.people.columns import Record
from regulars.people.errors import ChangedMeanwhile
from regulars.people.facts import Fact, account_facts, person_facts
from regulars.people.facts.choosing import choice_of
from regulars.people.facts.form import FactForm
from regulars.people.person_page import open_person
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

Change = Callable[..., Event | None]


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def account_fact(request: MemberRequest, pk: int, field: str) -> HttpResponse:
    fact = named(account_facts(request.member), field)
    return answer(request, open_account(request, pk), fact, change_account, reverse("account", args=[pk]))


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_fact(request: MemberRequest, pk: int, field: str) -> HttpResponse:
    fact = named(person_facts(request.member), field)
    return answer(request, open_person(request, pk), fact, change_person, reverse("person", args=[pk]))


def named(facts: dict[str, Fact], name: str) -> Fact:
    if name not in facts:
        raise Http404
    return facts[name]


def answer(request: MemberRequest, record: Record, fact: Fact, change: Change, back: str) -> HttpResponse:
    shown: dict[str, Any] = {"record": record, "fact": fact.shown(record), "back": back}
    if "shown" in request.GET and request.htmx:
        return part(request, "people/_fact.html", shown | {"focus": True})
    form = FactForm(fact, record, request.POST if request.method == "POST" else None)
    seen_by(form, request.member)
    told = rendered("form.told", request, form)
    shown |= {"form": form, "part": "people/_fact_form.html", "told": told}
    if not form.is_valid():
        return part(request, "people/_fact_form.html", shown, 422 if form.is_bound else 200)
    try:
        event = change(record, by=request.member, seen=form.seen, **form.wanted)
    except ChangedMeanwhile:
        choice = choice_of(record, fact, form.wanted[fact.name])
        shown |= {"choice": choice, "part": "people/_fact_choice.html"}
        return part(request, "people/_fact_choice.html", shown, 409)
    return saved(request, record, fact, event, back)


def part(request: MemberRequest, template: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    if request.htmx:
        response = staying(render(request, template, shown, status=status))
    else:
        response = render(request, "people/fact.html", shown, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def staying(response: HttpResponse) -> HttpResponse:
    """The page keeps its address: htmx 2.0.10 takes on that of a boosted link, whatever hx-push-url says around it."""
    response["HX-Push-Url"] = "false"
    return response


def saved(request: MemberRequest, record: Record, fact: Fact, event: Event | None, back: str) -> HttpResponse:
    """The fact as it is now, with the way back in a toast; the whole page where other parts of it show the fact too."""
    undo = reverse("undo", args=[event.pk]) if event else ""
    if request.htmx and not (fact.elsewhere and event):
        record.refresh_from_db()
        shown = {"fact": fact.shown(record), "focus": True, "saved": event, "undo": undo}
        return staying(render(request, "people/_fact_saved.html", shown))
    if event:
        messages.success(request, _("Saved."), extra_tags=undo)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(back)
