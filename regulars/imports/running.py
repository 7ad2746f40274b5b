"""The steps of an import, asked for or run at once. Everything else in this app is reached through these.

`import_orders(path, …)` does the whole of it in the calling process, for the command line, the report and the bench.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.imports import applying, checking, receiving, reverting
from regulars.imports.errors import NotUnderstood, WrongState
from regulars.imports.models import Import, Kind, Progress, State
from regulars.imports.progress import Tell, silent
from regulars.imports.receiving import Choices
from regulars.imports.staging.copying import drop
from regulars.lib.errors import NotAllowed, Refusal
from regulars.lib.later import enqueue
from regulars.team.models import Member
from regulars.timeline.models import record

# step → the state it runs in, the states it may begin from, and the state to go back to when it fails
STEPS: dict[str, tuple[State, set[State], State]] = {
    "check": (State.CHECKING, {State.UNDERSTOOD, State.CHECKED, State.CHECKING}, State.UNDERSTOOD),
    "apply": (State.APPLYING, {State.CHECKED, State.APPLYING}, State.CHECKED),
    "whole": (State.APPLYING, {State.UNDERSTOOD, State.CHECKED, State.APPLYING}, State.UNDERSTOOD),
    "revert": (State.REVERTING, {State.APPLIED, State.REVERTING}, State.APPLIED),
}


def begin(importing: Import, step: str) -> None:
    """Move the import into `step`'s running state. WrongState when it does not begin from here, or runs already."""
    running, allowed, _back = STEPS[step]
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=importing.pk)
        if held.state not in allowed or (held.running and not held.stalled):
            raise WrongState(
                _("This import is %(state)s, so that cannot be done now.")
                % {"state": State(held.state).label},
                state=held.state,
            )
        held.state, held.problem = running, ""
        held.save(update_fields=["state", "problem"])
        Progress.objects.update_or_create(
            importing=held, defaults={"step": "waiting", "percent": 0, "at": timezone.now(), "stop": False}
        )
    importing.refresh_from_db()


def ask(importing: Import, step: str, by: Member | None = None) -> None:
    """Begin `step` in the worker."""
    with transaction.atomic():
        begin(importing, step)
        if step == "revert":
            reverting.refuse_if_later_rests(importing)
        enqueue(f"imports.{step}", import_id=importing.pk, member_id=by.pk if by else None)


def refuse_unless_everyones(by: Member) -> None:
    """A file may be about any customer, so it is for those who may change them all. Raises NotAllowed."""
    if not (by.is_active and by.may_write and by.access.for_writing().whole):
        raise NotAllowed(
            _(
                "A file may be about anybody, and your role does not change everybody's records. An owner can allow it."
            )
        )


def carry_out(importing: Import, step: str, tell: Tell, by: Member | None = None, score: bool = True) -> None:
    """Run a begun step. On any error the import goes back to where it was, with the sentence, and the error is raised."""
    work: dict[str, Callable[[], None]] = {
        "check": lambda: checking.check(importing, tell),
        "apply": lambda: applying.apply(importing, tell, score=score),
        "whole": lambda: applying.apply(importing, tell, score=score),
        "revert": lambda: reverting.revert(importing, tell, by=by, score=score),
    }
    try:
        if by is not None:  # as their access is now, however long it waited
            refuse_unless_everyones(by)
        with connection.wrap_database_errors:  # COPY speaks to the driver itself, whose errors are its own
            work[step]()
    except NotUnderstood as refusal:
        importing.understood["questions"] = refusal.data.get("questions", [])
        importing.understood["said"] = str(refusal)
        _go_back(importing, step, State.UNDERSTOOD, str(refusal))
        raise
    except Refusal as refusal:
        _go_back(importing, step, STEPS[step][2], str(refusal))
        raise
    except DatabaseError as error:
        with suppress(DatabaseError):  # it may be gone; whoever looks later sees that nothing moves
            _go_back(importing, step, STEPS[step][2], sentence_of(error))
        raise


