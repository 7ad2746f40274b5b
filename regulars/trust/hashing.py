"""The keyed hash of an address: HMAC-SHA256 (RFC 2104), in Python for one and in SQL for a list of ten thousand.

The key is a file among the installation's files (`files/trust/suppression_key`): outside the database, inside every backup.
Without it nobody would be recognised, so the database keeps a mark of the key, and where that does not fit, the list of
those who told us to stop counts as unreadable: everything but serving is refused.
"""

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from regulars.trust.errors import ListUnreadable
from regulars.trust.models.suppression_key import SuppressionKey

BLOCK = 64  # bytes, of SHA-256
KEY_LENGTH = 32


def digest(address: str) -> str:
    """In hexadecimal, of an e-mail or a phone number as E.164. Only case and space around it are folded, ASCII letters
    alone, so that the database says the same. Raises ListUnreadable."""
    return _hashed(key(), address.strip().encode().lower())


def sql_digest(address: str, outer: str = "%(outer)s", inner: str = "%(inner)s") -> str:
    """The SQL for the same of an expression, with the parameters that `pads` gives."""
    said = f"convert_to(lower(btrim({address}) COLLATE \"C\"), 'UTF8')"
    return f"encode(sha256({outer}::bytea || sha256({inner}::bytea || {said})), 'hex')"


def pads() -> dict[str, bytes]:
    """Of no key where there is none: then nothing is on the list, or it is unreadable."""
    padded = (known_key() or b"").ljust(BLOCK, b"\0")
    return {name: bytes(byte ^ mask for byte in padded) for name, mask in (("inner", 0x36), ("outer", 0x5C))}


def mark() -> str | None:
    """What tells this key from every other; None where there is no key."""
    found = known_key()
    return _hashed(found, b"which key this is") if found else None


def is_readable() -> bool:
    """Whether the key is the one that the list was made by."""
    stored = SuppressionKey.objects.values_list("mark", flat=True).first()
    return stored is None or stored == mark()


def hold_key() -> None:
    """Before an address goes onto the list: its key is there, and is the one of all others. Raises ListUnreadable."""
    key()
    SuppressionKey.objects.get_or_create(pk=1, defaults={"mark": mark() or ""})
    require_readable()


def require_readable() -> None:
    """Raises ListUnreadable."""
    if not is_readable():
        raise unreadable()


def key() -> bytes:
    """Made at the first use; of two that make it at once the first one's stays. Raises ListUnreadable where it is gone."""
    found = known_key()
    if found is None:
        if SuppressionKey.objects.exists():
            raise unreadable()
        _make(place())
        found = known_key()
    assert found is not None
    return found


def known_key() -> bytes | None:
    path = place()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


def place() -> Path:
    return Path(settings.MEDIA_ROOT) / "trust" / "suppression_key"


def unreadable() -> ListUnreadable:
    return ListUnreadable(
        _(
            "The list of those who told us to stop cannot be read: its key is missing or another one. Whoever runs the "
            "server can bring back %(file)s from a backup."
        )
        % {"file": "files/trust/suppression_key"}
    )


def _hashed(by: bytes, said: bytes) -> str:
    return hmac.new(by, said, hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> bytes:
    """Anew when the file is another; what is no key is used as it stands, and does not fit."""
    said = path.read_bytes().strip()
    try:
        return bytes.fromhex(said.decode("ascii")) or b"\0"
    except ValueError:
        return said[:BLOCK]


def _make(path: Path) -> None:
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
