"""The dry run: every row read and sorted, the ledger asked what it knows, and everything counted. Nothing is changed."""

from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.imports.errors import NotUnderstood, UnreadableFile
from regulars.imports.ledger import (
    buyers,
    comparing,
    documents,
    edges,
    figures,
    own_values,
    permissions,
    unsaid,
)
from regulars.imports.ledger.store_less import store_less
from regulars.imports.models import Import, Kind, State
from regulars.imports.people import sorting
from regulars.imports.progress import Tell
from regulars.imports.staging.copying import drop, run, stage
from regulars.imports.understanding.asking import sentence
from regulars.imports.understanding.settings import Settings
from regulars.team.models import Firm

ONE_IMPORT = 0x1_0A_D1
"""Advisory lock (ONE_IMPORT, id) of what runs on one import; held to the end of the transaction, or until its holder died."""


def lock(importing: Import) -> None:
    """Wait for whoever works on this import; then read again how it stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_IMPORT, importing.pk % 2**31])
    importing.refresh_from_db()


def lock_if_free(importing: Import) -> bool:
    """As `lock`, without waiting: False while somebody works on this import."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [ONE_IMPORT, importing.pk % 2**31])
        free = bool(cursor.fetchone()[0])
    importing.refresh_from_db()
    return free


def check(importing: Import, tell: Tell) -> None:
    """Stage, sort and count. Run twice, or after a kill, it starts over; once checked it does nothing.

    Raises NotUnderstood when the file contradicts a choice of ours that nobody confirmed.
    """
    with transaction.atomic():
        lock(importing)
        if importing.state != State.CHECKING:
            return
        read(importing, tell)
        with connection.cursor() as cursor:
            importing.counts = count(cursor, importing, tell)
        importing.problem = ""
        importing.move(State.CHECKING, State.CHECKED, "counts", "problem", "understood")


def read(importing: Import, tell: Tell) -> None:
    """The file's rows into the staged table, what is more than the job needs in its smaller form."""
    settings = Settings.from_json(importing.settings)
    path = importing.original
    if path is None:
        raise UnreadableFile(_("The file is no longer in the data folder. Drop it again."))
    stage(importing, Path(path), settings, Firm.load(), tell)
    _refuse_contradictions(importing, settings)
    importing.understood["less"] = store_less(importing, settings)


def staged_rows(cursor: Any, importing: Import) -> int:
    """How many rows are staged; none when the table is gone, or was emptied because the server went down hard."""
    cursor.execute("SELECT to_regclass(%s)", [importing.staged])
    if cursor.fetchone()[0] is None:
        return 0
    run(cursor, "SELECT count(*) FROM {staged} WHERE NOT carried", importing)
    return int(cursor.fetchone()[0])


def count(cursor: Any, importing: Import, tell: Tell) -> dict[str, Any]:
    """Sort the staged rows and count them; the rejected ones are remembered with their reasons."""
    settings = Settings.from_json(importing.settings)
    if importing.kind == Kind.PEOPLE:
        tell("sorting", 0.5)
        counts = sorting.sort(cursor, importing)
    else:
        sort(cursor, importing, settings, tell)
        counts = figures.count(cursor, importing, settings)
    figures.keep_rejected(cursor, importing)
    counts |= permissions.count(cursor, importing, settings)
    return counts | own_values.count(cursor, importing, settings)


def sort(cursor: Any, importing: Import, settings: Settings, tell: Tell) -> None:
    """Documents, customers, and what of them is known."""
    tell("sorting", 0.42)
    run(cursor, "DELETE FROM {staged} WHERE carried", importing)
    documents.build(cursor, importing, settings)
    unsaid.fill_lines(cursor, importing, settings)
    if edges.mend(cursor, importing, settings):
        documents.collect(cursor, importing, settings)
    tell("comparing", 0.47)
    buyers.find(cursor, importing)
    if not comparing.compare(cursor, importing, settings):
        documents.collect(cursor, importing, settings)
        buyers.find(cursor, importing)
        comparing.compare(cursor, importing, settings)
    tell("comparing", 0.5)


def _refuse_contradictions(importing: Import, settings: Settings) -> None:
    """Dates in the other order, where we found the order ourselves: a person must say it."""
    if "dates" in settings.said or importing.kind != Kind.ORDERS:
        return
    with connection.cursor() as cursor:
        run(cursor, "SELECT count(*), min(row) FROM {staged} WHERE reject = 'date_order'", importing)
        count, first = cursor.fetchone()
    if count:
        drop(importing)
        where = ngettext("Row %(row)s does.", "%(count)s rows do, row %(row)s first.", count) % {
            "row": first,
            "count": count,
        }
        raise NotUnderstood(f"{sentence('mixed_dates')} {where}", questions=["mixed_dates"])
