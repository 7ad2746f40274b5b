"""The rows that were left out, as a file to correct and drop again: as they came, with their number and the reason."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.imports import reasons
from regulars.imports.errors import UnreadableFile
from regulars.imports.models import Import, RejectedRow
from regulars.imports.reading.table import rows_of
from regulars.imports.understanding.settings import Settings
from regulars.lib.csv_out import csv_lines


def lines(importing: Import) -> Iterator[str]:
    """CSV, a line at a time. Cells that a spreadsheet would run are made harmless. Without the original: number and reason."""
    yield from csv_lines([heads(importing)])
    yield from csv_lines(rows(importing))


def heads(importing: Import) -> list[str]:
    return [_("Row"), _("Why it was left out"), *importing.understood.get("header", [])]


def name_of(importing: Import) -> str:
    return _("the rows left out of “%(file)s”") % {"file": importing.file_name}


def nobodys(importing: Import) -> Iterator[tuple[None, list[str]]]:
    """As a sheet wants them: whose row it is nobody knows, or it would not have been left out."""
    return ((None, cells) for cells in rows(importing))


def rows(importing: Import) -> Iterator[list[str]]:
    rejected = RejectedRow.objects.filter(importing=importing).order_by("row").iterator()
    original = _original(importing)
    number = 0
    for row in rejected:
        cells: list[str] = []
        while original and number < row.row:
            number += 1
            cells = next(original, [])
        yield [str(row.row), reasons.sentence(row.code, row.detail), *cells]


def _original(importing: Import) -> Iterator[list[str]] | None:
    path = importing.original
    if path is None:
        return None
    return _until_unreadable(path, Settings.from_json(importing.settings))


def _until_unreadable(path: Path, settings: Settings) -> Iterator[list[str]]:
    try:
        yield from rows_of(path, settings.shape)
    except UnreadableFile:
        return


def first(importing: Import, count: int = 8) -> Iterator[tuple[RejectedRow, str]]:
    """The first rejected rows with their sentences."""
    for row in RejectedRow.objects.filter(importing=importing).order_by("row")[:count]:
        yield row, reasons.sentence(row.code, row.detail)
