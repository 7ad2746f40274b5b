"""Taking an import back: what it made goes, what it changed gets its old values, in one transaction.

Made accounts stay where something else rests on them by now: other orders, a touch, a decision, a correction by hand.
"""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.imports import checking
from regulars.imports.errors import LaterImportRests
from regulars.imports.models import Change, Did, Import, Kind, State, Table
from regulars.imports.progress import Tell
from regulars.imports.resting import accounts_to_keep
from regulars.people.models import Account
from regulars.retention.asking import ask_for_scoring
from regulars.retention.reach import forget_end
from regulars.team.models import Member
from regulars.timeline.models import record

BATCH = 500
_CHANGED = "FROM imports_change AS change WHERE change.importing_id = %(importing)s AND change.\"table\" = '{table}' AND change.did = '{did}'"


def refuse_if_later_rests(importing: Import) -> None:
    """Raises LaterImportRests, naming the import that must be reverted first."""
    ours = Change.objects.filter(importing=importing, table__in=[Table.ORDER, Table.REFUND])
    later = (
        Import.objects.filter(pk__gt=importing.pk, state__in=[State.APPLIED, State.REVERTING])
        .filter(changes__table__in=[Table.ORDER, Table.REFUND], changes__did__in=[Did.UPDATED, Did.DELETED])
        .distinct()
        .order_by("-pk")
    )
    for other in later:
        theirs = other.changes.filter(did__in=[Did.UPDATED, Did.DELETED])
        for table in (Table.ORDER, Table.REFUND):
            if theirs.filter(
                table=table, record_id__in=ours.filter(table=table).values("record_id")
            ).exists():
                raise LaterImportRests(
                    _(
                        "“%(file)s” was imported later and changed some of the same orders. Revert that one first."
                    )
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
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [checking.LEDGER])
            refuse_if_later_rests(importing)
            tell("orders", 0.1)
            _put_orders_back(cursor, importing)
            tell("lines", 0.3)
            _remove_made_orders(cursor, importing)
            tell("people", 0.7)
            _put_people_back(cursor, importing)
            kept = _remove_made_people(cursor, importing, tell)
        importing.changes.all().delete()
        importing.state = State.REVERTED
        importing.reverted_at, importing.reverted_by = timezone.now(), by
        importing.counts = importing.counts | {"kept_accounts": kept}
        importing.save(update_fields=["state", "reverted_at", "reverted_by", "counts"])
        record("imports.reverted", by=by, import_id=importing.pk, file=importing.file_name, kept=kept)
        if importing.kind == Kind.ORDERS:
            forget_end(f"import:{importing.pk}")
            if score:
                ask_for_scoring(by)
        tell("done", 0.99)


def _run(cursor: Any, importing: Import, statement: str, table: str, did: str) -> None:
    changed = _CHANGED.replace("{table}", table).replace("{did}", did)
    cursor.execute(statement.replace("{changed}", changed), {"importing": importing.pk})


# A column of a row image, by name: every column of the table but what the database computes.
def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


def _insert_images(cursor: Any, importing: Import, table: str, images: str, key: tuple[str, str]) -> None:
    """Whole rows of `table` from the change log; `images` is an SQL expression that yields one JSON object a row."""
    columns = ", ".join(f'"{name}"' for name in _columns(cursor, table))
    _run(
        cursor,
        importing,
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::{table},"  # noqa: S608 # our own names
        f" (SELECT coalesce(jsonb_agg(image), '[]') FROM (SELECT {images} AS image {{changed}}) AS images))",
        *key,
    )


