"""Two people changed the same fact: who was first, and what both of them want, for whoever has to choose."""

from typing import Any, NamedTuple

from regulars.people.columns import Record, plain, raw
from regulars.people.facts.fact import Fact
from regulars.people.facts.form import remembered
from regulars.people.models import Account
from regulars.timeline.models import Event


class Choice(NamedTuple):
    """`who` is a first name, empty where nobody knows; `was` goes back with mine, so that a third change is noticed."""

    who: str
    theirs: str
    mine: str
    was: str


def choice_of(record: Record, fact: Fact, wanted: Any) -> Choice:
    record.refresh_from_db()
    theirs = raw(record, fact.name)
    return Choice(
        who=_who_changed(record, fact.name),
        theirs=fact.words(record, theirs),
        mine=fact.words(record, plain(wanted)),
        was=remembered(theirs),
    )


def _who_changed(record: Record, name: str) -> str:
    if isinstance(record, Account):
        told = Event.objects.filter(account=record, kind="people.account_changed")
    else:
        told = Event.objects.filter(
            account=record.account_id, kind="people.person_changed", data__person=record.pk
        )
    last = told.filter(data__values__has_key=name).select_related("actor").order_by("-at", "-id").first()
    return last.actor.first_name if last and last.actor else ""
