"""From one PostgreSQL major version to the next, for data that an older Regulars made."""

import os
import shutil
import tempfile
from pathlib import Path

from regulars.operations.postgres import programs, settings
from regulars.operations.problems import Problem


def upgrade_if_old(pgdata: Path) -> None:
    """Bring the database's files to the version we ship; the old ones stay beside them as `postgres.NN`.

    Raises Problem where the files are newer than our programs, or older than any we have.
    """
    found = version_of(pgdata)
    if found is None or found == programs.MAJOR:
        return
    if found > programs.MAJOR:
        raise Problem(
            f"This data was written by PostgreSQL {found}; this Regulars brings {programs.MAJOR}. "
            "Use the newer Regulars that wrote it."
        )
    if found not in programs.FOLDERS:
        raise Problem(
            f"This data was written by PostgreSQL {found}, which this Regulars no longer brings. "
            "Start it with the older Regulars, make a backup, and restore that here."
        )
    upgrade(pgdata, found)


def version_of(pgdata: Path) -> int | None:
    try:
        return int((pgdata / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def upgrade(pgdata: Path, old: int) -> None:
    """Run pg_upgrade into a new folder beside the old one, then change places."""
    account = programs.server_account()
    if account:
        programs.let_run(old)
        programs.let_run()
    draft = pgdata.with_name(pgdata.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    work = Path(tempfile.mkdtemp(prefix="regulars-upgrade-"))
    try:
        for folder in (draft, work):
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)
        _make_like(pgdata, draft, old)
        command = [programs.program("pg_upgrade"), "-U", settings.SUPERUSER, "--socketdir", str(work)]
        command += ["-b", str(programs.folder(old)), "-B", str(programs.folder())]
        command += ["-d", str(pgdata), "-D", str(draft)]
        programs.run(command, account, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    pgdata.rename(pgdata.with_name(f"{pgdata.name}.{old}"))
    draft.rename(pgdata)


def _make_like(pgdata: Path, draft: Path, old: int) -> None:
    """A new, empty cluster with the old one's page checksums and locale; pg_upgrade insists on both."""
    account = programs.server_account()
    control = programs.run([programs.program("pg_controldata", old), "-D", str(pgdata)], account)
    has_checksums = "Data page checksum version:           0" not in control
    command = [programs.program("initdb"), "-D", str(draft), "-U", settings.SUPERUSER, "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C", "--no-instructions"]
    command += ["--data-checksums" if has_checksums else "--no-data-checksums"]
    if old >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    programs.run(command, account)