def _put_orders_back(cursor: Any, importing: Import) -> None:
    ids = "(SELECT change.record_id {changed} AND change.before ? 'order')"
    updated = (Table.ORDER, Did.UPDATED)
    _run(cursor, importing, f"DELETE FROM orders_orderline WHERE order_id IN {ids}", *updated)
    _run(
        cursor,
        importing,
        "DELETE FROM orders_refund AS own USING orders_order AS stored WHERE own.source = stored.source"
        f" AND own.external_id = stored.external_id AND stored.id IN {ids}",
        *updated,
    )
    columns = [name for name in _columns(cursor, "orders_order") if name != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    images = ", ".join(f'image."{name}"' for name in columns)
    _run(
        cursor,
        importing,
        f"UPDATE orders_order AS stored SET ({names}) = ROW({images}) FROM ("
        " SELECT (jsonb_populate_record(NULL::orders_order, change.before->'order')).* {changed} AND change.before ? 'order'"
        ") AS image WHERE image.id = stored.id",
        *updated,
    )
    _insert_images(
        cursor, importing, "orders_orderline", "jsonb_array_elements(change.before->'lines')", updated
    )
    _insert_images(cursor, importing, "orders_refund", "jsonb_array_elements(change.before->'own')", updated)
    _run(
        cursor,
        importing,
        "UPDATE orders_order AS stored SET refunded = (back.before->>'refunded')::numeric FROM (SELECT change.record_id,"
        " change.before {changed} AND change.before ? 'refunded') AS back WHERE back.record_id = stored.id",
        *updated,
    )
    _run(
        cursor,
        importing,
        "UPDATE orders_refund SET order_id = NULL WHERE id IN (SELECT change.record_id {changed})",
        Table.REFUND,
        Did.UPDATED,
    )


def _remove_made_orders(cursor: Any, importing: Import) -> None:
    _run(
        cursor,
        importing,
        "DELETE FROM orders_refund WHERE id IN (SELECT change.record_id {changed})",
        Table.REFUND,
        Did.CREATED,
    )
    _insert_images(cursor, importing, "orders_refund", "change.before", (Table.REFUND, Did.DELETED))
    ids = "(SELECT change.record_id {changed})"
    made = (Table.ORDER, Did.CREATED)
    _run(cursor, importing, f"DELETE FROM orders_orderline WHERE order_id IN {ids}", *made)
    _run(cursor, importing, f"DELETE FROM orders_order WHERE id IN {ids}", *made)


def _put_people_back(cursor: Any, importing: Import) -> None:
    """A value that was filled in goes again, unless a person has changed it since."""
    for table, column in (("account", "country"), ("person", "email"), ("person", "phone")):
        _run(
            cursor,
            importing,
            f"UPDATE people_{table} AS stored SET {column} = back.before->'{column}'->>0 FROM (SELECT change.record_id,"
            f" change.before {{changed}} AND change.before ? '{column}') AS back"
            f" WHERE back.record_id = stored.id AND stored.{column} = back.before->'{column}'->>1",
            table,
            Did.UPDATED,
        )


def _remove_made_people(cursor: Any, importing: Import, tell: Tell) -> int:
    """Made accounts on which nothing rests; how many stay. What rests on them goes by Django's own rules."""
    made = list(
        importing.changes.filter(table=Table.ACCOUNT, did=Did.CREATED).values_list("record_id", flat=True)
    )
    kept = accounts_to_keep(importing)
    removed = [pk for pk in made if pk not in kept]
    _run(
        cursor,
        importing,
        "DELETE FROM people_person WHERE id IN (SELECT change.record_id {changed})"
        " AND account_id NOT IN (SELECT record_id FROM imports_change WHERE importing_id = %(importing)s"
        " AND \"table\" = 'account' AND did = 'created')",
        Table.PERSON,
        Did.CREATED,
    )
    # References made for accounts that stay are kept with them: the next import finds the same customer again.
    _run(
        cursor,
        importing,
        "DELETE FROM people_accountreference WHERE id IN (SELECT change.record_id {changed})"
        " AND account_id NOT IN (SELECT record_id FROM imports_change WHERE importing_id = %(importing)s"
        " AND \"table\" = 'account' AND did = 'created')",
        Table.REFERENCE,
        Did.CREATED,
    )
    for start in range(0, len(removed), BATCH):
        Account.objects.filter(pk__in=removed[start : start + BATCH]).delete()
        tell("people", 0.7 + 0.25 * start / len(removed))
    return len(kept)
