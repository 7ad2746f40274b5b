"""Whether a file as it came holds somebody: looked through as bytes, in the ways such files write letters."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.utils.html import escape

PIECE = 1024 * 1024
LARGEST = 4 * 1024 * PIECE
"""Of an unpacked part: more than that is no workbook."""


def holds_any(path: Path, words: Iterable[str]) -> bool:
    """Case does not count for plain letters. A workbook is looked through part by part, never unpacked to the disk."""
    needles = _needles(words)
    if not needles:
        return False
    return any(_in(part, needles) for part in _parts(path))


def _needles(words: Iterable[str]) -> list[bytes]:
    spelt = {
        form
        for word in words
        for said in (word, str(escape(word)))
        for form in (said, said.lower(), said.upper())
    }
    found = set()
    for word in spelt:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
            with suppress(UnicodeEncodeError):
                found.add(word.encode(encoding).lower())
    return sorted(found)


def _parts(path: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.file_size <= LARGEST:
                with archive.open(info) as part:
                    yield part


def _in(part: IO[bytes], needles: list[bytes]) -> bool:
    keep = max(map(len, needles)) - 1
    rest = b""
    while piece := part.read(PIECE):
        looked_at = rest + piece.lower()
        if any(needle in looked_at for needle in needles):
            return True
        rest = looked_at[-keep:] if keep else b""
    return False
