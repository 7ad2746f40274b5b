"""Where the bytes lie: below MEDIA_ROOT, which no web server serves, under random names that say nothing."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from django.conf import settings

SMALL, LARGE = "small", "large"
SIZES = {SMALL: 320, LARGE: 1600}  # pixels of the longer side
"""Pictures made of a picture, beside it: one for a card, one to read a receipt by."""


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "attachments"


def incoming() -> Path:
    """Where uploads are written while they come in."""
    return root() / "incoming"


def new_place() -> str:
    return token_hex(20)


def path_of(place: str, size: str = "") -> Path:
    """`place` is a name made by `new_place`; anything else is a mistake of ours and never reaches the disk."""
    if len(place) != 40 or set(place) - set("0123456789abcdef"):
        raise ValueError(f"not a place of ours: {place!r}")
    return root() / place[:2] / (f"{place}.{size}" if size else place)


def keep(arrived: Path, place: str) -> None:
    """Move what arrived to its place, on the disk for good before anybody is told that it is saved."""
    target = path_of(place)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with arrived.open("rb") as file:
        os.fsync(file.fileno())
    arrived.chmod(0o600)
    arrived.replace(target)
    handle = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(place: str) -> None:
    """The file and the pictures made of it; what is gone already is fine."""
    for size in ("", *SIZES):
        with suppress(FileNotFoundError):
            path_of(place, size).unlink()
