"""Rows by the hundred thousand, straight from SELECT into a model's table, with the model's own defaults where none is given."""

from typing import Any

from django.db.models import GeneratedField, Model
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql

from regulars.imports.models import Did, Import, Table


def insert(
    cursor: Any,
    model: type[Model],
    values: dict[str, str],
    rest: str,
    names: dict[str, Any],
    params: dict[str, Any],
) -> int:
    """INSERT INTO model's table: `values` maps a column to an SQL expression, `rest` is FROM and what follows.

    `names` fills the braces of both. Columns of the model that are not given get the field's default, so that an app may
    add one without breaking this. Returns how many rows were made.
    """
    columns, expressions, given = list(values), list(values.values()), dict(params)
    for field in model._meta.concrete_fields:
        default = field.default is not NOT_PROVIDED or field.empty_strings_allowed
        skipped = (
            field.primary_key or field.null or isinstance(field, GeneratedField) or field.column in values
        )
        if default and not skipped:
            columns.append(field.column)
            expressions.append(f"%(default_{field.column})s")
            given[f"default_{field.column}"] = field.get_db_prep_save(field.get_default(), cursor.db)
    statement = sql.SQL(
        "INSERT INTO {into} ({columns}) SELECT " + ", ".join(expressions) + " " + rest
    ).format(  # type: ignore[arg-type] # our own SQL
        into=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        **names,
    )
    cursor.execute(statement, given)
    return int(cursor.rowcount)


def log(
    cursor: Any,
    importing: Import,
    table: Table,
    did: Did,
    query: str,
    names: dict[str, Any],
    params: dict[str, Any],
) -> None:
    """Note in the change log what `query` yields: (record_id, before). The first note of a row is kept."""
    statement = sql.SQL(
        'INSERT INTO imports_change (importing_id, "table", record_id, did, before)'
        " SELECT %(importing)s, %(table)s, q.record_id, %(did)s, q.before FROM ("
        + query
        + ") AS q (record_id, before)"  # our own SQL
        ' ON CONFLICT (importing_id, "table", record_id) DO NOTHING'
    ).format(**names)  # type: ignore[arg-type] # our own SQL
    cursor.execute(statement, {"importing": importing.pk, "table": table, "did": did, **params})
