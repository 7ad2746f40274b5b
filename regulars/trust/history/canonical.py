"""What is hashed: JSON (RFC 8259) with sorted keys, no spaces and ASCII alone, moments as ISO 8601 in UTC to the microsecond."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

START = b"Regulars"
"""What the first link follows."""


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def digest_of(salt: bytes, entry: tuple[int, str, datetime, int | None, Any]) -> bytes:
    """Of an event's id, kind, at, actor_id and data: what never changes in it."""
    pk, kind, at, actor, data = entry
    return hashlib.sha256(salt + canonical([pk, kind, moment(at), actor, data])).digest()


def hash_of(link: Any, before: bytes) -> bytes:
    """Of everything a Link, or what was read of one, says but its salt, after the hash of the one before it."""
    said = [
        link.sequence,
        link.what,
        link.event,
        link.kind,
        link.actor,
        link.account,
        link.why,
        moment(link.at),
        moment(link.recorded_at),
        moment(link.sealed_at),
        bytes(link.digest).hex(),
    ]
    return hashlib.sha256(before + canonical(said)).digest()
