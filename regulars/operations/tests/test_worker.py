"""The worker: what a dead one left is done again, exactly what is due, and no more."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params

from config.schedule import SCHEDULE
from regulars.lib import later
from regulars.operations import taking_over, worker
from regulars.operations.health import WORKER_LOCK, examine
from regulars.operations.tests.installations import wait_for
from tests.looping import finished

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other() -> Iterator[psycopg.Connection[Any]]:
    """What a living worker holds: a connection of its own."""
    with psycopg.connect(**connector_params(), autocommit=True) as its_own:
        yield its_own


def registered(seconds_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def job_of(worker_id: int | None, attempts: int = 0, queueing_lock: str | None = None) -> int:
    task = queue.configure_task("regulars.run_job", queueing_lock=queueing_lock)
    job = task.defer(name="bench.nothing", kwargs={})
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s, attempts = %s where id = %s",
            [worker_id, attempts, job],
        )
    return job


def take_over() -> int:
    async def once() -> int:
        app = queue.with_connector(queue.connector.get_worker_connector())  # type: ignore[attr-defined] # Django's has it
        async with app.open_async(), worker.caretaker_connection() as its_own:
            return await taking_over.take_over(app, its_own)

    return finished(once())


def status(job: int) -> tuple[str, int]:
    found = ProcrastinateJob.objects.get(pk=job)
    return found.status, found.attempts


def test_what_a_dead_worker_was_doing_is_put_back_once() -> None:
    job = job_of(registered(seconds_ago=10))
    assert take_over() == 1
    assert status(job) == ("todo", 1)
    assert take_over() == 0
    assert status(job) == ("todo", 1)


def test_what_a_living_worker_does_is_left_to_it(other: psycopg.Connection[Any]) -> None:
    living = registered(seconds_ago=1000)
    other.execute("select pg_advisory_lock(%s, %s)", [WORKER_LOCK, living])
    job = job_of(living)
    assert take_over() == 0
    assert status(job) == ("doing", 0)
    other.close()
    wait_for(lambda: take_over() == 1)


def test_a_worker_that_has_just_come_is_not_taken_for_dead() -> None:
    job = job_of(registered(seconds_ago=0))
    assert take_over() == 0
    assert status(job) == ("doing", 0)


def test_a_job_whose_worker_is_forgotten_is_put_back() -> None:
    job = job_of(None)
    assert take_over() == 1
    assert status(job) == ("todo", 1)


def test_a_job_that_killed_too_many_workers_is_given_up() -> None:
    job = job_of(registered(seconds_ago=10), attempts=taking_over.ATTEMPTS)
    take_over()
    assert status(job)[0] == "failed"


def test_a_job_that_waits_again_already_is_not_doubled() -> None:
    left = job_of(registered(seconds_ago=10), queueing_lock="score")
    waiting = queue.configure_task("regulars.run_job", queueing_lock="score").defer(
        name="bench.nothing", kwargs={}
    )
    take_over()
    assert (status(left)[0], status(waiting)[0]) == ("failed", "todo")


def test_every_timer_of_the_schedule_is_kept_and_a_missed_one_runs_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(
        later, "JOBS", {timer.job: lambda name=timer.job: ran.append(name) for timer in SCHEDULE}
    )
    app = App(connector=queue.connector)
    worker.register_tasks(app)
    assert {task for task, _id in app.periodic_registry.periodic_tasks} == {
        f"timer:{timer.job}" for timer in SCHEDULE
    }
    for timer in SCHEDULE:
        app.tasks[f"timer:{timer.job}"].func(1_700_000_000)
    assert ran == [timer.job for timer in SCHEDULE]
    assert all(app.tasks[f"timer:{timer.job}"].queueing_lock == timer.job for timer in SCHEDULE)


def test_the_worker_counts_as_well_while_it_holds_its_lock(other: psycopg.Connection[Any]) -> None:
    assert examine()["worker"] == "not running"
    living = registered(seconds_ago=1)
    other.execute("select pg_advisory_lock(%s, %s)", [WORKER_LOCK, living])
    assert examine() == {"web": "ok", "database": "ok", "worker": "ok"}
    other.close()
    wait_for(lambda: examine()["worker"] == "not running")


def test_a_worker_that_hangs_does_not_count_as_well(other: psycopg.Connection[Any]) -> None:
    hanging = registered(seconds_ago=600)
    other.execute("select pg_advisory_lock(%s, %s)", [WORKER_LOCK, hanging])
    assert examine()["worker"] == "not running"
