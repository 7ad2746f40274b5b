"""The one way past the database's own guard of the history: said out loud, with a reason that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

ERASED = "erased"
"""In an event's data: what it told has been taken out."""


@contextmanager
def forgetting(why: str) -> Iterator[None]:
    """Meanwhile sealed events may be made unreadable, or go with what they belong to; the trail keeps that they did, and why.
    In the caller's transaction, or in one of its own."""
    with transaction.atomic():
        before = _say(why or "-")
        yield
        _say(before)


def _say(why: str) -> str:
    """What was said before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('regulars.forgetting', true), '')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('regulars.forgetting', %s, true)", [why[:200]])
    return str(before)
