"""Rows back to the records they came from: what a merge moved, and what it took out because it said the same twice."""

import json
from collections import Counter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from regulars.people.merging.chains import below, root
from regulars.people.merging.moving import absorb, clashes, paired, sql
from regulars.people.merging.pointing import (
    RECORDS,
    Column,
    column_of,
    columns_to,
    references_in,
    twins_of,
    uniques_of,
)

_AWAY = 'SELECT DISTINCT "table", "column" FROM people_awayrow WHERE home = ANY(%s)'
_BACK = """
WITH going AS MATERIALIZED (
    SELECT row FROM people_awayrow WHERE "table" = '{table}' AND "column" = '{column}' AND home = ANY(%(below)s)
)
UPDATE "{table}" AS stored SET "{column}" = %(lost)s FROM going
WHERE stored."{key}" = going.row AND stored."{column}" + 0 = %(holder)s
"""
_DROPPED = """
SELECT gone.id, gone.row, gone.in_favour_of, gone.image FROM people_droppedrow AS gone
JOIN people_awayrow AS away ON away."table" = gone."table" AND away.row = gone.row AND away."column" = '{column}'
WHERE gone."table" = '{table}' AND away.home = ANY(%(below)s) ORDER BY gone.id
"""
_INSERT = """
INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb)
ON CONFLICT DO NOTHING
"""
_SAME = """
SELECT theirs."key"
FROM (SELECT 1{parts} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb) AS image WHERE {where}) AS ours
JOIN (SELECT "{key}" AS "key"{parts} FROM "{table}" WHERE {where}) AS theirs ON {same}
ORDER BY 1 LIMIT 1
"""
_SAID_BY = """
WITH RECURSIVE said AS (
    SELECT gone.id, gone.row, gone.in_favour_of, gone.image FROM "{table}" AS stored
    JOIN people_droppedrow AS gone ON gone."table" = '{table}' AND gone.in_favour_of = stored."{key}"
    WHERE stored."{column}" = %s
    UNION
    SELECT next.id, next.row, next.in_favour_of, next.image FROM said
    JOIN people_droppedrow AS next ON next."table" = '{table}' AND next.in_favour_of = said.row
)
SELECT id, row, in_favour_of, image FROM said ORDER BY id
"""
_HOME = 'SELECT home FROM people_awayrow WHERE "table" = %s AND "column" = %s AND row = %s'
_NOTE_ONE = """
INSERT INTO people_awayrow ("table", "column", row, home) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
_ADDED = """
UPDATE "{table}" AS stored SET "{column}" = %(lost)s
WHERE stored."{column}" = %(kept)s AND stored."{key}" > %(mark)s AND NOT stored."{key}" = ANY(%(double)s)
  AND NOT EXISTS (SELECT 1 FROM people_awayrow AS away
                  WHERE away."table" = '{table}' AND away."column" = '{column}' AND away.row = stored."{key}")
