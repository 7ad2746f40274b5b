"""Statements that the database server plans once a connection, for what busy pages ask again and again.

Django writes values into the SQL, so that the server reads and plans it anew each time; for a page of twenty small
statements that takes longer than the answers. Only for statements where one plan serves every value: a record and
what hangs on it, never the filter of a list.
"""

from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.query import RawQuerySet
from django.db.models.sql import RawQuery
from psycopg import Cursor
from psycopg.types.numeric import Int8

PERCENT = "%%"


class Asked(NamedTuple):
    query: bytes


class PreparedCursor(Cursor[Any]):
    """The driver forgets the words of what it sends by name; Django tells them in its log of queries."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        answer = super().execute(query, params, **options)
        self._query = Asked(query.encode())  # type: ignore[assignment] # all that is ever asked of it
        return answer


def cursor_of(connection: Any) -> Any:
    """A cursor as `connection.cursor()` gives it, whose statements are prepared on the server once they come again
    (`prepare_threshold` in the settings). Its parameters need a type that the server can tell from where they stand."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection._prepare_cursor(PreparedCursor(connection.connection))


def typed(value: Any) -> Any:
    """A whole number is sent as the type of our keys: the driver's choice by size would prepare each statement thrice."""
    return Int8(value) if type(value) is int else value


class Preparing:
    """A connection for a query compiler: everything is as it is, its cursors prepare."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def cursor(self) -> Any:
        return cursor_of(self.connection)


def asked_by_hand(model: type[Model], sql: str, params: dict[str, Any]) -> Any:
    """Records of `model` by SQL of our own, as `model.objects.raw` brings them, from a prepared statement."""
    query: Any = PreparedRawQuery(sql, using=DEFAULT_DB_ALIAS, params=params)
    return RawQuerySet(sql, model, query=query)


class PreparedRawQuery(RawQuery):
    def _execute_query(self) -> None:
        self.cursor = cursor_of(connections[self.using])
        self.cursor.execute(self.sql, {name: typed(value) for name, value in self.params.items()})


def written_in(sql: str, params: tuple[Any, ...], places: set[int], connection: BaseDatabaseWrapper) -> str:
    """The SQL with those parameters that never change written into it, and `%s` where `places` says one comes later."""
    connection.ensure_connection()
    pieces = sql.replace(PERCENT, "\0").split("%s")
    cursor = connection.connection.cursor()
    said = [
        "%s" if place in places else cursor.mogrify("%s", [value]).replace("%", PERCENT)
        for place, value in enumerate(params)
    ]
    told = zip(pieces, [*said, ""], strict=True)
    return "".join(piece + value for piece, value in told).replace("\0", PERCENT)
