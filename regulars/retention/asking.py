"""Asking for a scoring; the worker does it. Safe for web pages: nothing here imports the maths."""

from datetime import date

from django.db import transaction

from regulars.lib.later import enqueue
from regulars.retention.models import ScoringRun, State
from regulars.retention.reach import reach, today
from regulars.team.models import Member
from regulars.timeline.models import record


def ask_for_scoring(by: Member | None = None, as_of: date | None = None) -> ScoringRun:
    """A waiting run and its job, written in the caller's transaction. One that waits already for the same day is
    returned as it is: asking twice scores once. Without `as_of` the run looks from where the orders reach to when it starts."""
    with transaction.atomic():
        waiting = ScoringRun.objects.filter(state=State.WAITING, as_of_given=as_of is not None)
        if as_of is not None:
            waiting = waiting.filter(as_of=as_of)
        if (run := waiting.select_for_update(skip_locked=True).first()) is not None:
            return run
        made = ScoringRun.objects.create(
            as_of=as_of or reach() or today(), as_of_given=as_of is not None, asked_by=by
        )
        if by is not None:
            record("retention.scoring_asked", by=by, run=made.pk, as_of=made.as_of.isoformat())
        enqueue("retention.score", run_id=made.pk)
        return made
