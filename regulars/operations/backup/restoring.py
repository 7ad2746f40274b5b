"""Brings a backup back into an empty installation: all of it, or the installation stays empty."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from regulars.lib.errors import BadInput
from regulars.operations import schema
from regulars.operations.backup import database, verifying
from regulars.operations.backup.encrypting import NO_KEY, Key
from regulars.operations.backup.making import CHUNK, Progress, silent
from regulars.operations.backup.manifest import DUMP, FILES, Manifest, NotABackup

ROOM = 1.2  # the database takes more room than its dump; this is the least that makes sense


class CannotRestore(BadInput):
    """The backup may be good, but not here or not now. Nothing was changed."""

    code = "cannot_restore"


def restore(path: Path, progress: Progress = silent, key: Key = NO_KEY) -> Manifest:
    """Verify `path`, restore it, compare every table's rows with its manifest, and migrate to this version.

    Raises NotABackup or CannotRestore, both with nothing changed or everything emptied again.
    """
    progress("reading the backup")
    with verifying.opened(path, key) as archive:
        manifest = verifying.examine(archive)
        refuse_newer(manifest)
        refuse_unless_empty()
        refuse_without_room(manifest)
        bring_back(archive, manifest, progress)
    progress("this version's changes")
    schema.migrate()
    return manifest


def bring_back(archive: zipfile.ZipFile, manifest: Manifest, progress: Progress) -> None:
    files = Path(settings.MEDIA_ROOT)
    staged = files.with_name(f"{files.name}.restoring")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        progress("the files")
        unpack_files(archive, manifest, staged)
        progress("the database")
        put_files(staged, files)
        with emptied_on_failure(files):
            restore_database(archive)
            compare(manifest)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def refuse_newer(manifest: Manifest) -> None:
    known = set(MigrationLoader(None).disk_migrations)
    applied = {(app, name) for app, _dot, name in (item.partition(".") for item in manifest.migrations)}
    if schema.ahead(applied, known):
        raise NotABackup(
            f"This backup was made by a newer Regulars ({manifest.version}); this is {settings.VERSION}. "
            "Bring this one up to date first. Nothing was changed."
        )


def refuse_unless_empty() -> None:
    """No member, no account, no order, and no table of somebody else's."""
    names = ("team.Member", "people.Account", "orders.Order")
    filled = [name for name in names if table_exists(name) and apps.get_model(name)._default_manager.exists()]
    if filled:
        raise CannotRestore(
            "There is data here already, and a restore never overwrites. Restore into an empty folder: "
            "REGULARS_DATA=/path/to/new bin/regulars restore FILE."
        )
    models = apps.get_models(include_auto_created=True)
    ours = {"django_migrations", *database.FLEETING, *(model._meta.db_table for model in models)}
    with connection.cursor() as cursor:
        strange = {table.name for table in connection.introspection.get_table_list(cursor)} - ours
    if strange:
        raise CannotRestore(
            f"The database holds a table that is not Regulars' own ({min(strange)}). Restore into a database of its own."
        )


def table_exists(model: str) -> bool:
    return apps.get_model(model)._meta.db_table in connection.introspection.table_names()


def refuse_without_room(manifest: Manifest) -> None:
    free = shutil.disk_usage(settings.DATA).free
    if manifest.size * ROOM > free:
        needed, have = (round(amount / 1e6) for amount in (manifest.size * ROOM, free))
        raise CannotRestore(
            f"This needs about {needed} MB on the disk of {settings.DATA}, and {have} MB are free."
        )


def unpack_files(archive: zipfile.ZipFile, manifest: Manifest, staged: Path) -> None:
    staged.mkdir(mode=0o700)
    for name, member in manifest.members.items():
        if not name.startswith(FILES):
            continue
        target = staged / name.removeprefix(FILES)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file, archive.open(name) as source:
            for chunk in verifying.chunks(source, member.size):
                file.write(chunk)


def put_files(staged: Path, files: Path) -> None:
    """In place of the files there; those belong to nothing in an empty installation, yet are kept beside."""
    if any(path.is_file() for path in files.rglob("*")):
        files.rename(files.with_name(f"{files.name}.before-restore-{time.time_ns()}"))
    else:
        shutil.rmtree(files, ignore_errors=True)
    staged.rename(files)
    (files / "imports").mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def emptied_on_failure(files: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        drop_everything()
        schema.migrate()
        shutil.rmtree(files, ignore_errors=True)
        (files / "imports").mkdir(mode=0o700, parents=True)
        raise


def restore_database(archive: zipfile.ZipFile) -> None:
    """In one transaction of pg_restore's: a kill leaves a database without tables, which the next start fills."""
    drop_everything()
    connection.close()
    arguments = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    arguments += ["--dbname", str(connection.settings_dict["NAME"])]
    with tempfile.TemporaryFile() as errors, archive.open(DUMP) as source:
        process = database.start("pg_restore", arguments, errors, stdin=subprocess.PIPE)
        assert process.stdin is not None
        try:
            with contextlib.suppress(BrokenPipeError):
                shutil.copyfileobj(source, process.stdin, CHUNK)
                process.stdin.close()
            if process.wait():
                errors.seek(0)
                raise CannotRestore(
                    f"PostgreSQL refused the backup: {errors.read().decode(errors='replace').strip()}"
                )
        finally:
            process.kill()
            process.wait()


def drop_everything() -> None:
    """Every table, type and function of ours. The database was found to hold nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("drop owned by current_user cascade")


def compare(manifest: Manifest) -> None:
    found = database.count_rows()
    wrong = sorted(table for table, rows in manifest.rows.items() if found.get(table) != rows)
    if wrong:
        table = wrong[0]
        raise CannotRestore(
            f"After the restore {table} held {found.get(table, 0)} rows instead of {manifest.rows[table]}, so "
            "everything was emptied again. Use another copy of the backup."
        )
