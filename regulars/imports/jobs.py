"""What the worker does for imports. Each takes ids; the step claims by its lock and its state, so twice does once."""

from contextlib import suppress

from regulars.imports import running, sweeping
from regulars.imports.models import Import
from regulars.imports.progress import Telling
from regulars.lib.errors import Refusal
from regulars.lib.later import job
from regulars.team.models import Member


def _carry_out(step: str, import_id: int, member_id: int | None) -> None:
    importing = Import.objects.filter(pk=import_id).first()
    if importing is None or importing.state != running.STEPS[step][0]:
        return
    member = Member.objects.filter(pk=member_id).first() if member_id else None
    # A refusal is told on the import's page; for the queue the job is done. Anything else is tried again.
    with Telling(importing) as tell, suppress(Refusal):
        running.carry_out(importing, step, tell, member)


@job("imports.check")
def check(import_id: int, member_id: int | None = None) -> None:
    _carry_out("check", import_id, member_id)


@job("imports.apply")
def apply(import_id: int, member_id: int | None = None) -> None:
    _carry_out("apply", import_id, member_id)


@job("imports.revert")
def revert(import_id: int, member_id: int | None = None) -> None:
    _carry_out("revert", import_id, member_id)


@job("imports.sweep")
def sweep() -> None:
    """Throw away what was dropped and forgotten. Twice throws away nothing more."""
    sweeping.discard_forgotten()
    sweeping.drop_orphaned_tables()
    sweeping.remove_orphaned_files()
