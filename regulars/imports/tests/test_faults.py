"""Killed, raced and out of room: an import is there as a whole, once, or not at all."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from regulars.imports import jobs, running
from regulars.imports.models import Change, Import, RejectedRow, State
from regulars.imports.receiving import receive
from regulars.imports.tests.files import HEADER, bring_rows, snapshot, write
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.team.models import Firm

ROWS = 30_000
KILLS = 6
CHILD = """
import sys, django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = sys.argv[4]
from regulars.imports import jobs
from django.db import connections
make = connections.create_connection
def named(alias):
    made = make(alias)
    made.settings_dict["NAME"] = sys.argv[1]
    return made
connections.create_connection = named
getattr(jobs, sys.argv[2])(import_id=int(sys.argv[3]))
"""


def rows(count: int = ROWS) -> Iterator[list[str]]:
    for number in range(count):
        back = number % 17 == 0 and number > 100
        order = f"C{number}" if back else str(number // 3)
        day = f"2026-0{1 + number * 8 // count}-{1 + number % 28:02}"
        if not back:
            day = f"2026-0{1 + number // 3 * 3 * 8 // count}-{1 + number // 3 % 28:02}"
        yield [order, day, str(number // 3 % 500), "", f"P{number % 40}", "-1" if back else "3", "2.50"]


@pytest.fixture
def waiting(transactional_db: Any, tmp_path: Path, settings: Any) -> Import:
    """A file that is received and understood, outside of any transaction."""
    settings.MEDIA_ROOT = tmp_path / "files"
    Firm.load()
    return receive(write(tmp_path / "orders.csv", rows(), HEADER), "orders.csv", kind="orders", member=None)


def child(step: str, importing: Import, settings: Any) -> subprocess.Popen[bytes]:
    """A worker that does one step of one import, in a process of its own."""
    arguments = [str(connection.settings_dict["NAME"]), step, str(importing.pk), str(settings.MEDIA_ROOT)]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments], env=os.environ | {"PYTHONPATH": os.getcwd()}
    )


def ended(process: subprocess.Popen[bytes], after: float) -> bool:
    """Kill it after so many seconds; whether it had ended before."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return False
    return True


def begin(importing: Import, step: str) -> None:
    """As the page does, when the one who worked on it has gone."""
    importing.refresh_from_db()
    state = running.STEPS[step][0]
    Import.objects.filter(pk=importing.pk).update(state=state)


def whole() -> tuple[int, int, int]:
    return Order.objects.count(), Account.objects.count(), Change.objects.count()


@pytest.mark.slow
@pytest.mark.attack("P6", "X8")
def test_killed_at_any_moment_an_import_is_whole_or_not_there_and_goes_on(
    waiting: Import, settings: Any
) -> None:
    chance = random.Random(20)
    begin(waiting, "check")
    jobs.check(import_id=waiting.pk)
    assert Import.objects.get(pk=waiting.pk).state == State.CHECKED
    assert whole()[0] == 0
    begin(waiting, "apply")
    start = time.monotonic()
    trial = child("apply", waiting, settings)
    assert ended(trial, 120)
    assert trial.returncode == 0
    takes = time.monotonic() - start
    complete, everything = whole(), snapshot()
    assert complete[0] == 10_000
    running.do(Import.objects.get(pk=waiting.pk), "revert", score=False)
    assert whole() == (0, 0, 0)
    Import.objects.filter(pk=waiting.pk).update(state=State.CHECKED)
    for _ in range(KILLS):
        begin(waiting, "apply")
        done = ended(child("apply", waiting, settings), chance.uniform(0.3, 0.95) * takes)
        state = Import.objects.get(pk=waiting.pk).state
        assert whole() == (complete if state == State.APPLIED else (0, 0, 0))
        assert state in ({State.APPLIED} if done else {State.APPLIED, State.APPLYING})
        if state == State.APPLIED:
            running.do(Import.objects.get(pk=waiting.pk), "revert", score=False)
            Import.objects.filter(pk=waiting.pk).update(state=State.CHECKED)
    begin(waiting, "apply")
    jobs.apply(import_id=waiting.pk)
    assert whole() == complete
    assert {name: len(held) for name, held in snapshot().items()} == {
        name: len(held) for name, held in everything.items()
    }
    begin(waiting, "revert")
    ended(child("revert", waiting, settings), takes * 0.4)
    jobs.revert(import_id=waiting.pk)
    assert whole() == (0, 0, 0)


