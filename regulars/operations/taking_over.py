"""What a killed worker was doing is done again by the living ones, exactly because every job claims before it acts."""

import logging
from typing import Any

import psycopg
from django.utils import timezone
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status

from regulars.operations.health import WORKER_LOCK

logger = logging.getLogger(__name__)

ATTEMPTS = 5  # a job that took this many workers with it is not tried again
NEW_WORKER = 3  # seconds in which a worker may be registered and not yet hold its lock

DEAD = """
    select worker.id from procrastinate_workers as worker
    where worker.last_heartbeat < now() - make_interval(secs => %s)
      and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = %s and objid = worker.id
          and database = (select oid from pg_database where datname = current_database()))
"""
LEFT_BEHIND = """
    select id, attempts from procrastinate_jobs
    where status = 'doing' and (worker_id is null or worker_id = any(%s)) order by id
"""


async def take_over(app: App, connection: psycopg.AsyncConnection[Any]) -> int:
    """Put back what dead workers left half done; returns how many jobs. A worker is dead when its lock is free."""
    dead = [row[0] for row in await (await connection.execute(DEAD, [NEW_WORKER, WORKER_LOCK])).fetchall()]
    left = await (await connection.execute(LEFT_BEHIND, [dead])).fetchall()
    for job, attempts in left:
        await again_or_give_up(app, job, attempts)
    if dead:
        await connection.execute("delete from procrastinate_workers where id = any(%s)", [dead])
    return len(left)


async def again_or_give_up(app: App, job: int, attempts: int) -> None:
    """Back into the queue; failed where it has killed too often, or where the same job waits there already."""
    manager = app.job_manager
    try:
        if attempts < ATTEMPTS:
            await manager.retry_job_by_id_async(job, retry_at=timezone.now())
            logger.warning("job %s is done again: its worker died", job)
            return
    except ConnectorException:
        logger.info("job %s waits in the queue a second time already", job)
    await manager.finish_job_by_id_async(job, status=Status.FAILED, delete_job=False)
    logger.error("job %s is given up: its workers died or it waits again already", job)
