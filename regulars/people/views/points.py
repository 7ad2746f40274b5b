"""One more phone, e-mail or address of a person or an account: add, change, take away, make it the first one."""

import re

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regulars.lib.panels import rendered
from regulars.people.account_page import open_account
from regulars.people.errors import ChangedMeanwhile
from regulars.people.form_page import fill, form_page
from regulars.people.forms import PointForm
from regulars.people.models import Account, ContactKind, ContactPoint, Person
from regulars.people.person_page import open_person
from regulars.people.points import FIRST, add_point, change_point, make_first, remove_point
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event

WHOSE = re.compile(r"(?P<account>\d{1,18}):(?P<person>\d{0,18}):(?P<kind>[a-z]+)", re.ASCII)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def account_point_new(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    return added(request, open_account(request, pk), None, kind)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def person_point_new(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    person = open_person(request, pk)
    return added(request, person.account, person, kind)


def added(request: MemberRequest, account: Account, person: Person | None, kind: str) -> HttpResponse:
    if kind not in ContactKind.values:
        raise Http404
    form = PointForm(kind, request.POST if request.method == "POST" else None)
    back = page_of(account.pk, person.pk if person else None)
    if form.is_valid():
        event = add_point(account, person, by=request.member, kind=kind, **form.about)
        return done(request, event, back)
    title = _("One more for %(name)s") % {"name": (person or account).name}
    return form_page(request, form, title=title, address=request.path, back=back)


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: MemberRequest, pk: int) -> HttpResponse:
    if request.method == "POST" and "whose" in request.POST and not is_there(request, pk):
        return taken_away(request)
    found = open_point(request, pk)
    whose = f"{found.account_id}:{found.person_id or ''}:{found.kind}"
    initial = {"value": found.value, "label": found.label, "was": found.value, "whose": whose}
    form = PointForm(found.kind, request.POST if request.method == "POST" else None, initial=initial)
    back = page_of(found.account_id, found.person_id)
    shown = {"point": found, "form": form, "back": back, "address": request.path}
    shown["told"] = rendered("form.told", request, form)
    shown["may_lead"] = found.person_id is not None and found.kind in FIRST
    if not form.is_valid():
        return render(request, "people/point.html", shown, status=422 if form.is_bound else 200)
    try:
        event = change_point(found, by=request.member, was=form.cleaned_data["was"], **form.about)
    except ChangedMeanwhile as meanwhile:
        shown["theirs"] = meanwhile.data["theirs"]
        fill(form, "was", meanwhile.data["theirs"])
        return render(request, "people/point.html", shown, status=409)
    return done(request, event, back)


def is_there(request: MemberRequest, pk: int) -> bool:
    found: bool = ContactPoint.objects.visible_to(request.member).filter(pk=pk).exists()
    return found


def taken_away(request: MemberRequest) -> HttpResponse:
    """By somebody else, while this member was writing: what they wrote is kept, and may become one more."""
    told = WHOSE.fullmatch(request.POST["whose"])
    if told is None or told["kind"] not in ContactKind.values:
        raise Http404
    account = open_account(request, int(told["account"]))
    person = open_person(request, int(told["person"])) if told["person"] else None
    whom = (person or account).pk
    words = {
        "title": _("Somebody has taken it away"),
        "lede": _("That was while you were writing. Save to add yours as one more, or leave by “Not now”."),
        "address": reverse(f"{'person' if person else 'account'}-point-new", args=[whom, told["kind"]]),
        "back": page_of(account.pk, person.pk if person else None),
    }
    return form_page(request, PointForm(told["kind"], request.POST), status=409, **words)


@members()
@require_POST
def point_removed(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_point(request, pk)
    back = page_of(found.account_id, found.person_id)
    return done(request, remove_point(found, by=request.member), back, _("Removed."))


@members()
@require_POST
def point_first(request: MemberRequest, pk: int) -> HttpResponse:
    found = open_point(request, pk)
    back = page_of(found.account_id, found.person_id)
    return done(request, make_first(found, by=request.member), back)


def open_point(request: MemberRequest, pk: int) -> ContactPoint:
    points = ContactPoint.objects.visible_to(request.member).select_related("account", "person")
    found: ContactPoint = get_object_or_404(points, pk=pk)
    return found


def page_of(account_pk: int, person_pk: int | None) -> str:
    return reverse("person", args=[person_pk]) if person_pk else reverse("account", args=[account_pk])


def done(request: MemberRequest, event: Event | None, back: str, sentence: str = "") -> HttpResponse:
    if event:
        messages.success(request, sentence or _("Saved."), extra_tags=reverse("undo", args=[event.pk]))
    return redirect(back)
