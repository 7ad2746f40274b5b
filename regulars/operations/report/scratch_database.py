"""A database of our own beside the firm's, for work that must leave nothing behind.

Its name begins with the number of the firm's database, since another firm may live on the same server. Whoever makes
one holds an advisory lock under its name for as long as it lives; the kernel and the server end the lock of a run that
was killed, and the next run sweeps every such database of ours whose lock is free.
"""

import contextlib
import secrets
from collections.abc import Iterator

import psycopg
from django.db import connection
from psycopg import sql

from regulars.operations import schema
from regulars.operations.problems import Problem

PREFIX = "regulars_scratch_"
KNOWN = {
    "dbname",
    "user",
    "password",
    "host",
    "port",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "service",
}


@contextlib.contextmanager
def scratch_database() -> Iterator[str]:
    """Inside the block Django's connection is to a new, migrated, empty database; afterwards to the firm's again.

    Raises Problem where the server does not let us make one.
    """
    firm = connection.settings_dict["NAME"]
    with keeper() as server:
        sweep(server)
        name = ours(server) + secrets.token_hex(6)
        create(server, name)
        try:
            use(name)
            schema.migrate()
            yield name
        finally:
            use(firm)
            drop(server, name)


@contextlib.contextmanager
def keeper() -> Iterator[psycopg.Connection]:
    """A connection of its own to the firm's database: it holds the lock, and makes and drops the other one."""
    connection.ensure_connection()
    params = {key: value for key, value in connection.get_connection_params().items() if key in KNOWN}
    server = psycopg.connect(**params, autocommit=True)
    try:
        yield server
    finally:
        server.close()


def use(name: str) -> None:
    """Point Django's connection at the database called `name`."""
    connection.close()
    connection.settings_dict["NAME"] = name


def create(server: psycopg.Connection, name: str) -> None:
    server.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as refused:
        raise Problem(
            "A report is made in a database of its own, and this database server does not let Regulars make one. "
            "Allow it with: ALTER ROLE … CREATEDB, or leave DATABASE_URL unset for this command."
        ) from refused


def drop(server: psycopg.Connection, name: str) -> None:
    """Without FORCE: that would end the server's own cleaning process too, which only a superuser may; a plain DROP
    sends that one away by itself. Connections of ours that a bug left open are ended first."""
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
        [name],
    )
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    server.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def ours(server: psycopg.Connection) -> str:
    """How the names of our scratch databases begin; advisory locks are seen within one database only."""
    found = server.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    return f"{PREFIX}{found[0] if found else 0}_"


def sweep(server: psycopg.Connection) -> None:
    """Drop what killed runs left. A database whose maker lives keeps its lock, and is left alone."""
    found = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [ours(server)]
    ).fetchall()
    for (name,) in found:
        free = server.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name]).fetchone()
        if free and free[0]:
            drop(server, name)
