"""What a file says in the firm's own fields, into accounts or orders: where nothing is known yet, and never over what is.

The change log's before-image holds {"custom": {key: value}}, what was put in; reverting takes those out that still are so.
"""

from typing import Any

from psycopg import sql

from regulars.imports.models import Did, Import, Kind, Table
from regulars.imports.staging.copying import tables_of
from regulars.imports.staging.own_cells import column_of
from regulars.imports.understanding.own_fields import chosen
from regulars.imports.understanding.settings import Settings

OF = {Kind.PEOPLE: ("people_account", Table.ACCOUNT), Kind.ORDERS: ("orders_order", Table.ORDER)}
_WHOM = {
    Kind.PEOPLE: ("buyer.account_id", "JOIN {buyers} AS buyer ON buyer.key = line.customer_key"),
    Kind.ORDERS: (
        "document.order_id",
        "JOIN {documents} AS document ON document.key = line.order_no AND NOT document.is_credit",
    ),
}
_ONE = "{key}, (array_agg(line.{column} ORDER BY line.row) FILTER (WHERE jsonb_typeof(line.{column}) <> 'object'))[1]"
_SAID = """
CREATE TEMPORARY TABLE own_values ON COMMIT DROP AS
SELECT {whom} AS id, jsonb_strip_nulls(jsonb_build_object({values})) AS own
FROM {{staged}} AS line {joined} WHERE line.reject IS NULL AND {whom} IS NOT NULL GROUP BY 1
"""
_MISSING = """
UPDATE own_values SET own = (
    SELECT coalesce(jsonb_object_agg(one.key, one.value), '{{}}') FROM jsonb_each(own) AS one
    WHERE NOT coalesce(stored.custom, '{{}}') ? one.key)
FROM {into} AS stored WHERE stored.id = own_values.id
"""
_LOG = """
INSERT INTO imports_change (importing_id, "table", record_id, did, before)
SELECT %(importing)s, %(table)s, id, %(did)s, jsonb_build_object('custom', own) FROM own_values WHERE own <> '{}'
ON CONFLICT (importing_id, "table", record_id) DO UPDATE SET before = imports_change.before || excluded.before
WHERE imports_change.did = %(did)s
"""
_PUT = """
UPDATE {into} AS stored SET custom = coalesce(stored.custom, '{{}}') || said.own
FROM own_values AS said WHERE said.id = stored.id AND said.own <> '{{}}'
"""
_BACK = """
UPDATE {into} AS stored SET custom = (
    SELECT coalesce(jsonb_object_agg(one.key, one.value), '{{}}') FROM jsonb_each(stored.custom) AS one
    WHERE NOT coalesce(change.before -> 'custom' -> one.key = one.value, false))
FROM imports_change AS change
WHERE change.importing_id = %(importing)s AND change."table" = %(table)s AND change.did = %(did)s
    AND change.before ? 'custom' AND change.record_id = stored.id AND stored.custom IS NOT NULL
"""
_UNFIT = """
INSERT INTO imports_rejectedrow (importing_id, row, code, detail)
SELECT %(importing)s, row, 'own_field', left(%(label)s || ': ' || ({column} ->> 'bad'), 200)
FROM {staged} WHERE reject IS NULL AND jsonb_typeof({column}) = 'object' ORDER BY row
"""


def _gather(cursor: Any, importing: Import, settings: Settings) -> bool:
    """A temporary table own_values (id, own) of records that are there and get something; False where none can."""
    fields = [field for field, _index in chosen(settings.columns, importing.kind)]
    if not fields:
        return False
    ones = [
        sql.SQL(_ONE).format(key=sql.Literal(field.key), column=sql.Identifier(column_of(field)))
        for field in fields
    ]
    whom, joined = _WHOM[Kind(importing.kind)]
    cursor.execute("DROP TABLE IF EXISTS own_values")
    statement = sql.SQL(_SAID.format(whom=whom, joined=joined, values="{values}"))
    cursor.execute(statement.format(values=sql.SQL(", ").join(ones), **tables_of(importing)))
    cursor.execute(_MISSING.format(into=OF[Kind(importing.kind)][0]))
    return True


def count(cursor: Any, importing: Import, settings: Settings) -> dict[str, int]:
    """How many that are known get something in the firm's own fields, and how many values fit none; these are noted."""
    if not _gather(cursor, importing, settings):
        return {}
    cursor.execute("SELECT count(*) FROM own_values WHERE own <> '{}'")
    filled, unfit = cursor.fetchone()[0], 0
    for field, _index in chosen(settings.columns, importing.kind):
        statement = sql.SQL(_UNFIT).format(column=sql.Identifier(column_of(field)), **tables_of(importing))
        cursor.execute(statement, {"importing": importing.pk, "label": field.label})
        unfit += cursor.rowcount
    return {"own_filled": filled, "own_unfit": unfit}


def write(cursor: Any, importing: Import, settings: Settings) -> None:
    """After the records are made, and before what was only seen is noted."""
    if not _gather(cursor, importing, settings):
        return
    into, table = OF[Kind(importing.kind)]
    cursor.execute(_LOG, {"importing": importing.pk, "table": table, "did": Did.UPDATED})
    cursor.execute(_PUT.format(into=into))


def take_back(cursor: Any, importing: Import) -> None:
    into, table = OF[Kind(importing.kind)]
    cursor.execute(_BACK.format(into=into), {"importing": importing.pk, "table": table, "did": Did.UPDATED})
