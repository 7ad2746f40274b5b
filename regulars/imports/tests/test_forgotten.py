"""What was dropped and forgotten is thrown away after a week, and so is what killed programs left; nothing else is."""

import html
import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from regulars.imports import jobs, running, sweeping
from regulars.imports.models import Import, Progress, State
from regulars.imports.receiving import incoming, receive
from regulars.imports.staging.copying import run
from regulars.imports.tests.files import HEADER, write
from regulars.orders.models import Order
from regulars.timeline.entries import sentence_of_event
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db
ROWS = [["1", "2026-03-01", "17", "Ines", "BUN", "1", "2.50"]]


def dropped(folder: Path, days: float, cast: Cast, state: str = State.CHECKED) -> Import:
    """A file that came so many days ago, as far as `state`, with its table and its file."""
    path = write(folder / f"{state} {days}.csv", ROWS, HEADER)
    made = receive(path, path.name, kind="orders", member=cast.sam)
    running.do(made, "check")
    touch(made, days, state)
    return made


def touch(importing: Import, days: float, state: str) -> None:
    then = timezone.now() - timedelta(days=days)
    Import.objects.filter(pk=importing.pk).update(created_at=then, state=state)
    Progress.objects.filter(importing=importing).update(at=then)


def tables_of(importing: Import) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND starts_with(relname, %s)",
            [importing.staged],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("state", [State.UNDERSTOOD, State.CHECKED, State.CHECKING, State.APPLYING])
def test_a_file_that_nobody_came_back_to_is_thrown_away_and_it_is_told(
    tmp_path: Path, cast: Cast, state: State
) -> None:
    old = dropped(tmp_path, 8, cast, state)
    original = old.original
    for _again in range(2):
        jobs.sweep()
    old.refresh_from_db()
    assert old.state == State.DISCARDED
    assert original is not None
    assert not original.parent.exists()
    assert tables_of(old) == 0
    (told,) = Event.objects.filter(kind="imports.discarded")
    said = f"“{old.file_name}” was thrown away: it came on "
    assert sentence_of_event(told).startswith(said)
    assert said in html.unescape(signed_in(cast.dana).get(reverse("imports")).content.decode())


def test_a_file_of_this_week_stays_and_so_does_one_that_somebody_came_back_to(
    tmp_path: Path, cast: Cast
) -> None:
    young, back = dropped(tmp_path, 6, cast), dropped(tmp_path, 30, cast)
    Progress.objects.filter(importing=back).update(at=timezone.now() - timedelta(days=1))
    for _again in range(2):
        jobs.sweep()
    for kept in (young, back):
        kept.refresh_from_db()
        assert (kept.state, tables_of(kept) > 0, kept.original is not None) == (State.CHECKED, True, True)
    running.do(young, "apply", score=False)
    assert Order.objects.count() == 1


def test_what_was_imported_or_is_being_taken_back_is_never_thrown_away(tmp_path: Path, cast: Cast) -> None:
    applied = dropped(tmp_path, 1, cast)
    running.do(applied, "apply", score=False)
    for state in (State.APPLIED, State.REVERTING):
        touch(applied, 100, state)
        jobs.sweep()
        applied.refresh_from_db()
        assert (applied.state, applied.original is not None) == (state, True)
        assert Order.objects.count() == 1


def test_tables_of_imports_that_are_over_or_gone_are_dropped(tmp_path: Path, cast: Cast) -> None:
    over = dropped(tmp_path, 1, cast, State.REVERTED)
    gone = Import(pk=987_654)
    with connection.cursor() as cursor:
        for name in ("staged", "documents", "buyers", "returns"):
            run(cursor, f"CREATE UNLOGGED TABLE {{{name}}} (row integer)", gone)
    assert set(sweeping.drop_orphaned_tables()) >= {over.pk, gone.pk}
    assert (tables_of(over), tables_of(gone)) == (0, 0)
    assert sweeping.drop_orphaned_tables() == []


def test_uploads_that_broke_off_and_folders_of_nothing_are_removed(
    tmp_path: Path, cast: Cast, settings: Any
) -> None:
    kept = dropped(tmp_path, 1, cast)
    imports = Path(settings.MEDIA_ROOT) / "imports"
    incoming().mkdir(parents=True, exist_ok=True)
    broken, coming = incoming() / "upload-a", incoming() / "upload-b"
    nobodys, new, other = imports / "987654", imports / "987655", imports / "notes"
    for path in (broken, coming):
        path.write_text("half")
    for folder in (nobodys, new, other):
        folder.mkdir()
        (folder / "original").write_text("rows")
    for path in (broken, nobodys, other, imports / str(kept.pk)):
        os.utime(path, (time.time() - 90_000, time.time() - 90_000))
    assert sweeping.remove_orphaned_files() == [broken, nobodys]
    assert sweeping.remove_orphaned_files() == []
    assert all(path.exists() for path in (coming, new, other))
    assert kept.original is not None
