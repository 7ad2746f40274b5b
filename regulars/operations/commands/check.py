"""Look the installation over: settings, folders, migrations, what is in it, and whether its history is whole.

Changes nothing. Ends with 2 and one sentence for each thing that wants attention.
"""

import shutil

from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from regulars.operations import schema
from regulars.operations.commands import Options
from regulars.operations.problems import Problem
from regulars.operations.running import is_up
from regulars.team.second_step import unreadable
from regulars.trust import hashing
from regulars.trust.history import verify

PREPARED = False
LITTLE_ROOM = 1_000_000_000
COUNTED = ("team.Member", "people.Account", "people.Person", "orders.Order")


def run(options: Options) -> None:
    wrong = [f"{message.msg} {message.hint or ''}".strip() for message in run_checks()]
    pending = schema.pending()
    if pending:
        wrong.append(f"Changes to the database are waiting ({len(pending)}); bin/up makes them.")
    free = shutil.disk_usage(settings.DATA).free
    if free < LITTLE_ROOM:
        wrong.append(f"Only {free / 1e6:.0f} MB are free on the disk of {settings.DATA}.")
    if not pending and (locked := unreadable()):
        wrong.append(
            f"The second step of {locked} was set up under another secret key, so they cannot come in. Bring back that "
            "key, or let each start afresh: bin/regulars owner-link EMAIL --without-second-step."
        )
    if not pending and not hashing.is_readable():
        wrong.append(str(hashing.unreadable()))
    for line in facts(options):
        print(line)
    if not pending:
        history = verify()
        print(f"history: {history.links:,} links, {history.waiting:,} waiting; the last is {history.head}")
        if history.broken:
            wrong.append(history.broken)
    if wrong:
        raise Problem("\n".join(wrong))
    print("All well.")


def facts(options: Options) -> list[str]:
    major, minor = divmod(connection.pg_version, 10000)  # type: ignore[attr-defined] # PostgreSQL's own
    known = set(connection.introspection.table_names())
    models = [apps.get_model(name) for name in COUNTED]
    counts = [
        f"{model._meta.verbose_name_plural}: {model._default_manager.count():,}"
        for model in models
        if model._meta.db_table in known
    ]
    return [
        f"Regulars {settings.VERSION}, PostgreSQL {major}.{minor}",
        f"data: {settings.DATA}",
        f"bin/up: {'running' if is_up(options.data) else 'not running'}",
        *counts,
    ]
