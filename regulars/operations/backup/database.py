"""The database's part: its programs pointed at the database that Django uses, and what is counted."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.db import connection

from regulars.operations.postgres import programs

FLEETING = ("django_session", "usersessions_usersession", "regulars_cache")
"""Tables whose rows stay behind: who is signed in, and what is only remembered for speed."""


def libpq_environment() -> dict[str, str]:
    """How PostgreSQL's programs reach our database; the password goes by environment, never by command line."""
    chosen: dict[str, Any] = settings.DATABASES["default"]
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    found = {variable: str(chosen[name]) for name, variable in names.items() if chosen.get(name)}
    for option, variable in {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}.items():
        if option in chosen.get("OPTIONS", {}):
            found[variable] = chosen["OPTIONS"][option]
    return programs.clean_environment() | found | {"PGDATABASE": str(connection.settings_dict["NAME"])}


def start(name: str, arguments: list[str], errors: IO[bytes], **pipes: Any) -> "subprocess.Popen[bytes]":
    command = [programs.program(name), *arguments]
    return subprocess.Popen(command, stderr=errors, env=libpq_environment(), cwd=os.sep, **pipes)


def migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select app || '.' || name from django_migrations order by id")
        return [row[0] for row in cursor.fetchall()]


def count_rows() -> dict[str, int]:
    """Table → rows, of every table whose rows a backup takes."""
    counts: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
        )
        for (table,) in cursor.fetchall():
            if table not in FLEETING:
                cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608 # quoted
                counts[table] = cursor.fetchone()[0]
    return counts


@contextmanager
def snapshot() -> Iterator[str]:
    """One moment of the database, whose name pg_dump can use too: counts and dump agree while others write."""
    with connection.cursor() as cursor:
        cursor.execute("begin isolation level repeatable read read only")
        try:
            cursor.execute("select pg_export_snapshot()")
            yield cursor.fetchone()[0]
        finally:
            cursor.execute("rollback")
