"""Rows by the hundred thousand, straight from SELECT into a model's table, with the model's own defaults where none is given."""

from typing import Any

from django.db.models import GeneratedField, Model
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql

from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import tables_of

MANY = 1000
Params = dict[str, Any]
_LOG = """
INSERT INTO imports_change (importing_id, "table", record_id, did, before)
SELECT %(importing)s, %(table)s, found.record_id, %(did)s, found.before FROM ({query}) AS found (record_id, before)
ON CONFLICT (importing_id, "table", record_id) DO NOTHING
"""


def insert(
    cursor: Any,
    importing: Import,
    model: type[Model],
    values: dict[str, str],
    rest: str,
    *,
    params: Params | None = None,
) -> None:
    """INSERT INTO model's table: `values` maps a column to an SQL expression, `rest` is FROM and what follows.

    Both may name the import's tables in braces. Columns of the model that are not given get the field's default, so
    that an app may add one without breaking this.
    """
    columns, expressions, given = list(values), list(values.values()), dict(params or {})
    for field in model._meta.concrete_fields:
        default = field.default is not NOT_PROVIDED or field.empty_strings_allowed
        skipped = field.primary_key or field.null or isinstance(field, GeneratedField)
        if default and not skipped and field.column and field.column not in values:
            columns.append(field.column)
            expressions.append(f"%(default_{field.column})s")
            given[f"default_{field.column}"] = field.get_db_prep_save(field.get_default(), cursor.db)
    statement = sql.SQL("INSERT INTO {into} ({columns}) SELECT " + ", ".join(expressions) + " " + rest)
    into, names = sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    cursor.execute(statement.format(into=into, columns=names, **tables_of(importing)), given)


def count_anew(cursor: Any, importing: Import, *tables: str) -> None:
    """Tell the planner how many rows there are now, where they have become many: a table that was emptied before, and counted
    then, would be read anew for every row of the file."""
    if importing.counts.get("new", 0) > MANY:
        for table in tables:
            cursor.execute(f"ANALYZE {table}")


def log(
    cursor: Any, importing: Import, table: Table, did: Did, query: str, *, params: Params | None = None
) -> None:
    """Note in the change log what `query` yields: (record_id, before). The first note of a row is kept."""
    statement = sql.SQL(_LOG.replace("{query}", query)).format(**tables_of(importing))
    cursor.execute(statement, {"importing": importing.pk, "table": table, "did": did, **(params or {})})


def log_made(cursor: Any, importing: Import, table: Table) -> None:
    """Log the ids that the INSERT before returned."""
    made = [row[0] for row in cursor.fetchall()]
    query = "SELECT unnest(%(made)s::bigint[]), NULL::jsonb"
    log(cursor, importing, table, Did.CREATED, query, params={"made": made})
