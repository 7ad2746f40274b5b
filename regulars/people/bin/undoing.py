"""The toast's way back out of the bin, and back into it."""

from django.urls import reverse

from regulars.people.bin.removing import remove_account, remove_person, restore_account, restore_person
from regulars.people.models import Account, Person
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import undoes


@undoes("people.account_removed")
def account_removed(event: Event, by: Member) -> str:
    restore_account(Account.objects.get(events=event), by=by)
    return reverse("account", args=[event.account_id])


@undoes("people.person_removed")
def person_removed(event: Event, by: Member) -> str:
    restore_person(Person.objects.get(pk=event.data["person"]), by=by)
    return reverse("person", args=[event.data["person"]])


@undoes("people.account_restored")
def account_restored(event: Event, by: Member) -> str:
    remove_account(Account.objects.get(events=event), by=by)
    return reverse("bin")


@undoes("people.person_restored")
def person_restored(event: Event, by: Member) -> str:
    remove_person(Person.objects.get(pk=event.data["person"]), by=by)
    return reverse("bin")
