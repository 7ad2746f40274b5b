"""What happened with one person: the contacts with them, and what was changed about them, alone or among many."""

from datetime import datetime

from django.db.models import QuerySet

from regulars.lists.entries import entry_of as entry_of_act
from regulars.lists.models import BulkAct, BulkChange
from regulars.people.models import Person
from regulars.people.models.sight import within
from regulars.people.reading import reader_of
from regulars.team.models import Member
from regulars.timeline.entries import entry_of_event, entry_of_touch
from regulars.timeline.models import Event, Touch
from regulars.timeline.telling import Stretch

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


def timeline_of_person(person: Person, before: datetime | None, limit: int, member: Member) -> Stretch:
    """The newest entries older than `before`, and where the next part begins. Paged by moment.

    `person.came_from` holds the accounts they were at before: what was noted of them there is theirs still, and told to
    who sees that account.
    """
    accounts = {person.account_id, *getattr(person, "came_from", ())}
    reader = reader_of(member, person.account)
    kinds = (
        [kind for kind in ABOUT_PEOPLE if not kind.startswith(reader.kinds)] if reader.kinds else ABOUT_PEOPLE
    )
    touches = within(Touch.objects.standing().filter(person=person), member)
    events = within(
        Event.objects.filter(account__in=accounts, kind__in=kinds, data__person=person.pk), member
    )
    acts = _acts_on(person, accounts if reader.whose is None else {person.account_id})
    told = [
        entry_of_touch(touch) for touch in _newest(touches.select_related("member", "person"), before, limit)
    ]
    told += [
        entry_of_event(event, reader) for event in _newest(events.select_related("actor"), before, limit)
    ]
    told += [entry_of_act(act) for act in _newest(acts, before, limit, "started_at")]
    told.sort(key=lambda entry: entry.at, reverse=True)
    page = told[:limit]
    return Stretch(page, page[-1].at if len(told) > limit else None)


def _acts_on(person: Person, accounts: set[int]) -> QuerySet[BulkAct]:
    """What was done to them among many; by the index of the accounts' own changes."""
    theirs = BulkChange.objects.filter(account_id__in=accounts, record_id=person.pk).values("act")
    done = BulkAct.objects.filter(pk__in=theirs, subject="people").exclude(finished_at=None)
    return done.select_related("member")


def _newest(records: QuerySet, before: datetime | None, limit: int, at: str = "at") -> list:  # type: ignore[type-arg] # any of these
    found = records.filter(**{f"{at}__lt": before}) if before else records
    return list(found.order_by(f"-{at}", "-id")[: limit + 1])
