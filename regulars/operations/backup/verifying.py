"""Reads a backup from end to end and trusts nothing in it. Nothing is written anywhere."""

import contextlib
import hashlib
import stat
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from regulars.operations.backup import database, encrypting
from regulars.operations.backup.encrypting import NO_KEY, Key
from regulars.operations.backup.manifest import (
    DAMAGED,
    DUMP,
    FILES,
    NAME,
    Manifest,
    Member,
    NotABackup,
    parse,
    read_limited,
)

CHUNK = 1024 * 1024


def verify(path: Path, key: Key = NO_KEY) -> Manifest:
    """Every member is named, safe, whole and unchanged, and pg_restore can read the dump. Raises NotABackup."""
    with opened(path, key) as archive:
        return examine(archive)


def examine(archive: zipfile.ZipFile) -> Manifest:
    manifest = read_manifest(archive)
    check_names(archive, manifest)
    for name, member in manifest.members.items():
        check_member(archive, name, member)
    check_dump(archive)
    return manifest


@contextlib.contextmanager
def opened(path: Path, key: Key = NO_KEY) -> Iterator[zipfile.ZipFile]:
    """The archive, decrypted where it has to be; what Python's zip reader stumbles over becomes NotABackup."""
    try:
        if path.stat().st_size == 0:
            raise NotABackup(f"{path} is empty. Nothing was changed. Use another copy of the backup.")
        with encrypting.opened(path, key) as file, zipfile.ZipFile(file) as archive:
            yield archive
    except (OSError, IsADirectoryError) as error:
        raise NotABackup(f"{path} cannot be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise NotABackup(
            f"{path} is not a whole Regulars backup (cut short, changed, or another kind of file). Nothing was changed."
        ) from error


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    if NAME not in archive.namelist():
        raise NotABackup("This is not a Regulars backup: it has no manifest. Nothing was changed.")
    with archive.open(NAME) as file:
        return parse(read_limited(file))  # type: ignore[arg-type] # an IO[bytes] is what it reads


def check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Exactly the members the manifest names, each once, each a plain file that stays inside its folder."""
    names = [info.filename for info in archive.infolist()]
    if len(names) != len(set(names)) or set(names) != {*manifest.members, NAME}:
        raise NotABackup(DAMAGED.format("what is in it is not what its manifest says"))
    for info in archive.infolist():
        kind = stat.S_IFMT(info.external_attr >> 16)
        if not is_safe(info.filename) or kind not in {0, stat.S_IFREG} or info.flag_bits & 1:
            raise NotABackup(
                DAMAGED.format(f"{info.filename!r} is not a name or a kind of file that a backup holds")
            )


def is_safe(name: str) -> bool:
    if name in {NAME, DUMP}:
        return True
    parts = name.split("/")
    clean = not any(part in {"", ".", ".."} for part in parts) and PurePosixPath(name).as_posix() == name
    return name.startswith(FILES) and clean and "\\" not in name and name.isprintable()


def check_member(archive: zipfile.ZipFile, name: str, member: Member) -> None:
    """Same length, same content. Never unpacks more than was announced, so a bomb stays small."""
    if archive.getinfo(name).file_size != member.size:
        raise NotABackup(DAMAGED.format(f"{name} has another length than its manifest says"))
    digest = hashlib.sha256()
    with archive.open(name) as source:
        for chunk in chunks(source, member.size):
            digest.update(chunk)
    if digest.hexdigest() != member.sha256:
        raise NotABackup(DAMAGED.format(f"{name} was changed after the backup was made"))


def chunks(source: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while left > 0 and (chunk := source.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
    if left or source.read(1):
        raise NotABackup(DAMAGED.format("a part of it has another length than announced"))


def check_dump(archive: zipfile.ZipFile) -> None:
    """pg_restore reads the dump's table of contents."""
    with tempfile.TemporaryFile() as errors, archive.open(DUMP) as source:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL}
        process = database.start("pg_restore", ["--list"], errors, **pipes)
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # the contents come first; it need not read the rest
            for chunk in iter(lambda: source.read(CHUNK), b""):
                process.stdin.write(chunk)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        if process.wait():
            raise NotABackup(DAMAGED.format("PostgreSQL cannot read the database in it"))
