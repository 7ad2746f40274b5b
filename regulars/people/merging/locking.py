"""The one order of locks, for whoever changes whose rows are whose: the ledger (shared, never waited for), then accounts by id,
then people by id. Imports hold the ledger alone."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from regulars.people.merging.errors import LedgerBusy
from regulars.people.models import Account, Person

LEDGER = 0x1_0A_D2


def share_ledger() -> None:
    """Raises LedgerBusy where an import is writing; else no import begins until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(%s)", [LEDGER])
        if not cursor.fetchone()[0]:
            raise LedgerBusy(_("Orders are being imported just now. Try again when that is done."))


def hold_accounts(pks: set[int]) -> dict[int, Account]:
    """Locked in the order of their ids, as they are now. Those that are gone are left out."""
    found: Any = Account.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {account.pk: account for account in found}


def hold_people(pks: set[int]) -> dict[int, Person]:
    found: Any = Person.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {person.pk: person for person in found}
