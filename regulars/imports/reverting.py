"""Taking an import back: what it made goes, what it changed gets its old values, in one transaction.

Made accounts stay where something else rests on them by now: other orders, a touch, a decision, a correction by hand.
"""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.imports import checking
from regulars.imports.errors import LaterImportRests
from regulars.imports.ledger import own_values, permissions, undoing
from regulars.imports.ledger.holding import hold
from regulars.imports.models import Change, Did, Import, Kind, State, Table
from regulars.imports.progress import Tell
from regulars.imports.resting import accounts_to_keep, people_to_keep
from regulars.people.models import Account
from regulars.retention.asking import ask_for_scoring
from regulars.retention.reach import forget_end
from regulars.team.models import Member
from regulars.timeline.forgetting import forgetting
from regulars.timeline.models import record

BATCH = 500


def refuse_if_later_rests(importing: Import) -> None:
    """Raises LaterImportRests, naming the import that must be reverted first: one that changed the same orders, or that
    found them there and so did not bring them itself."""
    for table in (Table.ORDER, Table.REFUND):
        ours = importing.changes.filter(table=table).values("record_id")
        theirs = Change.objects.filter(table=table, record_id__in=ours).exclude(importing=importing)
        # By when they went in, not by when they were dropped: a file may wait for days before it is imported.
        later = Import.objects.filter(pk__in=theirs.values("importing"), applied_at__gt=importing.applied_at)
        if other := later.exclude(state=State.REVERTED).order_by("-applied_at").first():
            raise LaterImportRests(
                _("“%(file)s” was imported later and holds some of the same orders. Revert that one first.")
                % {"file": other.file_name},
                import_id=other.pk,
            )


def revert(importing: Import, tell: Tell, *, by: Member | None = None, score: bool = True) -> None:
    """Revert an import that is in the state REVERTING; in any other it does nothing."""
    with transaction.atomic():
        checking.lock(importing)
        if importing.state != State.REVERTING:
            return
        with connection.cursor() as cursor:
            hold(cursor)
            refuse_if_later_rests(importing)
            tell("orders", 0.1)
            undoing.put_orders_back(cursor, importing)
            tell("lines", 0.3)
            undoing.remove_made_orders(cursor, importing)
            undoing.follow_merges(cursor, importing)
            tell("people", 0.7)
            undoing.put_people_back(cursor, importing)
            own_values.take_back(cursor, importing)
            permissions.put_back(importing)
            kept = _remove_made_people(cursor, importing, tell)
        importing.changes.all().delete()
        importing.reverted_at, importing.reverted_by = timezone.now(), by
        importing.counts = importing.counts | {"kept_accounts": kept}
        importing.move(State.REVERTING, State.REVERTED, "reverted_at", "reverted_by", "counts")
        record("imports.reverted", by=by, import_id=importing.pk, file=importing.file_name, kept=kept)
        if importing.kind == Kind.ORDERS:
            forget_end(f"import:{importing.pk}")
            if score:
                ask_for_scoring(by)
        tell("done", 0.99)


def _remove_made_people(cursor: Any, importing: Import, tell: Tell) -> int:
    """Made accounts on which nothing rests; how many stay. What rests on them goes by Django's own rules."""
    made = list(
        importing.changes.filter(table=Table.ACCOUNT, did=Did.CREATED).values_list("record_id", flat=True)
    )
    kept = accounts_to_keep(importing)
    removed = [pk for pk in made if pk not in kept]
    undoing.remove_made_at_others(cursor, importing, people_to_keep(importing))
    for start in range(0, len(removed), BATCH):
        with forgetting(_("the import that brought them was taken back")):
            Account.objects.filter(pk__in=removed[start : start + BATCH]).delete()
        tell("people", 0.7 + 0.25 * start / len(removed))
    return len(kept)
