"""The worker: does what was put off for later, keeps the schedule, and picks up what a killed worker left."""

import asyncio
import contextlib
import importlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import psycopg
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from procrastinate import App, RetryStrategy
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.utils import connector_params
from procrastinate.worker import Worker

from config.schedule import SCHEDULE
from regulars.lib import later
from regulars.operations import taking_over
from regulars.operations.health import WORKER_LOCK

logger = logging.getLogger(__name__)

OURS: WorkerOptions = {"concurrency": 2, "shutdown_graceful_timeout": 5.0}
CATCH_UP = 3 * 24 * 3600.0  # a timer missed while the machine slept still runs (once) when it is not older
LOOK_AROUND = 5.0


def load_jobs() -> None:
    """Import every app's jobs.py, which registers its jobs by being there."""
    for config in apps.get_app_configs():
        if config.name.startswith("regulars.") and module_has_submodule(config.module, "jobs"):
            importlib.import_module(f"{config.name}.jobs")


def register_tasks(app: App) -> None:
    """The two tasks that `lib.later` writes, and one for each timer of the schedule."""
    again = RetryStrategy(max_attempts=3, exponential_wait=5)
    app.task(name="regulars.run_job", retry=again)(later.run_job)
    app.task(name="regulars.run_method", retry=again)(later.run_method)
    for timer in SCHEDULE:
        task = app.task(name=f"timer:{timer.job}", queueing_lock=timer.job, lock=timer.job)(ticker(timer.job))
        app.periodic(cron=timer.cron, periodic_id=timer.job)(task)


def ticker(job: str) -> Callable[[int], None]:
    def tick(timestamp: int) -> None:
        later.run_job(job, {})

    return tick


async def work(app: App) -> None:
    """Work until asked to stop. Raises where the database goes away; the supervisor starts us again."""
    async with app.open_async(), caretaker_connection() as connection:
        await taking_over.take_over(app, connection)
        worker = Worker(app, **(app.worker_defaults | OURS))
        working = asyncio.create_task(worker.run())  # type: ignore[no-untyped-call] # theirs
        caretaking = asyncio.create_task(take_care(app, worker, connection))
        done, _pending = await asyncio.wait({caretaking, working}, return_when=asyncio.FIRST_COMPLETED)
        if caretaking in done:
            worker.stop()  # type: ignore[no-untyped-call] # theirs
            await working
        caretaking.cancel()
        for task in done:
            task.result()


@contextlib.asynccontextmanager
async def caretaker_connection() -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    async with await psycopg.AsyncConnection.connect(**connector_params(), autocommit=True) as connection:
        yield connection


async def take_care(app: App, worker: Worker, connection: psycopg.AsyncConnection[Any]) -> None:
    """Show by a lock that this worker lives (its end ends the lock), and look for workers that do not."""
    while worker.worker_id is None:
        await asyncio.sleep(0.02)
    await connection.execute("select pg_advisory_lock(%s, %s)", [WORKER_LOCK, worker.worker_id])
    while True:
        await asyncio.sleep(LOOK_AROUND)
        await taking_over.take_over(app, connection)


def main(arguments: Sequence[str]) -> int:
    load_jobs()
    register_tasks(queue)
    app = queue.with_connector(queue.connector.get_worker_connector())  # type: ignore[attr-defined] # Django's has it
    app.periodic_defaults = {"max_delay": CATCH_UP}
    asyncio.run(work(app))
    return 0
