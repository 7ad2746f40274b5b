"""A new table of scores built beside the old one and put in its place.

Filling a table and then building its indexes takes a quarter of the time of writing rows past ten indexes, and
leaves nothing to vacuum. The old table is locked for the moment of the exchange only; where someone reads it for
long (a backup, a large export), the rows are written into it instead: slower, and nobody waits for anybody.
The columns, checks and indexes are copied from the table as migrations made it, so they are told in one place.
"""

from typing import Any

import psycopg
from psycopg import errors, sql

TABLE, NEXT = "retention_score", "retention_score_next"
TRIES, PATIENCE = 3, "300ms"
"""How often and how long to wait for readers: while we wait, new readers wait behind us."""
LOOKED_AT = "account_id, name, standing, last_day, total, last_year, worth, top, risk, priority, win_back"
INDEXES = """SELECT i.relname, pg_get_indexdef(i.oid), x.indisprimary
FROM pg_index AS x JOIN pg_class AS i ON i.oid = x.indexrelid WHERE x.indrelid = 'retention_score'::regclass ORDER BY 1"""


def begin(cursor: psycopg.Cursor[Any]) -> None:
    cursor.execute(
        f"CREATE TABLE {NEXT} (LIKE {TABLE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)".encode()
    )


def indexes(cursor: psycopg.Cursor[Any]) -> list[tuple[str, str, bool]]:
    """(name, definition, whether it is the primary key's) of the table in use."""
    return [(row[0], row[1], row[2]) for row in cursor.execute(INDEXES).fetchall()]


def build(cursor: psycopg.Cursor[Any]) -> None:
    """The indexes of the table in use, on the one beside it, under passing names; and what the planner should know."""
    for number, (_name, definition, _primary) in enumerate(indexes(cursor)):
        head, rest = definition.split(" USING ", 1)
        unique = "UNIQUE " if head.startswith("CREATE UNIQUE") else ""
        cursor.execute(f"CREATE {unique}INDEX {passing(number)} ON {NEXT} USING {rest}".encode())
    cursor.execute(f"ANALYZE {NEXT} ({LOOKED_AT})".encode())


def passing(number: int) -> str:
    return f"retention_score_next_{number}"


def exchange(below: psycopg.Connection[Any]) -> None:
    """Put the new table in the old one's place, or its rows where readers hold the old one."""
    with psycopg.Cursor(below) as cursor:
        if locked(below, cursor):
            take_place(cursor)
        else:
            cursor.execute(f"DELETE FROM {TABLE}".encode())  # noqa: S608 - our own names
            cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {NEXT}".encode())  # noqa: S608 - our own names
            cursor.execute(f"DROP TABLE {NEXT}".encode())


def locked(below: psycopg.Connection[Any], cursor: psycopg.Cursor[Any]) -> bool:
    for _try in range(TRIES):
        try:
            with below.transaction():
                cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(PATIENCE))
                cursor.execute(f"LOCK TABLE {TABLE} IN ACCESS EXCLUSIVE MODE".encode())
        except errors.LockNotAvailable:
            continue
        cursor.execute("SET LOCAL lock_timeout = 0")
        return True
    return False


def take_place(cursor: psycopg.Cursor[Any]) -> None:
    kept = indexes(cursor)
    cursor.execute(f"DROP TABLE {TABLE}".encode())
    cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {TABLE}".encode())
    for number, (name, _definition, primary) in enumerate(kept):
        if primary:
            change = "ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY USING INDEX {passing}"
        else:
            change = "ALTER INDEX {passing} RENAME TO {name}"
        words = {"table": TABLE, "name": name, "passing": passing(number)}
        cursor.execute(sql.SQL(change).format(**{key: sql.Identifier(word) for key, word in words.items()}))
