"""Is it one of these? Shown below the form of somebody new, before anything is saved."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from regulars.lib.panels import panel
from regulars.people.duplicates.finding import Likely, likely, likely_accounts
from regulars.people.duplicates.words import in_words
from regulars.people.models import Account
from regulars.team.requests import MemberRequest


@panel("account.new.warning", 10)
def new_account(request: MemberRequest, typed: dict[str, Any]) -> str:
    about = {"email": typed.get("email", ""), "phone": typed.get("phone", "")}
    found = likely_accounts(typed["name"], **about, member=request.member)
    known = {one.record.pk for one in found}
    person = typed.get("person") or typed["name"]
    people = [
        one
        for one in likely(person, **about, company=typed["name"], member=request.member)
        if one.record.account_id not in known
    ]
    return shown([*found, *people])


@panel("person.new.warning", 10)
def new_person(request: MemberRequest, typed: dict[str, Any]) -> str:
    about = {"email": typed.get("email", ""), "phone": typed.get("phone", "")}
    return shown(likely(typed["name"], **about, member=request.member))


def shown(found: list[Likely]) -> str:
    """Only those whose records can be opened."""
    rows = []
    for one in found:
        is_account = isinstance(one.record, Account)
        account = one.record if is_account else one.record.account
        if account.removed_at is None:
            place = "" if is_account else account.name
            address = reverse("account" if is_account else "person", args=[one.record.pk])
            rows.append(
                {"name": one.record.name, "place": place, "why": in_words(one.reasons), "url": address}
            )
    return render_to_string("people/duplicates/_warning.html", {"rows": rows[:5]}) if rows else ""
