"""A scoring as a whole: one at a time, exactly once, never half, whatever happens to its process."""

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
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.lib.later import JOBS
from regulars.retention import jobs
from regulars.retention.asking import ask_for_scoring
from regulars.retention.models import Score, ScoringRun, State
from regulars.retention.reach import forget_end, reach, state_end
from regulars.retention.scoring import aside, score, scored_as_of
from regulars.retention.scoring import run as running
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every
from regulars.timeline.models import Event
from tests.cast import Cast, assemble, order

ROOT = Path(__file__).resolve().parents[3]


def rows() -> list[tuple[object, ...]]:
    return list(Score.objects.order_by("pk").values_list())


def without_run(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [tuple(value for at, value in enumerate(row) if at != 1) for row in found]


@pytest.mark.django_db
def test_scoring_twice_gives_the_same_scores(cast: Cast) -> None:
    crowd(12)
    score(AS_OF)
    first = rows()
    score(AS_OF)
    assert without_run(rows()) == without_run(first)


@pytest.mark.django_db
def test_an_index_or_the_size_of_the_firm_does_not_change_how_often_the_database_is_asked(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            score(AS_OF)
        return len(queries)

    crowd(12)
    few = asked()
    crowd(40)
    assert asked() == few


@pytest.mark.django_db
def test_the_list_is_as_of_the_day_the_orders_reach_to_never_the_clock(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    assert reach() == ago(20)
    assert score().as_of == ago(20)


@pytest.mark.django_db
def test_an_import_that_states_its_end_makes_the_records_reach_further_until_it_is_taken_back(
    cast: Cast,
) -> None:
    buys(cast.vets, 40, 20)
    state_end("import:7", ago(3))
    assert reach() == ago(3)
    run = score()
    assert run.as_of == ago(3)
    assert run.firm_facts["reach"] == {
        "as_of": ago(3).isoformat(), "newest_order": ago(20).isoformat(),
        "first_order": ago(40).isoformat(), "stated_end": ago(3).isoformat(),
    }  # fmt: skip
    state_end("import:7", ago(30))
    assert reach() == ago(20)
    forget_end("import:7")
    assert reach() == ago(20)


@pytest.mark.django_db
def test_an_order_dated_ahead_of_the_clock_does_not_pull_the_list_into_the_future(cast: Cast) -> None:
    buys(cast.vets, 20)
    order(cast.vets, timezone.localdate() + timedelta(days=300))
    assert reach() == ago(20)
    assert ScoringRun.objects.count() == 0


@pytest.mark.django_db
def test_without_orders_the_records_reach_nowhere(cast: Cast) -> None:
    state_end("import:1", ago(3))
    assert reach() is None


@pytest.mark.django_db
def test_progress_is_told_in_percents_that_only_rise(cast: Cast) -> None:
    crowd(12)
    heard: list[int] = []
    run = score(AS_OF, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] >= 90
    assert (run.state, run.progress) == (State.DONE, 100)


@pytest.mark.django_db
def test_a_look_at_another_day_leaves_no_trace(cast: Cast) -> None:
    crowd(12)
    buys(cast.harbour, *every(32, 10, until=71))
    score(AS_OF)
    before, runs, events = rows(), ScoringRun.objects.count(), Event.objects.count()
    with scored_as_of(ago(72)) as run:
        assert run.as_of == ago(72)
        assert Score.objects.get(account=cast.harbour).last_day == ago(103)
    assert rows() == before
    assert (ScoringRun.objects.count(), Event.objects.count()) == (runs, events)


@pytest.mark.django_db
def test_asking_twice_waits_once_and_records_who_asked(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    first = ask_for_scoring(by=cast.dana)
    assert ask_for_scoring(by=cast.sam) == first
    assert (first.state, first.as_of, first.asked_by) == (State.WAITING, ago(20), cast.dana)
    assert ask_for_scoring(as_of=ago(30)) != first
    assert Event.objects.filter(kind="retention.scoring_asked").count() == 1
    assert ProcrastinateJob.objects.filter(args__name="retention.score").count() == 2


@pytest.mark.django_db
def test_the_job_scores_once_however_often_it_runs(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    run = ask_for_scoring()
    for _time in range(2):
        JOBS["retention.score"](run_id=run.pk)
    run.refresh_from_db()
    finished = run.finished_at
    assert run.state == State.DONE
    jobs.score_run(run_id=run.pk)
    run.refresh_from_db()
    assert run.finished_at == finished
    jobs.score_run(run_id=run.pk + 1000)


@pytest.mark.django_db
def test_the_night_asks_for_one_scoring_and_for_none_without_orders(cast: Cast) -> None:
    jobs.score_tonight()
    assert not ScoringRun.objects.exists()
    buys(cast.vets, 40, 20)
    for _time in range(2):
        JOBS["retention.score_tonight"]()
    assert ScoringRun.objects.filter(state=State.WAITING).count() == 1


@pytest.mark.django_db
def test_a_waiting_run_looks_from_where_the_orders_reach_to_when_it_starts(cast: Cast) -> None:
    buys(cast.vets, 40, 20)
    run, named = ask_for_scoring(), ask_for_scoring(as_of=ago(30))
    buys(cast.vets, 2)
    jobs.score_run(run_id=run.pk)
    jobs.score_run(run_id=named.pk)
    assert ScoringRun.objects.get(pk=run.pk).as_of == ago(2)
    assert ScoringRun.objects.get(pk=named.pk).as_of == ago(30)


@pytest.mark.django_db
def test_a_scoring_that_fails_says_so_and_leaves_the_old_scores(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(12)
    score(AS_OF)
    before = rows()

    def broken(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(running, "keep_cases", broken)
    with pytest.raises(RuntimeError, match="disk"):
        score(AS_OF)
    assert rows() == before
    failed = ScoringRun.objects.latest("pk")
    assert (failed.state, failed.problem) == (State.FAILED, "the disk is full")


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
import os, sys, time
was = module.{function}
def slow(*args, **kwargs):
    print("there", flush=True)
    time.sleep(60)
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
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout
    assert child.stdout.readline() == "there\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 20
    while holders() and time.monotonic() < deadline:
        time.sleep(0.05)
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
