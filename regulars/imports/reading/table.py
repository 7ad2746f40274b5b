"""A file as rows, whatever its format."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.imports.errors import UnreadableFile
from regulars.imports.reading.delimited import Told, delimited_rows, delimiter_of
from regulars.imports.reading.encoding import encoding_of
from regulars.imports.reading.limits import COLUMNS, SAMPLE_BYTES
from regulars.imports.reading.shape import Shape
from regulars.imports.reading.sniffing import Format, format_of, sample_of
from regulars.imports.reading.workbook import workbook_rows


def shape_of(path: Path, encoding: str = "", delimiter: str = "") -> Shape:
    """How `path` is laid out, by its content; what is given is not guessed. The header row is found later."""
    found = format_of(path)
    if found is Format.WORKBOOK:
        return Shape(format=found)
    sample = sample_of(path, found)
    encoding = encoding or encoding_of(sample, whole=len(sample) < SAMPLE_BYTES)
    try:
        text = sample.decode(encoding, errors="replace").replace("\0", "")
    except LookupError as error:
        raise UnreadableFile(
            _("There is no way of writing called “%(name)s”.") % {"name": encoding}
        ) from error
    return Shape(format=found, encoding=encoding, delimiter=delimiter or delimiter_of(text))


def rows_of(path: Path, shape: Shape, told: Told | None = None) -> Iterator[list[str]]:
    """Every row, blank ones as []; a blank row counts, since a spreadsheet numbers it. `told` hears the bytes read."""
    if shape.format is Format.WORKBOOK:
        return workbook_rows(path, shape.sheet, told)
    return delimited_rows(path, shape, told)


def data_rows(path: Path, shape: Shape, told: Told | None = None) -> Iterator[tuple[int, list[str]]]:
    """The rows below the column names with their numbers, blank ones left out."""
    rows = islice(rows_of(path, shape, told), shape.header_row, None)
    return ((number, cells) for number, cells in enumerate(rows, shape.header_row + 1) if cells)


def first_rows(path: Path, shape: Shape, count: int) -> list[list[str]]:
    """The first `count` rows. Refuses what has more columns than any list of orders."""
    found = []
    for cells in islice(rows_of(path, shape), count):
        if len(cells) > COLUMNS:
            raise UnreadableFile(
                _("This file has more than %(most)s columns. A list of orders has a few dozen at most.")
                % {"most": COLUMNS}
            )
        found.append([cell.strip() for cell in cells])
    if not any(any(cells) for cells in found):
        raise UnreadableFile(
            _("This file is empty. Export it again and look whether the program found any orders.")
        )
    return found
