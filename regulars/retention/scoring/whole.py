"""A look from another day that leaves no trace: for `today --as-of` and reports."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from regulars.retention.models import ScoringRun
from regulars.retention.scoring.run import score


@contextmanager
def scored_as_of(day: date) -> Iterator[ScoringRun]:
    """Everybody scored as of `day` inside the block, for any query on this connection; afterwards everything is as it
    was, cases and events too. Others see the current scores all along. Nothing written inside the block is kept, so
    write nothing there; a scoring that starts meanwhile waits for the end of the block."""
    with transaction.atomic():
        yield score(day)
        transaction.set_rollback(True)
