"""What a person does at an account: decides, pays. Those of other accounts may have a part here as well."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.people.models import Account, ContactRole, Part, Person
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone


def parts_of(person: Person, account: Account) -> list[str]:
    """In the order the product names them."""
    held = set(ContactRole.objects.filter(account=account, person=person).values_list("part", flat=True))
    return [part for part in Part.values if part in held]


def change_parts(
    person: Person, account: Account, *, by: Member, add: Iterable[str] = (), drop: Iterable[str] = ()
) -> Event | None:
    """Give and take parts; the event that tells it, None where they were so already."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        before = parts_of(person, account)
        held = ContactRole.objects.filter(account=account, person=person)
        held.filter(part__in=drop).delete()
        new = [part for part in Part.values if part in set(add) - set(before)]
        ContactRole.objects.bulk_create(
            ContactRole(account=account, person=person, part=part) for part in new
        )
        after = parts_of(person, account)
        if before == after:
            return None
        about = {"person": person.pk, "name": person.name, "before": before, "after": after}
        return record("people.parts_changed", by=by, account_id=account.pk, **about)


def take_parts_back(person: Person, account: Account, event: Event, *, by: Member) -> None:
    """Raises CannotBeUndone where they were changed again since."""
    before, after = set(event.data["before"]), set(event.data["after"])
    with transaction.atomic():
        if set(parts_of(person, account)) != after:
            raise CannotBeUndone(
                _("Their part has been changed again since, so it stays. Change it by hand.")
            )
        change_parts(person, account, by=by, add=before - after, drop=after - before)