def _go_back(importing: Import, step: str, state: State, problem: str) -> None:
    """To `state` with the sentence; not from under somebody who has taken the step up meanwhile, or thrown the file away."""
    with transaction.atomic():
        understood = importing.understood
        if not checking.lock_if_free(importing) or importing.state not in {STEPS[step][0], state}:
            return
        importing.problem, importing.understood = problem, understood
        importing.move(importing.state, state, "problem", "understood")


FULL = gettext_lazy("The disk is full. Nothing was changed. Make room and try again.")


def is_full(error: DatabaseError) -> bool:
    return "No space left" in str(error) or "disk full" in str(error).lower()


def sentence_of(error: DatabaseError) -> str:
    """What went wrong in the database, for a person."""
    return (
        str(FULL)
        if is_full(error)
        else _("The database stopped in the middle. Nothing was changed. Try again.")
    )


def stop(importing: Import) -> None:
    """Ask the running step to stop; it undoes what it did."""
    if importing.running:
        Progress.objects.filter(importing=importing).update(stop=True)


def discard(importing: Import, by: Member | None = None, **more: Any) -> None:
    """Throw away a file that was not imported. WrongState where it was, or while somebody works on it.

    The history is told where a person did it, or where `more` says why.
    """
    with transaction.atomic():
        free = checking.lock_if_free(importing)
        if not free or not may_be_discarded(importing):
            raise WrongState(
                _("Only a file that was not imported can be thrown away. Revert the import instead.")
                if importing.state in {State.APPLIED, State.REVERTING, State.REVERTED}
                else _("This file is %(state)s just now. Stop that first.")
                % {"state": State(importing.state).label}
            )
        importing.move(importing.state, State.DISCARDED)
        drop(importing)
        if by or more:
            record("imports.discarded", by=by, import_id=importing.pk, file=importing.file_name, **more)
    forget_file(importing)


def may_be_discarded(importing: Import) -> bool:
    """Nothing of it is in the ledger, and nobody works on it, or whoever did has gone."""
    waiting = importing.state in {State.UNDERSTOOD, State.CHECKED}
    return waiting or (importing.state in {State.CHECKING, State.APPLYING} and importing.stalled)


def forget_file(importing: Import) -> None:
    """The file itself, and its folder, where it is one of ours."""
    folder = receiving.folder_of(importing)
    original = importing.original
    if original and original.is_relative_to(folder):
        shutil.rmtree(folder, ignore_errors=True)


def do(
    importing: Import, step: str, tell: Tell = silent, by: Member | None = None, score: bool = True
) -> None:
    """Begin and carry out `step` here and now."""
    begin(importing, step)
    carry_out(importing, step, tell, by, score)


def import_orders(
    path: Path,
    *,
    source: str = "",
    member: Member | None = None,
    choices: Choices | None = None,
    until: date | None = None,
    progress: Tell | None = None,
    dry_run: bool = False,
    keep: bool = False,
    score: bool = True,
    kind: str = Kind.ORDERS,
) -> Import:
    """Import the file at `path` in this process and return the Import: state APPLIED (CHECKED after a dry run), figures in
    `counts` (ledger.figures.count). `progress(step, share)` hears how far it is.

    Raises UnreadableFile or NotUnderstood, with sentences, where a person is needed; nothing has changed then.
    Scoring is asked for at the end unless `score` is False. Needs only a migrated database; a scratch one will do.
    """
    said = choices or Choices()
    if source:
        said = Choices(source, said.currency, said.dates, said.decimal, said.columns)
    importing = receiving.receive(
        Path(path), Path(path).name, kind=kind, member=member, choices=said, keep=keep
    )
    tell = progress or silent
    try:
        receiving.refuse_open_questions(importing)
        if until:
            importing.covers_until = until
            importing.save(update_fields=["covers_until"])
        do(importing, "check" if dry_run else "whole", tell, member, score)
    except Refusal:
        discard(importing)
        raise
    return importing


def as_json(importing: Import) -> dict[str, Any]:
    """What `import orders --json` ends with."""
    names = ("new", "known", "changed", "refunds", "walk_in_lines", "rejected_lines")
    return {name: importing.counts.get(name, 0) for name in names}
