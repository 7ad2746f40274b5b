"""Rows that somebody else puts back, such as an import that is reverted, follow the merges made since: to whoever holds by now
what their own record had, and not to a record that is no longer there."""

from collections.abc import Mapping
from typing import Any

_FOLLOW = """
WITH RECURSIVE put_back AS (
    SELECT stored.id AS row, stored."{column}" AS at, coalesce(away.home, stored."{column}") AS home
    FROM "{table}" AS stored LEFT JOIN people_awayrow AS away
      ON away."table" = '{table}' AND away."column" = '{column}' AND away.row = stored.id
    WHERE stored.id IN ({rows}) AND (away.home IS NOT NULL OR EXISTS (
        SELECT 1 FROM "{target}" AS gone WHERE gone.id = stored."{column}" AND gone.merged_into_id IS NOT NULL))
), up AS (
    SELECT row, at, home, home AS id FROM put_back
    UNION ALL
    SELECT up.row, up.at, up.home, part.merged_into_id FROM up JOIN "{target}" AS part ON part.id = up.id
    WHERE part.merged_into_id IS NOT NULL
), top AS (
    SELECT up.row, up.at, up.home, up.id FROM up JOIN "{target}" AS part ON part.id = up.id
    WHERE part.merged_into_id IS NULL AND up.id <> up.at
), noted AS (
    INSERT INTO people_awayrow ("table", "column", row, home)
    SELECT '{table}', '{column}', row, home FROM top WHERE home <> id
    ON CONFLICT DO NOTHING
)
UPDATE "{table}" AS stored SET "{column}" = top.id FROM top WHERE stored.id = top.row
"""


def follow(cursor: Any, table: str, column: str, rows: str, values: Mapping[str, Any]) -> int:
    """`rows` is the SQL of the ids that were put back, with `values` for it; names are of our own tables. How many moved."""
    parts = {"table": table, "column": column, "target": "people_account", "rows": rows}
    statement = _FOLLOW
    for name, part in parts.items():
        statement = statement.replace("{" + name + "}", part)
    cursor.execute(statement, values)
    return int(cursor.rowcount)
