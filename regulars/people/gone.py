"""A record that was removed or merged: the page says so, and where its history went, rather than that nothing is here."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from regulars.people.columns import Record
from regulars.people.models import Account, Person, Removal
from regulars.people.models.sight import shows, within
from regulars.team.requests import MemberRequest

STEPS = 20  # one was merged into another that was merged again; more than so many is a slip


def gone_account(request: MemberRequest, pk: int) -> HttpResponse:
    return _gone(request, within(Account.objects.filter(pk=pk), request.member, account="").first())


def gone_person(request: MemberRequest, pk: int) -> HttpResponse:
    there = within(Person.objects.filter(pk=pk), request.member)
    return _gone(request, there.select_related("account").first())


def _gone(request: MemberRequest, record: Any) -> HttpResponse:
    """410 with a sentence and a link; 404 for what never was, and for what was not theirs to see."""
    if record is None:
        raise Http404
    went_to = last_of(record)
    if went_to and not shows(request.member, getattr(went_to, "account", went_to)):
        raise Http404
    account = record.account if isinstance(record, Person) and not record.account.removed_at else None
    shown = {
        "record": record,
        "went_to": went_to,
        "is_person": isinstance(record, Person),
        "for_good": isinstance(record, Account)
        and Removal.objects.filter(kind="account", record=record.pk).exists(),
        "account": account,
    }
    return render(request, "people/gone.html", shown, status=410)


def last_of(record: Record) -> Record | None:
    """Where it is now, over as many merges as there were; None where it was removed, or that was removed too."""
    found: Any = record
    for _step in range(STEPS):
        if found.merged_into_id is None:
            break
        found = type(record).objects.get(pk=found.merged_into_id)
    return None if found.pk == record.pk or found.removed_at else found
