"""How a change of the ways to reach somebody is taken back: only where what it left is still there."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.people.changing import number_of
from regulars.people.models import Account, ContactKind, ContactPoint, Person
from regulars.people.points import FIRST, change_point, kept, remove_point
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone


def page_of(event: Event) -> str:
    person = event.data.get("person")
    return reverse("person", args=[person]) if person else reverse("account", args=[event.account_id])


def as_left(event: Event, by: Member) -> ContactPoint:
    """The point, as the event left it. Raises CannotBeUndone where it is gone or another by now."""
    point = (
        ContactPoint.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(pk=event.data["point"]["id"])
        .first()
    )
    told = event.data["point"]
    if point is None or kept(point) != {"value": told["value"], "label": told["label"]}:
        raise CannotBeUndone(_("It has been changed again since, so it stays. Change it by hand."))
    return point


def take_adding_back(event: Event, by: Member) -> str:
    remove_point(as_left(event, by), by=by)
    return page_of(event)


def take_changing_back(event: Event, by: Member) -> str:
    change_point(as_left(event, by), by=by, **event.data["before"])
    return page_of(event)


def take_removing_back(event: Event, by: Member) -> str:
    """The row comes back with its own number, so that what was undone before still finds it."""
    _still_there(event, by)
    with transaction.atomic():
        row = {"account_id": event.account_id, **event.data["point"]}
        ContactPoint(**row).save(force_insert=True)
        record("people.point_added", by=by, account_id=event.account_id, **event.data)
    return page_of(event)


def take_leading_back(event: Event, by: Member) -> str:
    told, before = event.data["point"], event.data["before"]
    column = FIRST[ContactKind(told["kind"])]
    person = _still_there(event, by)
    stands = ContactPoint.objects.filter(pk=told["id"]).first()
    as_it_was = stands is None if not before else stands is not None and stands.value == before
    if person is None or getattr(person, column) != told["value"] or not as_it_was:
        raise CannotBeUndone(_("It has been changed again since, so it stays. Change it by hand."))
    with transaction.atomic():
        setattr(person, column, before)
        person.phone_e164 = number_of(person.phone)
        person.save(update_fields=[column, "phone_e164"])
        ContactPoint(account_id=person.account_id, **told).save(
            force_insert=not stands, force_update=bool(stands)
        )
    return page_of(event)


def _still_there(event: Event, by: Member) -> Person | None:
    """The person the point is of, None for one of the account itself. Raises CannotBeUndone where either is gone."""
    gone = CannotBeUndone(_("What that was about is no longer here."))
    if not Account.objects.visible_to(by).filter(pk=event.account_id or 0).exists():
        raise gone
    pk: int = event.data.get("person") or 0
    person: Person | None = (
        Person.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=pk).first()
    )
    if pk and person is None:
        raise gone
    return person
