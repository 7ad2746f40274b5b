"""By what a person is known again in what was written elsewhere: names, and addresses that are theirs alone."""

from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from regulars.people.merging.chains import below
from regulars.people.models import ContactPoint, Person
from regulars.people.named import is_a_name

SHORTEST = 5
"""Shorter than that, letters stand in words that have nothing to do with anybody."""


class Identity(NamedTuple):
    """`names` say who it is only where it is known whom one speaks of; `addresses` do anywhere."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.addresses, *self.names)


def identity_of(person: Person) -> Identity:
    """Of the record and whatever was merged into it. The longest first, so that a part never hides the whole."""
    with connection.cursor() as cursor:
        ids = below(cursor, Person, person.pk)
    records = list(Person.objects.filter(pk__in=ids))
    names = {record.name for record in records if is_a_name(record.name, person.account)}
    if person.is_the_account:
        names.add(person.account.name)
    reached = {text for record in records for text in (record.email, record.phone, record.phone_e164)}
    points = ContactPoint.objects.filter(person__in=ids).exclude(kind="address")
    reached |= {text for point in points for text in (point.value, point.key)}
    addresses = {text for text in reached if len(text) >= SHORTEST and not _shared(text, ids)}
    return Identity(_longest(name for name in names if len(name) >= SHORTEST), _longest(addresses))


def _longest(texts: object) -> tuple[str, ...]:
    return tuple(sorted(set(texts), key=len, reverse=True))  # type: ignore[call-overload] # of text


def _shared(text: str, ids: list[int]) -> bool:
    """A household's telephone, a mailbox of the office: somebody else who stays is reached there too."""
    others = (
        Person.objects.here()
        .exclude(pk__in=ids)
        .filter(Q(email__iexact=text) | Q(phone=text) | Q(phone_e164=text))
    )
    return (
        others.exists()
        or ContactPoint.objects.exclude(person__in=ids)
        .filter(Q(value=text) | Q(key=text), person__isnull=False, person__removed_at=None)
        .exists()
    )