"""


class Gone(NamedTuple):
    """A row that was taken out: its note, its id, the row it said the same as, and all of it as JSON."""

    pk: int
    row: int
    favour: int | None
    image: str


def give_back(cursor: Any, model: type[Model], lost: int, holder: int) -> Counter[str]:
    """What `lost`, and those merged into it, brought to `holder`, goes back to `lost`; call it once they are apart."""
    homes = below(cursor, model, lost)
    values = {"lost": lost, "holder": holder, "below": homes}
    columns = _columns_away(cursor, model, homes)
    moved: Counter[str] = Counter()
    for column in columns:
        cursor.execute(sql(_BACK, column), values)
        moved[column.model._meta.label_lower] += cursor.rowcount
    for column in columns:
        cursor.execute(sql(_DROPPED, column), values)
        for gone in cursor.fetchall():
            moved[column.model._meta.label_lower] += _revive(cursor, column, Gone(*gone))
    return +moved


def _columns_away(cursor: Any, model: type[Model], homes: list[int]) -> list[Column]:
    cursor.execute(_AWAY, [homes])
    found = [column_of(*names) for names in cursor.fetchall()]
    return [column for column in found if column is not None and column.target is model]


def say_again(cursor: Any, model: type[Model], lost: int) -> Counter[str]:
    """What was taken out in favour of a row that is with `lost` by now is put back, if it belongs elsewhere."""
    moved: Counter[str] = Counter()
    for column in columns_to(model):
        cursor.execute(sql(_SAID_BY, column), [lost])
        for gone in cursor.fetchall():
            moved[column.model._meta.label_lower] += _revive(cursor, column, Gone(*gone))
    return +moved


def _revive(cursor: Any, column: Column, gone: Gone) -> bool:
    """Put a row that was taken out back, unless it still says the same as another; then that one speaks for it."""
    row, image = gone.row, json.loads(gone.image)
    placed = {place.column: _placed(cursor, place, row, image) for place in _places(column)}
    twins = [(one, other) for one in _places(column) for other in twins_of(one)]
    if any(placed[one.column] == placed[other] for one, other in twins):
        return False
    same = _same(cursor, column, json.dumps(image | placed))
    if same is not None:
        _speaks_for(cursor, column, gone, same)
        return False
    names = _names(cursor, column, image)
    statement = sql(_INSERT, column, names=", ".join(f'"{name}"' for name in names))
    cursor.execute(statement, [json.dumps(image | placed)])
    if not cursor.rowcount:
        return False
    for place in _places(column):
        if image[place.column] is not None and image[place.column] != placed[place.column]:
            cursor.execute(_NOTE_ONE, [column.table, place.column, row, image[place.column]])
    cursor.execute("DELETE FROM people_droppedrow WHERE id = %s", [gone.pk])
    if gone.favour is not None:
        give_back(cursor, column.model, row, root(cursor, column.model, gone.favour))
    return True


def _same(cursor: Any, column: Column, image: str) -> int | None:
    """The row that says already what `image` would say."""
    for place in _places(column):
        for unique in uniques_of(cursor, place):
            statement = sql(_SAME, column, where=unique.where, **paired(unique.parts))
            cursor.execute(statement, [image])
            if found := cursor.fetchone():
                return int(found[0])
    return None


def _speaks_for(cursor: Any, column: Column, gone: Gone, same: int) -> None:
    """What hung on the row goes along to the one that says the same now."""
    before = root(cursor, column.model, gone.row)
    if before == same:
        return
    if before != gone.row:
        give_back(cursor, column.model, gone.row, before)
    cursor.execute("UPDATE people_droppedrow SET in_favour_of = %s WHERE id = %s", [same, gone.pk])
    absorb(cursor, column.model, gone.row, same, again=True)


def _places(column: Column) -> list[Column]:
    """The references of its row to accounts and people."""
    fields = [field for field in references_in(column.model) if field.related_model in RECORDS]
    return [column._replace(column=field.column) for field in fields]


def _placed(cursor: Any, place: Column, row: int, image: dict[str, Any]) -> int | None:
    """Where a row that was taken out would be by now."""
    if image.get(place.column) is None:
        return None
    cursor.execute(_HOME, [place.table, place.column, row])
    found = cursor.fetchone()
    return root(cursor, place.target, found[0] if found else image[place.column])


def _names(cursor: Any, column: Column, image: dict[str, Any]) -> list[str]:
    """Columns of the table that the image has: the others, which came since, get what the database gives them."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = ''",
        [f'"{column.table}"'],
    )
    return [row[0] for row in cursor.fetchall() if row[0] in image]


def hand_over(cursor: Any, model: type[Model], lost: int, kept: int, marks: dict[str, int]) -> Counter[str]:
    """What was added to `kept` since the two were merged goes to `lost`, but what would say the same there twice."""
    moved: Counter[str] = Counter()
    for column in columns_to(model):
        if column.is_key or column.table not in marks:
            continue
        swapped = {"lost": kept, "kept": lost}
        double: list[int] = []
        for unique in uniques_of(cursor, column):
            cursor.execute(clashes(column, unique), swapped)
            double += [row[0] for row in cursor.fetchall()]
        values = {"lost": lost, "kept": kept, "mark": marks[column.table], "double": double}
        cursor.execute(sql(_ADDED, column), values)
        moved[column.model._meta.label_lower] += cursor.rowcount
    return +moved


def marks_of(model: type[Model]) -> dict[str, int]:
    """The highest id of each table that points to `model`, as of now."""
    found = {}
    with connection.cursor() as cursor:
        for column in columns_to(model):
            if not column.is_key:
                cursor.execute(sql('SELECT coalesce(max("{key}"), 0) FROM "{table}"', column))
                found[column.table] = cursor.fetchone()[0]
    return found
