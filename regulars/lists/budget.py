"""How long a list may think: somebody is waiting, and nine others want the database too."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from regulars.lists.errors import ListTooSlow

PAGE, COUNT = 4_000, 1_500
"""Milliseconds."""


@contextmanager
def within(milliseconds: int) -> Iterator[None]:
    """Raises ListTooSlow where the database needs longer; what was begun inside is as if it had not been."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            yield
            cursor.execute(
                "SELECT set_config('statement_timeout', '0', true)"
            )  # for a transaction around this one
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise ListTooSlow from error
        raise
