"""Moving a person to another account, and bringing them back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.lib.errors import Refusal
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.models import Account, ContactPoint, ContactRole, Person, PersonMove
from regulars.people.named import is_last_named
from regulars.people.parts import parts_of
from regulars.team.models import Member
from regulars.timeline.models import Event, record
from regulars.timeline.undoing import CannotBeUndone


class CannotMove(Refusal):
    """They are there already, one of the accounts is gone, or nobody with a name would be left."""

    code = "cannot_move"


def move_person(person: Person, to: Account, *, by: Member) -> Event:
    """Their ways to be reached go along; contacts, promises and files stay where they happened. What they did at the old
    account ends. Raises CannotMove, or LedgerBusy."""
    with transaction.atomic():
        share_ledger()
        accounts = hold_accounts({person.account_id, to.pk})
        stored = hold_people({person.pk}).get(person.pk)
        if stored is None or stored.removed_at or stored.account_id != person.account_id:
            raise CannotMove(_("Somebody else has changed them meanwhile. Look at them again."))
        if stored.account_id == to.pk or to.pk not in accounts or accounts[to.pk].removed_at:
            raise CannotMove(_("%(name)s cannot go there.") % {"name": stored.name})
        if is_last_named(stored):
            raise CannotMove(
                _("%(name)s is the only person with a name there. Add somebody to %(account)s first.")
                % {"name": stored.name, "account": accounts[stored.account_id].name}
            )
        return _move(stored, accounts[stored.account_id], accounts[to.pk], by)


def _move(person: Person, old: Account, new: Account, by: Member) -> Event:
    parts = parts_of(person, old)
    ContactRole.objects.filter(account=old, person=person).delete()
    moved = PersonMove.objects.create(person=person, before=old, after=new, by=by)
    _settle(person, new)
    told: dict[str, Any] = {"person": person.pk, "name": person.name, "move": moved.pk, "parts": parts}
    record("people.person_left", by=by, account_id=old.pk, to=new.name, **told)
    return record("people.person_came", by=by, account_id=new.pk, old=old.name, **told)


def _settle(person: Person, account: Account) -> None:
    person.account = account
    person.save(update_fields=["account"])
    ContactPoint.objects.filter(person=person).update(account=account)


def bring_back(event: Event, *, by: Member) -> Person:
    """Where the move of `event` took them from, with what they did there. Raises CannotBeUndone."""
    with transaction.atomic():
        move = PersonMove.objects.filter(pk=event.data["move"]).select_related("before", "after").first()
        person = hold_people({event.data["person"]}).get(event.data["person"])
        if move is None or person is None or person.removed_at or person.account_id != move.after_id:
            raise CannotBeUndone(_("They have gone elsewhere since, so they stay. Move them by hand."))
        if move.before.removed_at or is_last_named(person):
            raise CannotBeUndone(_("They cannot go back: look at both accounts, and move them by hand."))
        move.delete()
        _settle(person, move.before)
        roles = [ContactRole(account=move.before, person=person, part=part) for part in event.data["parts"]]
        ContactRole.objects.bulk_create(roles, ignore_conflicts=True)
        told = {"person": person.pk, "name": person.name}
        record("people.person_brought_back", by=by, account_id=move.before_id, **told)
    return person
