"""Whether the installation is well, part by part, in words that say nothing about its inside."""

from django.db import DatabaseError, connection

LIVELY = 45  # seconds since the worker's last sign of life; it gives one every ten
WORKER_LOCK = 0x5E60  # the class of the advisory locks that working workers hold, by their number

WELL = "ok"


def examine() -> dict[str, str]:
    """{"web", "database", "worker"} → "ok" or what is wrong. Never raises for a database that is away."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                """select exists (
                     select from procrastinate_workers as worker join pg_locks as lock
                       on lock.locktype = 'advisory' and lock.classid = %s and lock.objid = worker.id and lock.granted
                     where worker.last_heartbeat > now() - make_interval(secs => %s)
                       and lock.database = (select oid from pg_database where datname = current_database()))""",
                [WORKER_LOCK, LIVELY],
            )
            working = cursor.fetchone()[0]
    except DatabaseError:
        connection.close()
        return {"web": WELL, "database": "not reachable", "worker": "unknown"}
    return {"web": WELL, "database": WELL, "worker": WELL if working else "not running"}
