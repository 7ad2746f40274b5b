"""Files that were dropped and forgotten, and what killed programs left of others: thrown away, and the history says so."""

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from regulars.imports import checking, running
from regulars.imports.errors import WrongState
from regulars.imports.models import Import, State
from regulars.imports.receiving import incoming
from regulars.imports.staging.copying import drop
from regulars.team.models import Firm
from regulars.timeline.entries import sentence_of_event
from regulars.timeline.models import Event

FORGOTTEN = timedelta(days=7)  # since anybody did anything with it
LATELY = timedelta(days=30)
SHOWN = 20
UPLOAD = timedelta(days=1)  # longer than any file comes in
WAITING = (State.UNDERSTOOD, State.CHECKING, State.CHECKED, State.APPLYING)
_TABLE = re.compile(r"imports_staged_(\d+)(?:_documents|_buyers|_returns)?")


def discard_forgotten() -> list[str]:
    """Throw away what waits for nobody any more; the names of the files."""
    before = timezone.now() - FORGOTTEN
    zone = Firm.load().zone
    gone = []
    for importing in Import.objects.filter(state__in=WAITING, created_at__lt=before, progress__at__lt=before):
        with suppress(WrongState):  # somebody has just come back to it
            came = importing.created_at.astimezone(zone).date()
            running.discard(importing, came=came.isoformat())
            gone.append(importing.file_name)
    return gone


def swept() -> list[str]:
    """What was thrown away by itself lately, each in a sentence, newest first."""
    lately = Event.objects.filter(kind="imports.discarded", actor=None, at__gt=timezone.now() - LATELY)
    return [sentence_of_event(event) for event in lately.order_by("-at", "-id")[:SHOWN]]


def drop_orphaned_tables() -> list[int]:
    """Tables of rows whose import is not there, or is over; the numbers of those imports."""
    numbers = sorted({number for number in _staged() if not _waits(number)})
    return [number for number in numbers if _drop(number)]


def _staged() -> Iterator[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND starts_with(relname, 'imports_staged_')"
        )
        for (name,) in cursor.fetchall():
            if found := _TABLE.fullmatch(name):
                yield int(found[1])


def _waits(number: int) -> bool:
    return Import.objects.filter(pk=number, state__in=WAITING).exists()


def _drop(number: int) -> bool:
    """Unless somebody works on that import after all."""
    importing = Import.objects.filter(pk=number).first()
    with transaction.atomic():
        if importing and (not checking.lock_if_free(importing) or importing.state in WAITING):
            return False
        drop(importing or Import(pk=number))
    return True


def remove_orphaned_files() -> list[Path]:
    """Uploads that broke off, and files of imports that are not there or were thrown away; what was removed."""
    gone = []
    for path in _children(incoming()):
        if _is_old(path):
            path.unlink(missing_ok=True)
            gone.append(path)
    kept = set(Import.objects.exclude(state=State.DISCARDED).values_list("pk", flat=True))
    for folder in _children(Path(settings.MEDIA_ROOT) / "imports"):
        if folder.name.isdigit() and int(folder.name) not in kept and _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder)
    return gone


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_old(path: Path) -> bool:
    """Not just coming in: a file is in its place before its import is committed."""
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime > UPLOAD.total_seconds()
    return False
