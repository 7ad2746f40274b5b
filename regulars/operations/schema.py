"""The database's schema against ours: behind, level, or ahead."""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from regulars.operations.problems import Problem

MIGRATING = 0x5E6A11


def pending() -> list[str]:
    """Names of migrations that the database has not seen. Raises Problem where it has seen ones we do not know."""
    executor = MigrationExecutor(connection)
    unknown = ahead(set(executor.loader.applied_migrations), set(executor.loader.disk_migrations))
    if unknown:
        raise Problem(
            f"This data was last used by a newer Regulars (it knows {unknown[0]}); this is {settings.VERSION}. "
            "Bring the clone up to date, or restore a backup made before."
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def ahead(applied: set[tuple[str, str]], known: set[tuple[str, str]]) -> list[str]:
    """Migrations of apps we have that are applied and not among ours."""
    apps = {app for app, _name in known}
    return sorted(f"{app}.{name}" for app, name in applied - known if app in apps)


def is_new() -> bool:
    """Whether no migration was ever applied: there is nothing to lose yet."""
    recorder = MigrationRecorder(connection)
    return not recorder.has_table() or not recorder.migration_qs.exists()


def migrate() -> None:
    """Apply what is pending. Each migration is one transaction: after a kill the next call goes on where it was."""
    call_command("migrate", interactive=False, verbosity=0)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One preparation of this database at a time, wherever it is started."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [MIGRATING])
