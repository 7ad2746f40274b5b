"""Files made to fill memory, disk or time are refused before they do."""

import gzip
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.imports.tests.bad_files import HEADER, put, refusal, workbook_with

pytestmark = pytest.mark.django_db


@pytest.mark.attack("H4")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: HEADER + "1,2026-03-01,Ines," + "9" * 2_000_000, "longer than a million"),
        (lambda: HEADER + '1,2026-03-01,"never closed' + "\n2,2026-03-01,Ada,5" * 20_000, "Row 2"),
        (lambda: ",".join(f"c{n}" for n in range(100_000)) + "\n" + "1," * 100_000, "columns"),
        (lambda: ",".join(["x"] * 501) + "\n" + ",".join(["1"] * 501), "500 columns"),
    ],
    ids=["one huge line", "a quote never closed", "a hundred thousand columns", "one column too many"],
)
def test_a_bomb_of_text_is_refused(tmp_path: Path, make: Callable[[], str], said: str) -> None:
    assert said in refusal(put(tmp_path, make()))


@pytest.mark.attack("H4")
def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    assert "million letters" in refusal(put(tmp_path, "a," * 1_000_000 + "\n" + "1," * 1_000_000))


@pytest.mark.attack("H4")
def test_a_line_of_two_gigabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    """The file is sparse: all NUL after its beginning, in one line."""
    path = put(tmp_path, HEADER + "1,2026-03-01,Ines,5\n2,2026-03-01,Ada," + "5" * 300_000)
    with path.open("r+b") as file:
        file.truncate(2 * 1024**3)
    tracemalloc.start()
    assert "million letters" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 64 * 1024**2
    tracemalloc.stop()


@pytest.mark.attack("H1")
@pytest.mark.parametrize(
    "content", [b"0" * 1024**2, b"1,2026-03-01,Ines,5\n" * 50_000], ids=["one line", "many lines"]
)
def test_a_gzip_bomb_is_refused(tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regulars.imports.reading.delimited.UNPACKED_FREE", 4 * 1024**2)
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb", compresslevel=9) as packed:
        packed.write(HEADER.encode())
        for _ in range(40):
            packed.write(content)
    said = refusal(path)
    assert "unpacks to far more" in said or "million letters" in said


@pytest.mark.attack("H5", "H1")
def test_a_workbook_that_swells_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    path = workbook_with(
        tmp_path, {"xl/worksheets/sheet9.xml": b"<worksheet>" + b" " * (80 * 1024**2) + b"</worksheet>"}
    )
    assert "unpacks to far more" in refusal(path)


@pytest.mark.attack("C17")
@pytest.mark.parametrize(
    "prolog",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        b"<!--" + b" " * 70_000 + b'--><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["laughs", "file", "network", "hidden behind a comment"],
)
def test_entities_in_a_workbook_are_not_followed(tmp_path: Path, prolog: bytes) -> None:
    part = b'<?xml version="1.0"?>' + prolog + b"<sst><si><t>&a;</t></si></sst>"
    assert "no spreadsheet program writes" in refusal(workbook_with(tmp_path, {"xl/sharedStrings.xml": part}))


@pytest.mark.attack("H5")
def test_a_row_numbered_in_the_billions_does_not_fill_memory(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Order</t></is></c><c r="B1" t="inlineStr"><is><t>Date</t></is></c></row>'
        b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "damaged" in refusal(workbook_with(tmp_path, {"xl/worksheets/sheet1.xml": sheet}))
