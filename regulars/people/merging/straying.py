"""What was written to a record in the very moment it was merged away follows it."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from regulars.people.merging.chains import root
from regulars.people.merging.locking import hold_accounts, hold_people, share_ledger
from regulars.people.merging.moving import absorb
from regulars.people.models import Account, Merge, Person

RECENT = timedelta(days=2)


def gather_strays() -> int:
    """How many rows were found with a record that is part of another by now. Finds nothing the second time."""
    found = 0
    for merge in Merge.objects.standing().filter(at__gte=timezone.now() - RECENT).order_by("pk"):
        with transaction.atomic(), connection.cursor() as cursor:
            share_ledger()
            model: type[Account] | type[Person] = Account if merge.of_accounts else Person
            top = root(cursor, model, merge.lost.pk)
            (hold_accounts if merge.of_accounts else hold_people)({merge.lost.pk, top})
            if Merge.objects.standing().filter(pk=merge.pk).exists():
                found += absorb(cursor, model, merge.lost.pk, top, again=True).total()
    return found
