"""The one way for a person's words to be deleted while the person is there: an erasure, or an import that is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def forgetting() -> Iterator[None]:
    """Inside, and in this transaction alone, the database lets permissions be deleted (never changed)."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('regulars.forgetting', 'on', true)")
        yield
        cursor.execute("SELECT set_config('regulars.forgetting', '', true)")
