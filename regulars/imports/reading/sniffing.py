"""What a file is, by its content; its name is not asked."""

import gzip
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from regulars.imports.errors import UnreadableFile
from regulars.imports.reading.encoding import MARKS, encoding_of
from regulars.imports.reading.limits import SAMPLE_BYTES

GZIP, ZIP, OLE, PDF = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
CONTROL = set(range(32)) - {0, 9, 10, 12, 13, 26, 27}


class Format(StrEnum):
    TEXT = "text"
    GZIP = "gzip"
    WORKBOOK = "workbook"


def format_of(path: Path) -> Format:
    """Text, gzip of text, or workbook; UnreadableFile says what it is instead and what to do."""
    head = _beginning(path)
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableFile(
            _("This file is empty. Export it again and look whether the program found any orders.")
        )
    if head.startswith(GZIP):
        refuse_what_is_no_text(sample_of(path, Format.GZIP))
        return Format.GZIP
    if head.startswith(ZIP):
        _refuse_other_archives(path)
        return Format.WORKBOOK
    refuse_what_is_no_text(head)
    return Format.TEXT


def sample_of(path: Path, format: Format) -> bytes:  # noqa: A002 # the field's word
    """The beginning of the text, unpacked."""
    if format is not Format.GZIP:
        return _beginning(path)
    try:
        with gzip.open(path) as packed:
            return packed.read(SAMPLE_BYTES)
    except (EOFError, OSError, zlib.error) as error:
        raise damaged() from error


def damaged() -> UnreadableFile:
    return UnreadableFile(_("This file is damaged or was cut off on the way. Export or download it again."))


def refuse_what_is_no_text(head: bytes) -> None:
    """Pictures, documents, archives: whatever no table can be in."""
    if not head.strip(b"\0 \t\r\n"):
        raise UnreadableFile(
            _("This file is empty. Export it again and look whether the program found any orders.")
        )
    if head.startswith(OLE):
        raise UnreadableFile(
            _("This is an old Excel file (.xls). Open it, choose “Save as”, and save it as .xlsx or CSV.")
        )
    if head.startswith(PDF):
        raise UnreadableFile(
            _("This is a PDF. Orders cannot be read from it; export them as CSV or Excel (.xlsx).")
        )
    if head.startswith((GZIP, ZIP)):
        raise UnreadableFile(
            _("This is an archive inside an archive. Unpack it and drop the file that is inside.")
        )
    if any(head.startswith(mark) for mark, _name in MARKS) or "utf-16" in encoding_of(head, whole=False):
        return
    sample = head[:65536]
    odd = sum(1 for byte in sample if byte in CONTROL)
    if odd > len(sample) * 0.002 + 1 or sample.count(0) > len(sample) * 0.05 + 4:
        raise UnreadableFile(
            _(
                "This file holds no text, so no orders can be read from it. Export them as CSV or Excel (.xlsx)."
            )
        )


def _refuse_other_archives(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    if "xl/workbook.xml" not in names:
        raise UnreadableFile(
            _(
                "This is an archive or another kind of document. Unpack it and drop the CSV or .xlsx file that is inside."
            )
        )


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SAMPLE_BYTES)
