"""An archive inside an archive is not opened, and what hides in a table of text comes out as text or as a sentence."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from regulars.imports.tests.bad_files import HEADER, refusal

pytestmark = pytest.mark.django_db
ROWS = HEADER + "1,2026-03-01,Ines,5\n"


def nested(depth: int) -> bytes:
    """Each of its layers holds ten of the one below: a few kilobytes that would unpack to terabytes."""
    content = b"0" * 1_000_000
    for layer in range(depth):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{layer}-{copy}.zip", content)
        content = held.getvalue()
    return content


@pytest.mark.attack("H1")
@pytest.mark.parametrize("name", ["orders.csv", "orders.zip", "orders.xlsx", "orders.csv.gz"])
def test_a_bomb_of_bombs_is_refused_under_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(nested(6))
    assert path.stat().st_size < 200_000
    assert refusal(path)


@pytest.mark.attack("H1")
def test_what_is_packed_twice_is_not_unpacked_twice(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress(gzip.compress(ROWS.encode() * 1000)))
    assert refusal(path)


@pytest.mark.attack("H2", "H3")
def test_a_workbook_with_a_name_that_leads_out_or_a_link_touches_nothing(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "orders.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../outside.xml", "<x/>")
        archive.writestr(link, "/etc/passwd")
    assert "root:" not in refusal(path)
    assert not (tmp_path.parent.parent / "outside.xml").exists()


@pytest.mark.attack("H4")
@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 100_000,
        b"\xef\xbb\xbf" + b"\x00".join(ROWS.encode().split(b",")),
        bytes(range(256)) * 500,
    ],
    ids=["nothing but NUL", "NUL between the cells", "every byte there is"],
)
def test_bytes_that_are_no_text_are_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    assert refusal(path)
