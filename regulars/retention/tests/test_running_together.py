"""Scorings beside readers, beside each other, and killed: one at a time, never half, nobody waits for long."""

import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from regulars.retention import jobs
from regulars.retention.asking import ask_for_scoring
from regulars.retention.models import Score, ScoringRun, State
from regulars.retention.scoring import aside, score
from regulars.retention.scoring import run as running
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, every, rows, without_run
from tests.cast import Cast, assemble

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def committed(transactional_db: None) -> Cast:
    """The cast with a crowd, really committed: what other processes and connections see."""
    people = assemble()
    crowd(20)
    buys(people.harbour, *every(32, 10, until=71))
    return people


def shape() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'retention_score'::regclass"
            " UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'retention_score' ORDER BY 1, 2"
        )
        return list(cursor.fetchall())


def test_the_table_built_aside_has_every_check_and_index_of_the_one_it_replaces(committed: Cast) -> None:
    before = shape()
    assert len(before) > 10
    score(AS_OF)
    score(AS_OF)
    assert shape() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [aside.NEXT])
        assert cursor.fetchone() == (None,)


def test_a_long_reader_is_not_waited_for(committed: Cast) -> None:
    score(AS_OF)
    before = rows()
    reader = connection.copy()
    try:
        reader.set_autocommit(False)
        with reader.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM retention_score")
            run = score(AS_OF)
            assert run.state == State.DONE
            cursor.execute("SELECT count(*) FROM retention_score")
            assert cursor.fetchone()[0] == len(before)
    finally:
        reader.rollback()
        reader.close()
    assert without_run(rows()) == without_run(before)
    assert {row[1] for row in rows()} == {run.pk}


def test_two_scorings_at_once_take_turns(committed: Cast) -> None:
    failures: list[BaseException] = []

    def one() -> None:
        try:
            score(AS_OF)
        except BaseException as failure:  # noqa: BLE001 - told by the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    runs = list(ScoringRun.objects.order_by("pk"))
    assert [run.state for run in runs] == [State.DONE] * 3
    by_time = sorted(runs, key=lambda run: run.finished_at or timezone.now())
    for earlier, later in itertools.pairwise(by_time):
        assert earlier.finished_at
        assert later.started_at
        assert earlier.finished_at <= later.started_at + timedelta(milliseconds=200)
    assert Score.objects.count() == 24


def test_the_same_run_given_to_two_workers_is_done_once(committed: Cast) -> None:
    run = ask_for_scoring(as_of=AS_OF)
    threads = [threading.Thread(target=in_thread, args=(run.pk,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run.refresh_from_db()
    assert run.state == State.DONE
    assert Score.objects.count() == 24


def in_thread(run_id: int) -> None:
    try:
        jobs.score_run(run_id=run_id)
    finally:
        connection.close()


SCORE = """
import django; django.setup()
from datetime import date
from regulars.retention.scoring import score
from regulars.retention.scoring import {module} as module
import os, sys
was = module.{function}
def slow(*args, **kwargs):
    print("there", flush=True)
    sys.stdin.read()
module.{function} = slow
score(date(2026, 6, 30))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("run", "read_known"),
        ("run", "firm_facts"),
        ("run", "keep_cases"),
        ("run", "finish"),
        ("aside", "take_place"),
    ],
)
def test_kill_9_of_a_scoring_leaves_the_scores_as_they_were(
    committed: Cast, module: str, function: str
) -> None:
    score(AS_OF)
    before, made = rows(), shape()
    environment = os.environ | {"DATABASE_URL": test_database(), "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, "-c", SCORE.format(module=module, function=function)],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout
    assert child.stdout.readline() == "there\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 20
    while holders() and time.monotonic() < deadline:
        time.sleep(0.05)  # between two looks at who holds the turn
    assert rows() == before
    assert shape() == made
    died = ScoringRun.objects.latest("pk")
    assert died.state == State.RUNNING
    jobs.score_run(run_id=died.pk)  # the queue runs a killed job again
    died.refresh_from_db()
    assert died.state == State.DONE
    assert without_run(rows()) == without_run(before)


def test_a_run_that_died_is_marked_failed_by_the_next(committed: Cast) -> None:
    died = ScoringRun.objects.create(as_of=AS_OF, state=State.RUNNING)
    score(AS_OF)
    died.refresh_from_db()
    assert died.state == State.FAILED
    assert died.problem


def holders() -> int:
    """Who holds the scoring's turn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database AS base ON base.oid = database"
            " WHERE locktype = 'advisory' AND objid = %s AND datname = current_database()",
            [running.LOCK],
        )
        found: int = cursor.fetchone()[0]
    return found


def test_database() -> str:
    """The address of the database this test runs in."""
    values = settings.DATABASES["default"]
    user, name, host, port = values["USER"], values["NAME"], values["HOST"], values["PORT"]
    where = f"{host}:{port}" if port and not host.startswith("/") else ("" if host.startswith("/") else host)
    query = f"?host={host}" + (f"&port={port}" if port else "") if host.startswith("/") else ""
    secret = f":{values['PASSWORD']}" if values["PASSWORD"] else ""
    return f"postgresql://{user}{secret}@{where}/{name}{query}"


test_database.__test__ = False  # type: ignore[attr-defined] # a helper, whatever its name
