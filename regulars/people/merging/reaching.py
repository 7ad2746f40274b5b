"""How the two could be reached stays: what is not used first any more becomes one more way."""

from typing import Any

from regulars.people.changing import number_of
from regulars.people.models import ContactKind, ContactPoint, Merge, Merged, Person

_FOLLOW = """
UPDATE people_contactpoint AS way SET account_id = person.account_id FROM people_person AS person
WHERE way.person_id = person.id AND way.account_id <> person.account_id AND person.{column} = ANY(%s)
"""


def keep_ways(kept: Person, lost: Person, made: Merge) -> None:
    """The e-mail and the phone that the merged person does not use first are noted beside it."""
    for kind, name in ((ContactKind.EMAIL, "email"), (ContactKind.PHONE, "phone")):
        first = made.fields.get(name, [None, getattr(kept, name)])[1]
        if name == "phone" and first != kept.phone:
            made.fields["phone_e164"] = [kept.phone_e164, lost.phone_e164 or number_of(lost.phone)]
        for other in {getattr(kept, name), getattr(lost, name)} - {first, ""}:
            key = other.lower() if kind == ContactKind.EMAIL else number_of(other)
            if key and key == (first.lower() if kind == ContactKind.EMAIL else number_of(first)):
                continue
            if key and ContactPoint.objects.filter(person__in=[kept, lost], kind=kind, key=key).exists():
                continue
            point = ContactPoint.objects.create(
                account_id=kept.account_id, person=kept, kind=kind, value=other, key=key
            )
            made.made.append(["people_contactpoint", point.pk])


def with_their_people(cursor: Any, pks: list[int], kind: str) -> None:
    """A person's ways are kept at the account the person is at."""
    column = "account_id" if kind == Merged.ACCOUNT else "id"
    cursor.execute(_FOLLOW.format(column=column), [pks])


def forget_made(cursor: Any, made: list[list[Any]]) -> None:
    """The ways that a merge noted go again, wherever they are by now."""
    for table, pk in made:
        if table == ContactPoint._meta.db_table:
            ContactPoint.objects.filter(pk=pk).delete()
            for notes in ("people_awayrow", "people_droppedrow"):
                cursor.execute(f'DELETE FROM {notes} WHERE "table" = %s AND row = %s', [table, pk])  # noqa: S608 # our own names
