"""Rows of an .xlsx workbook, streamed. Values as Excel last computed them; a formula without a value stays its text."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from regulars.imports.errors import UnreadableFile
from regulars.imports.reading.delimited import Told
from regulars.imports.reading.limits import (
    WORKBOOK_PARTS,
    WORKBOOK_RATIO,
    WORKBOOK_STRINGS,
    WORKBOOK_TOTAL,
)
from regulars.imports.reading.sniffing import damaged

_ROOT = re.compile(rb"<[A-Za-z]")
_CHUNK = 1 << 20
BLANK_ROWS = 20_000
EVERY = 500  # rows
Rows = Iterator[tuple[Any, ...]]


def workbook_rows(path: Path, sheet: str = "", told: Told | None = None) -> Iterator[list[str]]:
    """Every row of `sheet` (default: the fullest one that is shown) as texts; numbers without rounding noise, dates as ISO.

    `told` hears now and then how far into the file the reading is, in bytes.
    """
    refuse_bombs(path)
    try:
        yield from _rows(path, sheet, told)
    except UnreadableFile:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        SyntaxError,
        AttributeError,
        EOFError,
    ) as error:
        raise damaged() from error  # openpyxl raises any of these on a broken workbook; ParseError is a SyntaxError


def _rows(path: Path, sheet: str, told: Told | None) -> Iterator[list[str]]:
    import openpyxl  # loads NumPy where it is installed, so not before there is a workbook

    # Opened as files, since openpyxl would refuse a path that is not called .xlsx.
    with path.open("rb") as file, path.open("rb") as file_again:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        name = sheet if sheet in book.sheetnames else sheet_of(book)
        values = _telling(_sheet_rows(book, name), file, told)
        if not _has_formulas(path):
            for row in values:
                yield [_text(value) for value in row]
            return
        formulas = openpyxl.load_workbook(file_again, read_only=True, data_only=False, keep_links=False)
        for row, written in zip(values, _sheet_rows(formulas, name), strict=False):
            yield [_text(formula if value is None else value) for value, formula in zip_longest(row, written)]


def _telling(rows: Rows, file: IO[bytes], told: Told | None) -> Rows:
    """The sheet is unpacked as it is read, so the place in the packed file says how much of it was."""
    for number, row in enumerate(rows):
        if told and number % EVERY == 0:
            told(file.tell())
        yield row


def _sheet_rows(book: Any, name: str) -> Rows:
    sheet = book[name]
    sheet.reset_dimensions()  # the stated size may be wrong, or a bomb
    blank = 0
    for row in sheet.iter_rows(values_only=True):
        end = len(row)
        while end and row[end - 1] is None:
            end -= 1
        blank = 0 if end else blank + 1
        if blank > BLANK_ROWS:  # a row numbered in the billions is filled up with blank ones
            raise damaged()
        yield row[:end]


def sheet_of(book: Any) -> str:
    """The shown worksheet with most rows among its first hundred; the first of equals."""
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
    if not shown:
        raise UnreadableFile(_("This workbook has no sheet with cells in it."))

    def filled(sheet: Any) -> int:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_row=100)
        return sum(1 for row in rows if any(value is not None for value in row))

    return str(max(shown, key=filled).title)


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return (value or "").replace("\0", "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float) -> str:
    """Fifteen digits, as Excel shows them, never in scientific notation: 17850.0 → 17850, 0.1 + 0.2 → 0.3."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                with archive.open(part) as xml:
                    tail = b""
                    while chunk := xml.read(_CHUNK):
                        if b"<f>" in (seen := tail + chunk) or b"<f " in seen:
                            return True
                        tail = chunk[-2:]
    return False


def refuse_bombs(path: Path) -> None:
    """Look at the parts before any is parsed: their unpacked size (which bounds what is read) and their beginnings.

    A document type, and with it every entity, is refused: no spreadsheet program writes one.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            swollen = total > 50 * 1024**2 and total > WORKBOOK_RATIO * max(1, path.stat().st_size)
            strings = sum(
                part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml")
            )
            if len(parts) > WORKBOOK_PARTS or total > WORKBOOK_TOTAL or swollen or strings > WORKBOOK_STRINGS:
                raise UnreadableFile(
                    _(
                        "This workbook unpacks to far more than it should. Save the sheet with the orders as CSV and drop that."
                    )
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _refuse_entities(archive.open(part).read(65536))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise damaged() from error


def _refuse_entities(beginning: bytes) -> None:
    head = io.BytesIO(beginning).read()
    if (
        head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"<!DOCTYPE" in head
        or b"<!ENTITY" in head
        or not _ROOT.search(head)
    ):
        raise UnreadableFile(
            _("This workbook holds parts that no spreadsheet program writes, so it is not opened.")
        )
