"""Further ways to reach somebody: one more phone, another e-mail, an address. Each change is told and can be taken back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal
from regulars.lib.folding import fold
from regulars.people.changing import number_of
from regulars.people.errors import ChangedMeanwhile
from regulars.people.models import Account, ContactKind, ContactPoint, Person
from regulars.team.models import Member
from regulars.timeline.models import Event, record

FIRST = {ContactKind.PHONE: "phone", ContactKind.EMAIL: "email"}
"""The column of a person that holds what one uses first, by the kind of point."""


class CannotBeFirst(Refusal):
    """An address, or a number of the whole account, is nobody's first."""

    code = "cannot_be_first"


def key_of(kind: str, value: str) -> str:
    """What equal points share: a lower-case e-mail, an E.164 number, a folded address."""
    if kind == ContactKind.PHONE:
        return number_of(value)
    return value.lower() if kind == ContactKind.EMAIL else fold(value)[:300]


def add_point(
    account: Account, person: Person | None, *, by: Member, kind: str, value: str, label: str = ""
) -> Event:
    with transaction.atomic():
        point = ContactPoint.objects.create(
            account=account, person=person, kind=kind, value=value, label=label, key=key_of(kind, value)
        )
        return _told("people.point_added", point, by)


def change_point(point: ContactPoint, *, by: Member, was: str = "", **wanted: str) -> Event | None:
    """`wanted`: value and label. Raises ChangedMeanwhile where `was`, the value that was shown, is another by now."""
    with transaction.atomic():
        fresh = ContactPoint.objects.select_for_update().get(pk=point.pk)
        if was and fresh.value not in {was, wanted["value"]}:
            raise ChangedMeanwhile(
                _("Somebody else has changed this meanwhile."), field="value", theirs=fresh.value
            )
        before = kept(fresh)
        fresh.value, fresh.label = wanted["value"], wanted["label"]
        fresh.key = key_of(fresh.kind, fresh.value)
        if kept(fresh) == before:
            return None
        fresh.save(update_fields=["value", "label", "key"])
        return _told("people.point_changed", fresh, by, before=before)


def remove_point(point: ContactPoint, *, by: Member) -> Event:
    """The event keeps the row, so that it can come back."""
    with transaction.atomic():
        event = _told("people.point_removed", point, by)
        point.delete()
        return event


def make_first(point: ContactPoint, *, by: Member) -> Event:
    """The person's first phone or e-mail changes places with this one. Raises CannotBeFirst."""
    column = FIRST.get(ContactKind(point.kind))
    if column is None or point.person_id is None:
        raise CannotBeFirst(_("Only a person's own phone or e-mail can be the first one."))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=point.person_id)
        fresh = ContactPoint.objects.select_for_update().get(pk=point.pk)
        before = getattr(person, column)
        event = _told("people.point_first", fresh, by, before=before)
        _swap(person, column, fresh, before, "")
        return event


def _swap(person: Person, column: str, point: ContactPoint, value: str, label: str) -> None:
    """`point`'s value leads from now on, and `value` stands in its place; a place for nothing is no point."""
    setattr(person, column, point.value)
    columns = [column]
    if column == "phone":
        person.phone_e164 = number_of(person.phone)
        columns.append("phone_e164")
    person.save(update_fields=columns)
    if not value:
        point.delete()
        return
    point.value, point.label, point.key = value, label, key_of(point.kind, value)
    point.save(update_fields=["value", "label", "key"])


def kept(point: ContactPoint) -> dict[str, Any]:
    return {"value": point.value, "label": point.label}


def _told(kind: str, point: ContactPoint, by: Member, **more: Any) -> Event:
    """`point` in the event is the whole row, whoever has it."""
    row = kept(point) | {"id": point.pk, "person_id": point.person_id, "kind": point.kind, "key": point.key}
    name = point.person.name if point.person else ""
    return record(
        kind, by=by, account_id=point.account_id, point=row, name=name, person=point.person_id, **more
    )
