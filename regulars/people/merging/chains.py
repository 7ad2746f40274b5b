"""Who was merged into whom: chains of `merged_into`, up to the record that is there, and down to all that it holds."""

from typing import Any

from django.db.models import Model

from regulars.people.models import Account, Person

_ROOTS = """
WITH RECURSIVE up AS (
    SELECT id AS start, id, merged_into_id FROM {table} WHERE id = ANY(%s)
    UNION ALL
    SELECT up.start, next.id, next.merged_into_id FROM up JOIN {table} AS next ON next.id = up.merged_into_id
)
SELECT start, id FROM up WHERE merged_into_id IS NULL
"""
_BELOW = """
WITH RECURSIVE down AS (
    SELECT id FROM {table} WHERE id = %s
    UNION ALL
    SELECT next.id FROM down JOIN {table} AS next ON next.merged_into_id = down.id
)
SELECT id FROM down
"""
_FAVOURED = 'SELECT in_favour_of FROM people_droppedrow WHERE "table" = %s AND row = %s'


def roots(cursor: Any, model: type[Model], ids: list[int]) -> dict[int, int]:
    """Each id → the record it is part of by now; itself where it was never merged. Ids that are gone are left out."""
    cursor.execute(_ROOTS.format(table=model._meta.db_table), [ids])
    return dict(cursor.fetchall())


def root(cursor: Any, model: type[Model], pk: int) -> int:
    if model in (Account, Person):
        return roots(cursor, model, [pk]).get(pk, pk)
    cursor.execute(_FAVOURED, [model._meta.db_table, pk])
    found = cursor.fetchone()
    return root(cursor, model, found[0]) if found and found[0] else pk


def below(cursor: Any, model: type[Model], pk: int) -> list[int]:
    """`pk` and every record that was merged into it, at any remove."""
    if model not in (Account, Person):
        return [pk]
    cursor.execute(_BELOW.format(table=model._meta.db_table), [pk])
    return [row[0] for row in cursor.fetchall()]
