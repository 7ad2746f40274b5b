"""Logging what was composed, and the answer: the newest part of the timeline, an empty composer, a note with Undo."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.people.account_page import account_page, story_of
from regulars.people.composing.form import TouchForm
from regulars.people.composing.mentioning import mentioned, said, seen_by_them
from regulars.people.models import Account, Person
from regulars.people.person_page import person_page, story_of_person
from regulars.team.requests import MemberRequest
from regulars.timeline.models import log_touch


def log(
    request: MemberRequest, account: Account, given: dict[str, Any], person: Person | None = None
) -> tuple[str, str]:
    """Write it down and tell who is named; the sentence for the toast and the address that takes it back, which leads to
    `person` where it was written on their page.

    A form sent twice is logged once; the second time there is nothing to take back.
    """
    found = seen_by_them(mentioned(given["note"]), account)
    tell = [member.pk for member in found.told if member != request.member]
    touch = log_touch(account_id=account.pk, by=request.member, tell=tell, **given)
    undo = reverse("account-touch-withdrawn", args=[account.pk, touch.pk]) if touch else ""
    if undo and person:
        undo = f"{undo}?person={person.pk}"
    return " ".join(filter(None, [_("Logged."), said(found, request.member)])), undo


def logged(
    request: MemberRequest, account: Account, people: list[Person], sentence: str, undo: str
) -> HttpResponse:
    if not request.htmx:
        messages.success(request, sentence, extra_tags=undo)
        return redirect("account", account.pk)
    shown = {
        "account": account,
        "form": TouchForm(people=people),
        "sentence": sentence,
        "undo": undo,
    } | story_of(request, account)
    return render(request, "people/_logged.html", shown)


def logged_with(request: MemberRequest, person: Person, sentence: str, undo: str) -> HttpResponse:
    """The same on the page of a person."""
    if not request.htmx:
        messages.success(request, sentence, extra_tags=undo)
        return redirect("person", person.pk)
    shown = {"person": person, "account": person.account, "form": TouchForm(people=[person])}
    shown |= {"sentence": sentence, "undo": undo} | story_of_person(person, request.member)
    return render(request, "people/_logged.html", shown)


def not_logged(request: MemberRequest, account: Account, form: TouchForm) -> HttpResponse:
    """The form as it was typed, with what is missing."""
    if request.htmx:
        return render(request, "people/_compose.html", {"account": account, "form": form}, status=422)
    return render(request, "people/account.html", account_page(request, account, form=form), status=422)


def not_logged_with(request: MemberRequest, person: Any, form: TouchForm) -> HttpResponse:
    if request.htmx:
        shown = {"person": person, "account": person.account, "form": form}
        return render(request, "people/_compose.html", shown, status=422)
    return render(request, "people/person.html", person_page(request, person, form=form), status=422)
