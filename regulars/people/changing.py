"""Adding and changing accounts and people: only what changed is written, and the event keeps what was before."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.timeline.models import record

PERSON_FIELDS = ("name", "email", "phone", "note")
ACCOUNT_FIELDS = ("name", "kind", "country", "came_by", "persona", "owner", "do_not_contact")


def add_account(
    *,
    by: Member,
    name: str,
    kind: str,
    person: str = "",
    email: str = "",
    phone: str = "",
    came_by: str = "",
) -> Account:
    """A new account with one named person: the account's own name where no other is known."""
    with transaction.atomic():
        account = Account.objects.create(name=name, kind=kind, came_by=came_by, owner=by)
        Person.objects.create(account=account, name=person or name, email=email, phone=phone)
        record("people.account_added", by=by, account_id=account.pk)
    return account


def change_account(account: Account, *, by: Member, **wanted: Any) -> dict[str, list[str]]:
    """Write those of ACCOUNT_FIELDS in `wanted` that differ; returns what changed, before and after, in words."""
    with transaction.atomic():
        fresh = Account.objects.select_for_update(of=("self",)).select_related("owner").get(pk=account.pk)
        changes = _write(fresh, ACCOUNT_FIELDS, wanted)
        if changes:
            record("people.account_changed", by=by, account_id=account.pk, changes=changes)
    return changes


def add_person(account: Account, *, by: Member, **fields: str) -> Person:
    """Another person at the account; `fields` are any of PERSON_FIELDS, name among them."""
    with transaction.atomic():
        person = Person.objects.create(account=account, **fields)
        record("people.person_added", by=by, account_id=account.pk, person=person.pk, name=person.name)
    return person


def change_person(person: Person, *, by: Member, **wanted: str) -> dict[str, list[str]]:
    with transaction.atomic():
        fresh = Person.objects.select_for_update().get(pk=person.pk)
        changes = _write(fresh, PERSON_FIELDS, wanted)
        if changes:
            record(
                "people.person_changed",
                by=by,
                account_id=fresh.account_id,
                person=fresh.pk,
                name=fresh.name,
                changes=changes,
            )
    return changes


def _write(record_: Model, fields: tuple[str, ...], wanted: dict[str, Any]) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = {}
    for field in fields:
        if field in wanted and getattr(record_, field) != wanted[field]:
            changes[field] = [_said(getattr(record_, field)), _said(wanted[field])]
            setattr(record_, field, wanted[field])
    if changes:
        also = {"folded"} if "name" in changes else set()
        record_.save(update_fields={*changes, *also})
    return changes


def _said(value: Any) -> str:
    return "" if value is None else str(value)
