"""The keyed hash of an address: HMAC-SHA256 (RFC 2104), in Python for one and in SQL for a list of ten thousand.

The key is a file among the installation's files (`files/trust/suppression_key`): outside the database, inside every backup.
Without it nobody would be recognised after a restore.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

BLOCK = 64  # bytes, of SHA-256
KEY_LENGTH = 32


def digest(address: str) -> str:
    """In hexadecimal, of an e-mail or a phone number as E.164. Only case and space around it are folded, ASCII letters
    alone, so that the database says the same."""
    return hmac.new(key(), address.strip().encode().lower(), hashlib.sha256).hexdigest()


def sql_digest(address: str) -> str:
    """The SQL for the same of an expression, with the parameters that `pads` gives."""
    said = f"convert_to(lower(btrim({address}) COLLATE \"C\"), 'UTF8')"
    return f"encode(sha256(%(outer)s::bytea || sha256(%(inner)s::bytea || {said})), 'hex')"


def pads() -> dict[str, bytes]:
    padded = key().ljust(BLOCK, b"\0")
    return {name: bytes(byte ^ mask for byte in padded) for name, mask in (("inner", 0x36), ("outer", 0x5C))}


def key() -> bytes:
    return _read(Path(settings.MEDIA_ROOT) / "trust" / "suppression_key")


@lru_cache(maxsize=4)
def _read(path: Path) -> bytes:
    """Made at the first use; of two that make it at once the first one's stays."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(KEY_LENGTH).encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return bytes.fromhex(path.read_text().strip())
