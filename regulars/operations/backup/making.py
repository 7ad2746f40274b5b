"""Makes a backup: whole and verified under its name, or not there at all."""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.db import connection

from regulars.lib.errors import BadInput
from regulars.operations.backup import database, encrypting, verifying
from regulars.operations.backup.encrypting import NO_KEY, NO_LOCK, Key, Lock
from regulars.operations.backup.manifest import DUMP, FILES, NAME, Manifest, Member
from regulars.trust.history.sealing import head

CHUNK = 1024 * 1024
Progress = Callable[[str], None]


class BackupFailed(BadInput):
    """Nothing with the backup's name was written; the sentence says why."""

    code = "backup_failed"


def silent(step: str) -> None:
    """The progress of whoever does not want to know."""


def make_backup(out: Path, progress: Progress = silent, lock: Lock = NO_LOCK) -> Manifest:
    """Write everything but the secrets to `out`, which must not be there yet. Raises BackupFailed.

    Encrypted for `lock` on the way, if there is one. Written beside its place, flushed to the disk, read back and
    compared, and only then given its name.
    """
    if out.exists():
        raise BackupFailed(f"{out} is there already, and a backup never overwrites. Choose another name.")
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        sweep(out.parent)
        with draft.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            fcntl.flock(file, fcntl.LOCK_EX)
            manifest, key = written(file, progress, lock)
            file.flush()
            os.fsync(file.fileno())
            progress("reading it back")
            verifying.verify(draft, key)
            draft.rename(out)
            flush_folder(out.parent)
    except OSError as error:
        raise BackupFailed(
            f"The backup could not be written to {out.parent}: {error.strerror}. Nothing was left there; "
            "make room or choose another place."
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def sweep(folder: Path) -> None:
    """Remove what killed backups left: a draft that nobody holds."""
    for path in folder.glob(".*.part"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def written(file: BinaryIO, progress: Progress, lock: Lock) -> tuple[Manifest, Key]:
    """What was written, and the key to read it back with."""
    if not lock:
        return write(file, progress), NO_KEY
    with encrypting.encrypted(file, lock) as (place, key):
        return write(place, progress), key


def write(file: BinaryIO, progress: Progress) -> Manifest:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with database.snapshot() as name:
            manifest = Manifest(
                version=settings.VERSION,
                postgresql=connection.pg_version // 10000,  # type: ignore[attr-defined] # PostgreSQL's own
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                migrations=database.migrations(),
                rows=database.count_rows(),
                history=str(head()),
            )
            progress("the database")
            with dumped(name) as dump:
                manifest.members[DUMP] = add(archive, DUMP, dump, zipfile.ZIP_STORED)
        progress("the files")
        for path, member in attachments(settings.MEDIA_ROOT):
            with contextlib.suppress(FileNotFoundError), path.open("rb") as source:
                manifest.members[member] = add(archive, member, source, zipfile.ZIP_DEFLATED)
        archive.writestr(NAME, manifest.to_json())
    return manifest


@contextlib.contextmanager
def dumped(snapshot: str) -> Iterator[IO[bytes]]:
    """pg_dump's output as it comes. Raises BackupFailed where it ends badly."""
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    arguments += [f"--exclude-table-data={table}" for table in database.FLEETING]
    with tempfile.TemporaryFile() as errors:
        process = database.start("pg_dump", arguments, errors, stdout=subprocess.PIPE)
        assert process.stdout is not None
        try:
            yield process.stdout
            process.stdout.close()
            if process.wait():
                errors.seek(0)
                raise BackupFailed(
                    f"The database could not be read: {errors.read().decode(errors='replace').strip()}"
                )
        finally:
            process.kill()
            process.wait()


def attachments(root: Path) -> Iterator[tuple[Path, str]]:
    """Every plain file under `root` and its name in the archive; links are not followed."""
    for folder, _folders, names in os.walk(root):
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path, FILES + path.relative_to(root).as_posix()


def add(archive: zipfile.ZipFile, name: str, source: IO[bytes], compression: int) -> Member:
    info = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    info.compress_type = compression
    info.external_attr = 0o600 << 16
    digest = hashlib.sha256()
    size = 0
    with archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return Member(size, digest.hexdigest())


def flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
