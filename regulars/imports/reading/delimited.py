"""Rows of a delimited text, packed or not, one at a time, each with the number a spreadsheet shows beside it."""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from regulars.imports.errors import UnreadableFile
from regulars.imports.reading.encoding import LENIENT
from regulars.imports.reading.limits import LINE, UNPACKED_FREE, UNPACKED_RATIO, UNPACKED_TOTAL
from regulars.imports.reading.shape import Shape
from regulars.imports.reading.sniffing import Format, damaged

CANDIDATES = [",", ";", "\t", "|", "^"]


Told = Callable[[int], None]


def delimited_rows(path: Path, shape: Shape, told: Told | None = None) -> Iterator[list[str]]:
    """Every row of the file, blank ones as []. UnreadableFile names the row where reading had to end.

    `told` hears now and then how many bytes of the file are read.
    """
    with path.open("rb") as raw:
        try:
            yield from _rows(_lines(raw, shape, told), shape.delimiter)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise damaged() from error


def _rows(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter)
    row = 0
    try:
        for cells in reader:
            row += 1
            yield cells
    except csv.Error as error:
        raise UnreadableFile(
            _(
                "Row %(row)s cannot be read: a cell in it is far too long. Most often a quotation mark is opened there "
                "and never closed. Correct that row and drop the file again."
            )
            % {"row": row + 1}
        ) from error


def _lines(raw: IO[bytes], shape: Shape, told: Told | None) -> Iterator[str]:
    """Lines with their ends kept, none longer than LINE. NUL bytes are dropped: no text has them, no database takes them."""
    packed = shape.format is Format.GZIP
    binary = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
    stream = io.TextIOWrapper(binary, encoding=shape.encoding, errors=_errors(shape), newline="")
    number = total = 0
    while line := stream.readline(LINE + 1):
        number += 1
        total += len(line)
        if len(line) > LINE:
            raise UnreadableFile(
                _(
                    "Line %(number)s is longer than a million letters. This does not look like a list of orders."
                )
                % {"number": number}
            )
        if not number & 0xFFF:
            if packed:
                _refuse_bombs(total, raw.tell())
            if told:
                told(raw.tell())
        if number == 1 and line[:4].lower() == "sep=":
            line = "\n"  # Excel's hint is a blank row to us
        yield line.replace("\0", "") if "\0" in line else line


def _errors(shape: Shape) -> str:
    return LENIENT if shape.encoding.startswith("utf-8") else "replace"


def _refuse_bombs(unpacked: int, packed: int) -> None:
    swollen = unpacked > UNPACKED_FREE and unpacked > UNPACKED_RATIO * packed
    if swollen or unpacked > UNPACKED_TOTAL:
        raise UnreadableFile(
            _(
                "This file unpacks to far more than a list of orders would. Unpack it yourself and look inside."
            )
        )


def delimiter_of(sample: str) -> str:
    """The sign that cuts the sample into the most even rows; a comma where none does."""
    lines = sample.splitlines(keepends=True)[:200]
    if lines and (hint := lines[0].strip()).lower().startswith("sep=") and len(hint) == 5:
        return hint[4]
    return max(CANDIDATES, key=lambda delimiter: (_evenness(lines, delimiter), -CANDIDATES.index(delimiter)))


def _evenness(lines: list[str], delimiter: str) -> float:
    """Cells of the commonest width, less what other widths hold. One wide column counts nothing."""
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return 0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0
    common = max(set(wide), key=lambda width: (wide.count(width), width))
    return wide.count(common) / len(widths) * (1 + min(common, 12) / 100)
