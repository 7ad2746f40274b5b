"""What happened with one person: the contacts with them, and what was changed about them, alone or among many."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from regulars.lib.statements import MOMENTS, NUMBERS, OTHER_NUMBERS, Statement
from regulars.lists.entries import entry_of as entry_of_act
from regulars.lists.models import BulkAct, BulkChange
from regulars.people.models import Person
from regulars.people.models.sight import within
from regulars.people.reading import reader_of
from regulars.team.models import Member
from regulars.timeline.entries import entry_of_event, entry_of_touch
from regulars.timeline.models import Event, Touch
from regulars.timeline.telling import NO_END, Reader, Stretch

ENTRIES = 30
ABOUT_PEOPLE = [
    "people.person_added",
    "people.person_changed",
    "people.person_came",
    "people.person_brought_back",
    "people.parts_changed",
    "people.point_added",
    "people.point_changed",
    "people.point_removed",
    "people.point_first",
    "people.merged",
    "people.parted",
    "files.attached",
    "files.removed",
    "files.restored",
]


def timeline_of_person(person: Person, before: datetime | None, member: Member) -> Stretch:
    """The newest entries older than `before`, and where the next part begins. Paged by moment.

    `person.came_from` holds the accounts they were at before: what was noted of them there is theirs still, and told to
    who sees that account.
    """
    reader = reader_of(member, person.account)
    touches, events, acts = _told(person, before or NO_END, member, reader)
    told = [entry_of_touch(touch) for touch in touches]
    told += [entry_of_event(event, reader) for event in events]
    told += [entry_of_act(act) for act in acts]
    told.sort(key=lambda entry: entry.at, reverse=True)
    page = told[:ENTRIES]
    return Stretch(page, page[-1].at if len(told) > ENTRIES else None)


def _told(person: Person, before: datetime, member: Member, reader: Reader) -> tuple[list[Any], ...]:
    """Contacts, changes, and what was done to them among many. For those who see everything, of somebody who was always
    where they are, by statements that are built once."""
    moved = set(getattr(person, "came_from", ())) - {person.account_id}
    if reader.whose is None and not reader.kinds and not moved:
        told = {"person": person.pk, "before": before}
        account = person.account_id
        changes = EVENTS(account=account, person=str(person.pk), before=before)
        return TOUCHES(**told), changes, ACTS(account=account, **told)
    accounts = {person.account_id, *moved}
    kinds = [kind for kind in ABOUT_PEOPLE if not (reader.kinds and kind.startswith(reader.kinds))]
    events = Event.objects.filter(account__in=accounts, kind__in=kinds, data__person=person.pk)
    return (
        list(_newest(within(_touches_with(person.pk), member), before)),
        list(_newest(within(events, member).select_related("actor"), before)),
        list(_acts_on(person.pk, accounts if reader.whose is None else {person.account_id}, before)),
    )


def _touches_with(person: int) -> QuerySet[Touch]:
    return Touch.objects.standing().filter(person=person).select_related("member", "person")


def _acts_on(person: int, accounts: set[int], before: datetime) -> QuerySet[BulkAct]:
    """What was done to them among many; by the index of the accounts' own changes."""
    theirs = BulkChange.objects.filter(account_id__in=accounts, record_id=person).values("act")
    done = BulkAct.objects.filter(pk__in=theirs, subject="people").exclude(finished_at=None)
    return _newest(done.select_related("member"), before, "started_at")


def _newest(records: QuerySet[Any], before: datetime, at: str = "at") -> QuerySet[Any]:
    return records.filter(**{f"{at}__lt": before}).order_by(f"-{at}", "-id")[: ENTRIES + 1]


def _touches(person: int, before: datetime) -> QuerySet[Touch]:
    return _newest(_touches_with(person), before)


def _events(account: int, person: str, before: datetime) -> QuerySet[Event]:
    """Compared as text: a number would be sent as JSON, of which no two are the same statement."""
    there = Event.objects.filter(account=account, kind__in=ABOUT_PEOPLE).alias(whose=KT("data__person"))
    return _newest(there.filter(whose=person).select_related("actor"), before)


def _acts(person: int, account: int, before: datetime) -> QuerySet[BulkAct]:
    return _acts_on(person, {account}, before)


TOUCHES = Statement(_touches, person=NUMBERS, before=MOMENTS)
EVENTS = Statement(_events, account=NUMBERS, person=("one", "another"), before=MOMENTS)
ACTS = Statement(_acts, person=NUMBERS, account=OTHER_NUMBERS, before=MOMENTS)
