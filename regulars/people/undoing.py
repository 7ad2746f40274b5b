"""How what happened to accounts and people is taken back."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.people import owner_undoing  # noqa: F401 # registers itself
from regulars.people.bin import undoing as bin_undoing  # noqa: F401 # registers itself
from regulars.people.changing import change_account, change_person
from regulars.people.changing_place import undoing as moving_undoing  # noqa: F401 # registers itself
from regulars.people.columns import Record, raw
from regulars.people.duplicates import deciding  # noqa: F401 # registers itself
from regulars.people.merging import undoing as merging_undoing  # noqa: F401 # registers itself
from regulars.people.models import Account, Person
from regulars.people.models.sight import shows
from regulars.people.parts import take_parts_back
from regulars.people.points_back import (
    take_adding_back,
    take_changing_back,
    take_leading_back,
    take_removing_back,
)
from regulars.people.relating import undoing as relating_undoing  # noqa: F401 # registers itself
from regulars.people.tagging import undoing as tagging_undoing  # noqa: F401 # registers itself
from regulars.team.models import Kind, Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, guards, undoes


@guards
def of_an_account_one_may_change(event: Event, by: Member) -> bool:
    """In the bin or not. What is about no account is its app's to refuse."""
    if event.account_id is None or by.whose(Kind.ACCOUNTS, changing=True) is None:
        return True
    account = Account.objects.filter(pk=event.account_id).first()  # of somebody else: the guard says no
    return account is not None and shows(by, account, changing=True)


def account_page_of(event: Event) -> str:
    return reverse("account", args=[event.account_id])


def still_here(records: QuerySet[Any], pk: int | None) -> Any:
    """The record an event is about, through its door. Raises CannotBeUndone where it is gone."""
    found = records.filter(pk=pk).first()
    if found is None:
        raise CannotBeUndone(_("What that was about is no longer here."))
    return found


def to_put_back(record: Record, event: Event) -> dict[str, Any]:
    """The values from before, of those facts that still are what the change left."""
    changed = event.data.get("values")
    if changed is None:
        raise CannotBeUndone(_("That was written down before changes could be undone. Change it by hand."))
    still = {name: before for name, (before, after) in changed.items() if raw(record, name) == after}
    if not still:
        raise CannotBeUndone(_("It has been changed again since, so it stays. Change it by hand."))
    return still


@undoes("people.account_changed")
def account_changed(event: Event, by: Member) -> str:
    account = still_here(Account.objects.visible_to(by).select_for_update(), event.account_id)
    change_account(account, by=by, **to_put_back(account, event))
    return account_page_of(event)


@undoes("people.person_changed")
def person_changed(event: Event, by: Member) -> str:
    people = Person.objects.visible_to(by).select_for_update(of=("self",))
    person = still_here(people, event.data["person"])
    change_person(person, by=by, **to_put_back(person, event))
    return reverse("person", args=[person.pk])


@undoes("people.account_added")
def account_added(event: Event, by: Member) -> str:
    """Into the bin with it, as long as nothing happened since that somebody would look for."""
    account = still_here(Account.objects.visible_to(by).select_for_update(), event.account_id)
    since = Event.objects.filter(account=account, id__gt=event.pk, taken_back_at=None)
    if since.exclude(kind="timeline.taken_back").exists():
        raise CannotBeUndone(_("Something has been written down about them since, so they stay."))
    account.removed_at = timezone.now()
    account.save(update_fields=["removed_at"])
    return reverse("today")


@undoes("people.person_added")
def person_added(event: Event, by: Member) -> str:
    people = Person.objects.visible_to(by).select_for_update(of=("self",))
    person = still_here(people, event.data["person"])
    person.removed_at = timezone.now()
    person.save(update_fields=["removed_at"])
    return account_page_of(event)


@undoes("people.parts_changed")
def parts_changed(event: Event, by: Member) -> str:
    account = still_here(Account.objects.visible_to(by), event.account_id)
    person = still_here(Person.objects.visible_to(by), event.data["person"])
    take_parts_back(person, account, event, by=by)
    return account_page_of(event)


undoes("people.point_added")(take_adding_back)
undoes("people.point_changed")(take_changing_back)
undoes("people.point_removed")(take_removing_back)
undoes("people.point_first")(take_leading_back)
