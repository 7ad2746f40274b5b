"""Orders and people as they were before an import, from its change log. Row images go back with their old ids."""

from typing import Any

from regulars.imports.ledger.filling import FIELDS
from regulars.imports.models import Did, Import, Table
from regulars.people.merging.following import follow

_CHANGED = """
FROM imports_change AS change
WHERE change.importing_id = %(importing)s AND change."table" = %(table)s AND change.did = %(did)s
"""
_WITH_IMAGE = "(SELECT change.record_id {changed} AND change.before ? 'order')"
_MADE_ACCOUNTS = """
(SELECT record_id FROM imports_change WHERE importing_id = %(importing)s AND "table" = 'account' AND did = 'created')
"""
_IMAGES_BACK = """
INSERT INTO {into} ({columns})
SELECT {columns} FROM jsonb_populate_recordset(
    NULL::{into}, (SELECT coalesce(jsonb_agg(image), '[]') FROM (SELECT {images} AS image {changed}) AS images))
"""
_ORDERS_BACK = """
UPDATE orders_order AS stored SET ({columns}) = ROW({images})
FROM (
    SELECT (jsonb_populate_record(NULL::orders_order, change.before->'order')).* {changed} AND change.before ? 'order'
) AS image
WHERE image.id = stored.id
"""
_FORGET_OWN = """
DELETE FROM orders_refund AS own USING orders_order AS stored
WHERE own.source = stored.source AND own.external_id = stored.external_id AND stored.id IN {with_image}
"""
_REFUNDED_BACK = """
UPDATE orders_order AS stored SET refunded = (back.before->>'refunded')::numeric
FROM (SELECT change.record_id, change.before {changed} AND change.before ? 'refunded') AS back
WHERE back.record_id = stored.id
"""
_FIELD_BACK = """
UPDATE people_{of} AS stored SET {field} = back.before->'{field}'->>0
FROM (SELECT change.record_id, change.before {changed} AND change.before ? '{field}') AS back
WHERE back.record_id = stored.id AND stored.{field} = back.before->'{field}'->>1
"""
_TOUCHED = 'SELECT record_id FROM imports_change WHERE importing_id = %(importing)s AND "table" = %(table)s'
_OF_TABLE = """
SELECT attname FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def _run(cursor: Any, importing: Import, statement: str, what: tuple[Table, Did], **parts: str) -> None:
    """Execute one of the statements above for the entries of the log that say `what`."""
    for name, part in (parts | {"with_image": _WITH_IMAGE, "changed": _CHANGED}).items():
        statement = statement.replace("{" + name + "}", part)
    cursor.execute(statement, {"importing": importing.pk, "table": what[0], "did": what[1]})


def _columns(cursor: Any, table: str) -> list[str]:
    """Every column but what the database computes."""
    cursor.execute(_OF_TABLE, [table])
    return [f'"{row[0]}"' for row in cursor.fetchall()]


def _images_back(cursor: Any, importing: Import, into: str, images: str, what: tuple[Table, Did]) -> None:
    """Whole rows from the log; `images` is the SQL expression that yields one JSON object a row."""
    columns = ", ".join(_columns(cursor, into))
    _run(cursor, importing, _IMAGES_BACK, what, into=into, columns=columns, images=images)


def put_orders_back(cursor: Any, importing: Import) -> None:
    """Changed orders get their old values, lines and own refunds; what was only netted gets its old sum."""
    updated = (Table.ORDER, Did.UPDATED)
    _run(cursor, importing, "DELETE FROM orders_orderline WHERE order_id IN {with_image}", updated)
    _run(cursor, importing, _FORGET_OWN, updated)
    columns = [name for name in _columns(cursor, "orders_order") if name != '"id"']
    images = ", ".join(f"image.{name}" for name in columns)
    _run(cursor, importing, _ORDERS_BACK, updated, columns=", ".join(columns), images=images)
    _images_back(
        cursor, importing, "orders_orderline", "jsonb_array_elements(change.before->'lines')", updated
    )
    _images_back(cursor, importing, "orders_refund", "jsonb_array_elements(change.before->'own')", updated)
    _run(cursor, importing, _REFUNDED_BACK, updated)
    free = "UPDATE orders_refund SET order_id = NULL WHERE id IN (SELECT change.record_id {changed})"
    _run(cursor, importing, free, (Table.REFUND, Did.UPDATED))


def remove_made_orders(cursor: Any, importing: Import) -> None:
    """What the import made goes; credits that it replaced come back."""
    made = (Table.ORDER, Did.CREATED)
    gone = "DELETE FROM {of} WHERE {key} IN (SELECT change.record_id {changed})"
    _run(cursor, importing, gone, (Table.REFUND, Did.CREATED), of="orders_refund", key="id")
    _images_back(cursor, importing, "orders_refund", "change.before", (Table.REFUND, Did.DELETED))
    _run(cursor, importing, gone, made, of="orders_orderline", key="order_id")
    _run(cursor, importing, gone, made, of="orders_order", key="id")


def follow_merges(cursor: Any, importing: Import) -> None:
    """An old image names the account of its time, which may be part of another by now."""
    for table, of in ((Table.ORDER, "orders_order"), (Table.REFUND, "orders_refund")):
        follow(cursor, of, "account_id", _TOUCHED, {"importing": importing.pk, "table": table})


def put_people_back(cursor: Any, importing: Import) -> None:
    """A value that was filled in goes again, unless a person has changed it since."""
    for table, fields in FIELDS.items():
        for field in fields:
            _run(cursor, importing, _FIELD_BACK, (table, Did.UPDATED), of=table, field=field)


def remove_made_at_others(cursor: Any, importing: Import, kept: list[int]) -> None:
    """People and references that were added to accounts which were there before, but the people in `kept`.

    References of accounts that the import made itself go, or stay, with them: where an account stays, the next import
    finds the same customer again.
    """
    gone = "DELETE FROM {of} WHERE id IN (SELECT change.record_id {changed}) AND account_id NOT IN {made_accounts}"
    but = f" AND id NOT IN ({', '.join(str(int(pk)) for pk in kept)})" if kept else ""
    for table, of, rest in (
        (Table.PERSON, "people_person", but),
        (Table.REFERENCE, "people_accountreference", ""),
    ):
        _run(cursor, importing, gone + rest, (table, Did.CREATED), of=of, made_accounts=_MADE_ACCOUNTS)
