"""Pairs to merge, for tests of any app."""

from datetime import date
from typing import Any

from regulars.people.bin.removing import remove_account
from regulars.people.merging.joining import merge_accounts
from regulars.people.models import Account, DuplicatePair, Kind, Merge, Person, Relation
from regulars.people.relating.relations import relate
from regulars.timeline.models import Event
from tests.cast import Cast, account, order


def bakeries(cast: Cast) -> tuple[Account, Account]:
    """Harbour Bakery, and the Harbor Bakery somebody typed at the fair; both with an order."""
    other = account("Harbor Bakery", Kind.COMPANY, "Ines Duarte", "ines@work.example", "+442079460018")
    order(cast.harbour, date(2026, 9, 1))
    order(other, date(2026, 10, 1))
    return cast.harbour, other


def people(cast: Cast) -> tuple[Person, Person]:
    """Ines, and Ines once more at the same bakery."""
    again = Person.objects.create(account=cast.harbour, name="Inês Duarte", email="duarte@harbour.example")
    return cast.harbour.people.exclude(pk=again.pk).get(), again


def two_accounts(cast: Cast) -> dict[str, Any]:
    kept, lost = bakeries(cast)
    return {"kept": kept.pk, "lost": lost.pk}


def two_people(cast: Cast) -> dict[str, Any]:
    kept, lost = people(cast)
    return {"kept": kept.pk, "lost": lost.pk}


def a_merge(cast: Cast) -> dict[str, Any]:
    kept, lost = bakeries(cast)
    return {"pk": merge_accounts(kept, lost, by=cast.dana).pk}


def event_of(merge: Merge) -> Event:
    return Event.objects.get(kind="people.merged", data__merge=merge.pk)


def a_pair(cast: Cast) -> dict[str, Any]:
    first, second = sorted(person.pk for person in people(cast))
    reasons = ["same_email", "like_name"]
    made = DuplicatePair.objects.create(kind="person", first=first, second=second, score=90, reasons=reasons)
    return {"pk": made.pk}


def in_the_bin(cast: Cast) -> dict[str, Any]:
    remove_account(cast.harbour, by=cast.dana)
    return {"kind": "account", "pk": cast.harbour.pk}


def to_relate(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.harbour.pk, "other": cast.vets.pk}


def a_relation(cast: Cast) -> dict[str, Any]:
    return {"pk": relate(cast.vets, cast.harbour, by=cast.dana, kind=Relation.JOINED, heard=False)[0].pk}
