"""A backup that only a passphrase or a key opens, in the age format (age-encryption.org/v1), streamed.

For a key (`age1…`): one age file, which any age program opens. With a passphrase: the same, for a key of its own that stands
before it, itself encrypted by the passphrase and armoured; age's own way to encrypt with a passphrase would have to
hold all of it in memory here. docs/self-hosting.md says how to open either without Regulars.
"""

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage
from django.conf import settings
from pyrage import x25519

from regulars.lib.errors import BadInput
from regulars.operations.backup.manifest import DAMAGED, NotABackup

PLAIN = b"age-encryption.org/v1"
BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----\n"
LONGEST_HEAD = 4096  # bytes of the key in front, armoured
SHORTEST = 12  # letters of a passphrase


class WrongKey(NotABackup):
    """It is encrypted, and not for what was given. Nothing was touched."""

    code = "wrong_key"


class BadKey(BadInput):
    """What was given is no key and no passphrase to use."""

    code = "bad_key"


@dataclass(frozen=True)
class Lock:
    """What a backup is encrypted for. Empty: it is not."""

    passphrase: str = ""
    recipients: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.passphrase or self.recipients)


@dataclass(frozen=True)
class Key:
    """What opens it: the passphrase, or the secret keys of a file that age-keygen wrote."""

    passphrase: str = ""
    identities: tuple[str, ...] = ()


NO_LOCK, NO_KEY = Lock(), Key()


def read_passphrase(path: Path) -> str:
    """The first line of a file. Raises BadKey."""
    said = read(path).splitlines()
    if not said or len(said[0]) < SHORTEST:
        raise BadKey(
            f"The passphrase in {path} is too short: {SHORTEST} letters at least, on the first line."
        )
    return said[0]


def read_identities(path: Path) -> tuple[str, ...]:
    """The secret keys in a file, one a line, with notes after a #. Raises BadKey."""
    found = tuple(
        line.strip() for line in read(path).splitlines() if line.strip() and not line.startswith("#")
    )
    for line in found:
        with refused(f"{path} holds a line that is no age key. A secret key begins with AGE-SECRET-KEY-1."):
            x25519.Identity.from_str(line)
    if not found:
        raise BadKey(f"There is no key in {path}.")
    return found


def read(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise BadKey(
            f"{path} cannot be read: {getattr(error, 'strerror', '') or 'it is no text'}."
        ) from error


@contextlib.contextmanager
def refused(sentence: str) -> Iterator[None]:
    try:
        yield
    except (pyrage.RecipientError, pyrage.IdentityError, ValueError) as error:
        raise BadKey(sentence) from error


def recipient(said: str) -> x25519.Recipient:
    with refused(f"“{said}” is no age key to encrypt for. One begins with age1; age-keygen makes it."):
        return x25519.Recipient.from_str(said)


@contextlib.contextmanager
def encrypted(file: BinaryIO, lock: Lock) -> Iterator[tuple[BinaryIO, Key]]:
    """Where to write what is to end in `file` encrypted, and a key that opens it while this program runs.

    A thread encrypts what comes through a pipe, so no more than a few pages of it are ever in memory.
    """
    ours = x25519.Identity.generate()
    recipients = [recipient(said) for said in lock.recipients]
    key = Key(identities=(str(ours),))
    if lock.passphrase:
        file.write(pyrage.passphrase.encrypt(str(ours).encode(), lock.passphrase, armored=True))
        key = Key(passphrase=lock.passphrase)
    source, target = os.pipe()
    worker = Encrypting(source, file, [*recipients, ours.to_public()])
    worker.start()
    place = os.fdopen(target, "wb")
    try:
        try:
            yield place, key
        finally:
            place.close()
    finally:
        worker.join()
        if worker.failure:  # it tells why; that the pipe broke is only what followed
            raise worker.failure


class Encrypting(threading.Thread):
    def __init__(self, source: int, file: BinaryIO, recipients: list[x25519.Recipient]) -> None:
        super().__init__(daemon=True)
        self.source, self.file, self.recipients = source, file, recipients
        self.failure: BaseException | None = None

    def run(self) -> None:
        """The library turns whatever the disk said into an error of its own; the disk's is the one to tell."""
        try:
            with os.fdopen(self.source, "rb") as source:
                pyrage.encrypt_io(source, self, self.recipients)
        except BaseException as failure:  # noqa: BLE001 # raised again by the thread that waits
            self.failure = self.failure or failure

    def write(self, content: bytes) -> int:
        try:
            return self.file.write(content)
        except OSError as failure:
            self.failure = failure
            raise

    def flush(self) -> None:
        self.file.flush()


@contextlib.contextmanager
def opened(path: Path, key: Key) -> Iterator[BinaryIO]:
    """What is in the file `path`, encrypted or not, as a file to seek in. Raises NotABackup and OSError.

    Decrypted into a file without a name in the data folder, which holds the same in the clear anyway.
    """
    with path.open("rb") as file:
        head = file.read(LONGEST_HEAD)
        if not head.startswith((PLAIN, BEGIN)):
            file.seek(0)
            yield file
            return
        identities = identities_for(head, key)
        file.seek(
            head.index(END) + len(END) if head.startswith(BEGIN) else 0
        )  # found above, or it did not open
        with tempfile.TemporaryFile(dir=settings.DATA) as plain:
            with known_failures():
                pyrage.decrypt_io(file, plain, identities)
            plain.seek(0)
            yield plain


@contextlib.contextmanager
def known_failures() -> Iterator[None]:
    try:
        yield
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise WrongKey("This backup was encrypted for another key. Nothing was changed.") from error
        raise NotABackup(DAMAGED.format("it cannot be decrypted")) from error
    except OSError as error:
        if error.errno:  # of a disk, the one it is read from or the one it is decrypted to
            raise
        raise NotABackup(DAMAGED.format("it cannot be decrypted to its end")) from error


def identities_for(head: bytes, key: Key) -> list[x25519.Identity]:
    if head.startswith(PLAIN):
        if b"-> scrypt " in head:
            raise WrongKey(
                "This was encrypted by age itself. Open it with age -d, then restore what comes out."
            )
        if not key.identities:
            raise WrongKey("This backup is encrypted for a key. Name the file that holds it with --key-file.")
        return [x25519.Identity.from_str(said) for said in key.identities]
    if not key.passphrase:
        raise WrongKey(
            "This backup is encrypted with a passphrase. Name the file that holds it with --passphrase-file."
        )
    armoured, end, _rest = head.partition(END)
    try:
        ours = pyrage.passphrase.decrypt(armoured + end, key.passphrase)
        return [x25519.Identity.from_str(ours.decode())]
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise WrongKey(
            "The passphrase does not open this backup, or its beginning is damaged. Nothing was changed."
        ) from error
