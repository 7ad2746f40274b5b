"""All rows of one record become another's, set by set, each noted with the record it came from.

A row that would say the same twice is taken out, with its whole image, in favour of the one that is there.
"""

from collections import Counter
from typing import Any

from django.db.models import Model

from regulars.people.merging.chains import below
from regulars.people.merging.pointing import Column, Unique, columns_to, twins_of, uniques_of

# Who was moved by hand to where they would be taken now is at home there. Looked up by key, never by the record: `+ 0`
# keeps the planner, which knows nothing yet of rows just written, from reading everything of the record once a row.
_SETTLE = """
WITH noted AS MATERIALIZED (
    SELECT id, row FROM people_awayrow WHERE "table" = '{table}' AND "column" = '{column}' AND home = ANY(%(below)s)
)
DELETE FROM people_awayrow AS away USING noted, "{table}" AS stored
WHERE away.id = noted.id AND stored."{key}" = noted.row AND stored."{column}" + 0 = %(kept)s
"""
_NOTE = """
INSERT INTO people_awayrow ("table", "column", row, home)
SELECT '{table}', '{column}', "{key}", %(lost)s FROM "{table}" WHERE "{column}" = %(lost)s {which}
ON CONFLICT ("table", "column", row) DO UPDATE SET home = excluded.home
WHERE NOT people_awayrow.home = ANY(%(below)s)
"""
_MOVE = 'UPDATE "{table}" SET "{column}" = %(kept)s WHERE "{column}" = %(lost)s'
_TWINS = 'SELECT "{key}", NULL::bigint FROM "{table}" WHERE "{column}" = %(lost)s AND "{twin}" = %(kept)s'
_CLASHES = """
SELECT ours."key", min(theirs."key")
FROM (SELECT "{key}" AS "key"{parts} FROM "{table}" WHERE "{column}" = %(lost)s AND {where}) AS ours
JOIN (SELECT "{key}" AS "key"{parts} FROM "{table}" WHERE "{column}" = %(kept)s AND {where}) AS theirs
  ON {same}
GROUP BY ours."key"
"""
_DROP = """
WITH gone AS (DELETE FROM "{table}" WHERE "{key}" = %(row)s RETURNING to_jsonb("{table}".*) AS image)
INSERT INTO people_droppedrow ("table", row, "column", in_favour_of, image)
SELECT '{table}', %(row)s, '{column}', %(favour)s, image FROM gone
ON CONFLICT ("table", row) DO UPDATE SET image = excluded.image, in_favour_of = excluded.in_favour_of
"""


def sql(statement: str, column: Column, **parts: str) -> str:
    """The statement with names of our own models in it; values travel as parameters."""
    named = parts | {"table": column.table, "column": column.column, "key": column.key}
    for name, part in named.items():
        statement = statement.replace("{" + name + "}", part)
    return statement


def absorb(cursor: Any, model: type[Model], lost: int, kept: int, *, again: bool = False) -> Counter[str]:
    """Everything that points to `lost` points to `kept`; how many rows of each model moved.

    `again`: they are one already, and rows that are with `kept` are there by the merge, not by hand: their notes stay.
    """
    values = {"lost": lost, "kept": kept, "below": below(cursor, model, lost)}
    moved: Counter[str] = Counter()
    for column in columns_to(model):
        if not again:
            cursor.execute(sql(_SETTLE, column), values)
        _drop_doubles(cursor, column, values)
        if not column.is_key:
            cursor.execute(sql(_NOTE, column, which=""), values)
            if cursor.rowcount or _any(cursor, column, lost):
                cursor.execute(sql(_MOVE, column), values)
                moved[column.model._meta.label_lower] += cursor.rowcount
    return +moved


def _any(cursor: Any, column: Column, lost: int) -> bool:
    """Rows that were away from home before need no new note, and still move."""
    cursor.execute(sql('SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" = %s)', column), [lost])
    return bool(cursor.fetchone()[0])


def _drop_doubles(cursor: Any, column: Column, values: dict[str, Any]) -> None:
    for twin in twins_of(column):
        cursor.execute(sql(_TWINS, column, twin=twin), values)
        _drop(cursor, column, cursor.fetchall(), values)
    if column.is_key:
        cursor.execute(sql('SELECT "{key}", NULL FROM "{table}" WHERE "{column}" = %(lost)s', column), values)
        _drop(cursor, column, cursor.fetchall(), values)
        return
    for unique in uniques_of(cursor, column):
        cursor.execute(clashes(column, unique), values)
        _drop(cursor, column, cursor.fetchall(), values)


def clashes(column: Column, unique: Unique) -> str:
    """The SQL of (row of `lost`, row of `kept`) that may not both be there with the same record."""
    ours = {column.column, f'"{column.column}"'}
    parts = [part for part in unique.parts if part not in ours]
    return sql(_CLASHES, column, where=unique.where, **paired(parts))


def paired(parts: list[str]) -> dict[str, str]:
    """For the SQL of two rows, ours and theirs: their `parts` by short names, and that they are the same."""
    named = "".join(f", {part} AS p{place}" for place, part in enumerate(parts))
    same = " AND ".join(f"ours.p{place} = theirs.p{place}" for place in range(len(parts))) or "true"
    return {"parts": named, "same": same}


def _drop(cursor: Any, column: Column, pairs: list[tuple[int, int | None]], values: dict[str, Any]) -> None:
    for row, favour in pairs:
        cursor.execute(sql(_NOTE, column, which='AND "{key}" = %(row)s'), values | {"row": row})
        if favour is not None:
            absorb(cursor, column.model, row, favour)
        cursor.execute(sql(_DROP, column), {"row": row, "favour": favour})
