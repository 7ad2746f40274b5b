"""How a running step says how far it is, and hears that it should stop."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Self

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from regulars.imports.errors import Stopped
from regulars.imports.models import Import

# (step, share of the whole from 0 to 1). Steps: reading, sorting, comparing, people, orders, lines, refunds, done.
Tell = Callable[[str, float], None]
PAUSE = 0.5


def silent(step: str, share: float) -> None:
    """For who does not look."""


class Telling:
    """Writes progress through a connection of its own: the step is one transaction, whose writes nobody sees until the end.

    Raises Stopped into the step when somebody asked for it. A context manager, since the connection must be closed.
    """

    def __init__(self, importing: Import) -> None:
        self.pk = importing.pk
        self.connection: BaseDatabaseWrapper = connections.create_connection("default")
        self.last = 0.0
        self.step = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        self.connection.close()

    def __call__(self, step: str, share: float) -> None:
        if step == self.step and monotonic() - self.last < PAUSE:
            return
        self.step, self.last = step, monotonic()
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE imports_progress SET step = %s, percent = %s, at = now() WHERE importing_id = %s RETURNING stop",
                [step, min(100, max(0, int(share * 100))), self.pk],
            )
            row = cursor.fetchone()
        if row and row[0]:
            raise Stopped(_("Stopped. Nothing was changed."))