@pytest.mark.attack("Y1")
def test_two_workers_on_one_import_do_it_once(waiting: Import) -> None:
    begin(waiting, "check")
    jobs.check(import_id=waiting.pk)
    begin(waiting, "apply")
    problems: list[BaseException] = []

    def work() -> None:
        try:
            jobs.apply(import_id=waiting.pk)
        except BaseException as problem:  # noqa: BLE001 # told below
            problems.append(problem)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not problems
    assert Order.objects.count() == 10_000
    assert Import.objects.get(pk=waiting.pk).state == State.APPLIED


@pytest.mark.attack("Y5")
def test_an_account_cannot_be_deleted_from_under_an_import(transactional_db: Any, tmp_path: Path) -> None:
    """Whoever deletes a customer meanwhile waits for the import, and is then refused, for the orders are there."""
    Firm.load()
    bring_rows(tmp_path, [["1", "2026-03-01", "17", "Ines", "BUN", "1", "2"]])
    account = Account.objects.get()
    Order.objects.all().delete()
    importing = receive(
        write(tmp_path / "b.csv", [["2", "2026-03-02", "17", "Ines", "BUN", "1", "2"]], HEADER),
        "b",
        kind="orders",
        member=None,
        keep=False,
    )
    outcome: list[str] = []

    def delete() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '20s'")
                cursor.execute(
                    "DELETE FROM people_accountreference; DELETE FROM people_person; DELETE FROM people_account WHERE id = %s",
                    [account.pk],
                )
            outcome.append("deleted")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connections.close_all()

    deleting = threading.Thread(target=delete)

    def tell(step: str, share: float) -> None:
        if step == "orders":
            deleting.start()

    running.do(importing, "whole", tell, score=False)
    deleting.join()
    assert outcome == ["refused"]
    assert Order.objects.get().account_id == account.pk


def test_stopping_undoes_everything(waiting: Import) -> None:
    before = snapshot()
    running.begin(waiting, "check")
    running.stop(waiting)
    jobs.check(import_id=waiting.pk)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.problem) == (State.UNDERSTOOD, "Stopped. Nothing was changed.")
    assert snapshot() == before
    running.do(waiting, "check")
    assert Import.objects.get(pk=waiting.pk).state == State.CHECKED


@pytest.mark.django_db
def test_when_the_database_fails_in_the_middle_nothing_has_happened_and_the_page_says_so(
    tmp_path: Path,
) -> None:
    importing = receive(
        write(tmp_path / "a.csv", rows(300), HEADER), "a.csv", kind="orders", member=None, keep=False
    )
    before = snapshot()

    def tell(step: str, share: float) -> None:
        if step == "refunds":
            with connection.cursor() as cursor:
                cursor.execute(
                    "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'No space left on device'; END $$"
                )

    with pytest.raises(DatabaseError):
        running.do(importing, "whole", tell, score=False)
    assert snapshot() == before
    importing.refresh_from_db()
    assert "The disk is full. Nothing was changed." in importing.problem
    running.do(importing, "whole", score=False)
    assert Order.objects.count() == 100


@pytest.mark.django_db
def test_rows_that_were_staged_and_lost_are_read_again(tmp_path: Path) -> None:
    """After a hard stop of the server an unlogged table is empty."""
    importing = receive(
        write(tmp_path / "a.csv", rows(300), HEADER), "a.csv", kind="orders", member=None, keep=False
    )
    running.do(importing, "check")
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {importing.staged}")
    running.do(importing, "apply", score=False)
    assert Order.objects.count() == 100


@pytest.mark.django_db
def test_nothing_is_left_of_the_tables_in_between(tmp_path: Path) -> None:
    made = bring_rows(tmp_path, rows(300))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE starts_with(relname, %s)", [made.staged])
        assert cursor.fetchone()[0] == 0
    assert RejectedRow.objects.count() == 0
    assert transaction.get_connection().in_atomic_block
