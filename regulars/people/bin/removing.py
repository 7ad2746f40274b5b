"""Into the bin, and out of it again. Nothing but the mark of the day is written, so that all comes back as it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.later import enqueue_once
from regulars.people.bin.errors import CannotRemove, CannotRestore
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.models import Account, Person, Removal
from regulars.people.named import is_last_named
from regulars.team.models import Member
from regulars.timeline.models import Event, record


def remove_account(account: Account, *, by: Member) -> Event:
    """With its people, orders and history, off every list. Raises CannotRemove, or LedgerBusy while orders come in."""
    with transaction.atomic():
        share_ledger()
        held = hold_accounts({account.pk}).get(account.pk)
        if held is None or held.removed_at:
            raise CannotRemove(_("Somebody else has removed or merged it already."))
        held.removed_at = timezone.now()
        held.save(update_fields=["removed_at"])
        enqueue_once("retention.score_tonight")
        return record("people.account_removed", by=by, account_id=held.pk, name=held.name)


def restore_account(account: Account, *, by: Member | None) -> Event:
    with transaction.atomic():
        held = hold_accounts({account.pk}).get(account.pk)
        if held is None or held.removed_at is None or held.merged_into_id:
            raise CannotRestore(_("It is not in the bin any more."))
        if Removal.objects.filter(kind="account", record=held.pk).exists():
            raise CannotRestore(_("It was removed for good; only its orders are left for the books."))
        held.removed_at = None
        held.save(update_fields=["removed_at"])
        enqueue_once("retention.score_tonight")
        return record("people.account_restored", by=by, account_id=held.pk, name=held.name)


def remove_person(person: Person, *, by: Member) -> Event:
    """Raises CannotRemove where a company would have nobody with a name left (M36)."""
    with transaction.atomic():
        hold_accounts({person.account_id})
        held = hold_people({person.pk}).get(person.pk)
        if held is None or held.removed_at:
            raise CannotRemove(_("Somebody else has removed or merged it already."))
        if is_last_named(held):
            raise CannotRemove(
                _(
                    "%(name)s is the only person with a name at %(account)s. "
                    "Add who is there instead first, then remove %(name)s."
                )
                % {"name": held.name, "account": held.account.name}
            )
        held.removed_at = timezone.now()
        held.save(update_fields=["removed_at"])
        about = {"person": held.pk, "name": held.name}
        return record("people.person_removed", by=by, account_id=held.account_id, **about)


def restore_person(person: Person, *, by: Member | None) -> Event:
    with transaction.atomic():
        accounts = hold_accounts({person.account_id})
        held = hold_people({person.pk}).get(person.pk)
        if held is None or held.removed_at is None or held.merged_into_id:
            raise CannotRestore(_("It is not in the bin any more."))
        if accounts[held.account_id].removed_at:
            raise CannotRestore(
                _("%(account)s, where %(name)s belongs, is in the bin too. Put that back first.")
                % {"account": held.account.name, "name": held.name}
            )
        held.removed_at = None
        held.save(update_fields=["removed_at"])
        about = {"person": held.pk, "name": held.name}
        return record("people.person_restored", by=by, account_id=held.account_id, **about)
