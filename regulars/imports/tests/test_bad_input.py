"""Whatever is dropped on the page: a sentence that says what is wrong and what to do, in bounded time and memory."""

import gzip
import zipfile
from pathlib import Path

import openpyxl
import pytest

from regulars.imports.reading import limits
from regulars.imports.reasons import sentence
from regulars.imports.receiving import Choices
from regulars.imports.tests.bad_files import HEADER, put, refusal, workbook_with
from regulars.imports.tests.files import bring, write
from regulars.orders.models import Order

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n\n  \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,,\n,,,\n", "empty"),
        (HEADER.encode(), "nothing below"),
        (b"Order,Date,Customer,Amount", "nothing below"),
        (b"just one column\nof words\n", "one column"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "no text"),
        (bytes(5000), "empty"),
        (bytes(range(256)) * 100, "no text"),
        (gzip.compress(b"", mtime=0), "empty"),
        (gzip.compress(gzip.compress(HEADER.encode(), mtime=0), mtime=0), "archive inside"),
        (gzip.compress(HEADER.encode() * 500, mtime=0)[:40], "damaged"),
        (b"PK\x03\x04 not really a zip", "damaged"),
        (b"\x1f\x8b\x08\x00broken", "damaged"),
    ],
    ids=lambda value: repr(value[:16]),
)
def test_what_is_no_list_of_orders_is_refused_with_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refusal(put(tmp_path, data))


def test_an_archive_of_other_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "orders.zip", "w") as archive:
        archive.writestr("orders.csv", HEADER + "1,2026-03-01,Ines,5\n")
    assert "Unpack it" in refusal(tmp_path / "orders.zip")


@pytest.mark.parametrize("name", ["orders.xlsx", "orders.pdf", "orders.csv.gz", "orders", "orders.exe"])
def test_a_wrong_name_does_not_matter_when_the_content_is_right(tmp_path: Path, name: str) -> None:
    bring(put(tmp_path, HEADER + "1,2026-03-01,Ines,5\n", name))
    assert Order.objects.get().amount == 5


def test_a_workbook_called_csv_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Order", "Date", "Customer", "Amount"])
    book.active.append([17850.0, "2026-03-01", "Ines", 0.1 + 0.2])
    book.save(tmp_path / "orders.csv")
    bring(tmp_path / "orders.csv")
    order = Order.objects.get()
    assert (order.external_id, str(order.amount)) == ("17850", "0.3000")


def test_dates_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, HEADER + "1,03/04/2026,Ines,5\n2,05/06/2026,Ada,5\n")
    assert "--dates dmy" in refusal(path)
    bring(path, choices=Choices(dates="mdy"))
    assert Order.objects.get(external_id="1").day.isoformat() == "2026-03-04"


def test_dates_that_contradict_each_other_are_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, HEADER + "1,13/04/2026,Ines,5\n2,05/13/2026,Ada,7\n")
    assert "others the month" in refusal(path)
    made = bring(path, choices=Choices(dates="dmy"))
    assert made.counts["rejected"] == {"date_order": 1}


def test_a_date_that_contradicts_the_rest_far_down_the_file_is_asked_for(tmp_path: Path) -> None:
    rows = "".join(f"{n},13/04/2026,Ines,5\n" for n in range(6000))
    said = refusal(put(tmp_path, HEADER + rows + "x,04/30/2026,Ines,5\n"))
    assert "row 6002" in said.lower()


def test_the_whole_file_is_searched_for_a_date_that_proves_the_order(tmp_path: Path) -> None:
    rows = "".join(f"{n},03/04/2026,Ines,5\n" for n in range(6000))
    bring(put(tmp_path, HEADER + rows + "x,30/04/2026,Ines,5\n"))
    assert Order.objects.get(external_id="0").day.isoformat() == "2026-04-03"


def test_amounts_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    path = put(tmp_path, "Order;Date;Customer;Amount\n1;2026-03-01;Ines;1.234\n2;2026-03-01;Ada;2.500\n")
    assert "--decimal" in refusal(path)
    bring(path, choices=Choices(decimal=","))
    assert Order.objects.get(external_id="1").amount == 1234


def test_amounts_with_a_decimal_comma_are_read(tmp_path: Path) -> None:
    bring(put(tmp_path, "Order;Date;Customer;Amount\n1;2026-03-01;Ines;1.234,56\n2;2026-03-01;Ada;7\n"))
    assert str(Order.objects.get(external_id="1").amount) == "1234.5600"


@pytest.mark.attack("I2")
def test_bad_rows_are_left_out_with_their_number_and_reason_and_the_rest_is_kept(tmp_path: Path) -> None:
    rows = [
        ("1", "2026-03-01", "Ines", "5"),
        ("2", "2999-01-01", "Ines", "5"),
        ("3", "1899-12-30", "Ines", "5"),
        ("4", "", "Ines", "5"),
        ("5", "soon", "Ines", "5"),
        ("6", "2026-02-30", "Ines", "5"),
        ("7", "2026-03-01", "Ines", "NaN"),
        ("8", "2026-03-01", "Ines", "1e9"),
        ("9", "2026-03-01", "Ines", "99999999999"),
        ("10", "2026-03-01", "Ines", ""),
        ("11", "2026-03-01", "Ines", "=1+1"),
        ("12", "2026-03-01", "Ines", "5", "one", "more"),
        ("3.13E+11", "2026-03-01", "Ines", "5"),
        ("14", "2026-03-01", "Ines", "$5"),
        ("15", "2026-03-01", "Ines", "٣"),
        ("16", "2026-03-01", "Ines", "6"),
    ]
    made = bring(write(tmp_path / "a.csv", rows, ["Order", "Date", "Customer", "Amount"]))
    assert set(Order.objects.values_list("external_id", flat=True)) == {"1", "15", "16"}
    assert dict(made.rejected_rows.values_list("row", "code")) == {
        3: "date_future", 4: "date_ancient", 5: "no_date", 6: "date_unreadable", 7: "date_impossible",
        8: "number_unreadable", 9: "exponent", 10: "number_too_large", 11: "no_amount", 12: "number_unreadable",
        13: "too_many_cells", 14: "scientific", 15: "other_currency",
    }  # fmt: skip
    assert sentence("exponent", "1e9").endswith("write it out, as 100000: “1e9”")


@pytest.mark.attack("C15")
def test_headers_are_names_and_nothing_else(tmp_path: Path) -> None:
    header = ["../../etc/passwd", "order__pk__in", "'; DROP TABLE orders_order; --", "{staged}", "%(source)s", "Date", "Customer", "Amount", "Amount", ""]  # fmt: skip
    rows = [["../../x", "1", "2", "3", "4", "2026-03-01", "{documents} %s', \\.", "5", "7", "x"]]
    made = bring(write(tmp_path / "..%2f..%2fa b;rm -rf.csv", rows, header), keep=True)
    order = Order.objects.get()
    assert [order.amount, str(order.account)] == [5, "{documents} %s', \\."]
    assert made.original is not None
    assert made.original.name == "original"


@pytest.mark.attack("H4")
def test_odd_bytes_do_no_harm(tmp_path: Path) -> None:
    """NUL, mixed encodings, controls, lone surrogates of another encoding, both line ends."""
    data = (
        HEADER.encode()
        + b"1,2026-03-01,Caf\xe9,5\r\n2,2026-03-01,Caf\xc3\xa9,5\n3,2026-03-01,In\x00es\x07,5\r4,2026-03-01,a\\.b\\N,5\n"
    )
    data += "".join(f"{n},2026-03-01,Zoë,5\n" for n in range(5, 20)).encode()
    bring(put(tmp_path, data))
    names = dict(Order.objects.values_list("external_id", "account__name"))
    assert (names["1"], names["2"], names["4"]) == ("Café", "Café", "a\\.b\\N")
    assert Order.objects.count() == 19


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = 'Order,Date,Customer,Amount\n1,2026-03-01,"Café, Zoë; |\nand sons",5.50\n2,2026-03-02,Ada,6\n3,2026-03-02,Åsa,6\n'
    text = "\n".join(
        line if "Café" in line else line.replace(",", delimiter)
        for line in text.replace('01,"', f'01{delimiter}"').split("\n")
    )
    text = (
        text.replace("1,2026", f"1{delimiter}2026")
        .replace('",5.50', f'"{delimiter}5.50')
        .replace("1,", f"1{delimiter}")
    )
    bring(put(tmp_path, text.encode(encoding)))
    assert str(Order.objects.get(external_id="1").account) == "Café, Zoë; | and sons"
    assert str(Order.objects.get(external_id="3").account) == "Åsa"


def test_excels_hint_of_the_delimiter_is_no_row(tmp_path: Path) -> None:
    bring(put(tmp_path, "sep=;\nOrder;Date;Customer;Amount\n1;2026-03-01;Ines;5\n"))
    assert Order.objects.count() == 1


def test_a_file_without_column_names_is_understood_by_its_cells(tmp_path: Path) -> None:
    rows = "".join(f"{n % 3 + 100:05},2026-03-{n % 28 + 1:02},{n}.50\n" for n in range(40))
    made = bring(put(tmp_path, rows))
    assert (made.counts["new"], made.counts["customers"]) == (40, 3)


def test_formulas_in_a_workbook_count_as_their_value_and_else_stay_text(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + row(1, [b"Order", b"Date", b"Customer", b"Amount"])
        + b'<row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" t="inlineStr"><is><t>2026-03-01</t></is></c>'
        b'<c r="C2" t="str"><f>HYPERLINK("http://evil.example","x")</f></c><c r="D2"><f>2*3</f><v>6</v></c></row>'
        + b"</sheetData></worksheet>"
    )
    bring(workbook_with(tmp_path, {"xl/worksheets/sheet1.xml": sheet}))
    order = Order.objects.get()
    assert [order.amount, str(order.account)] == [6, '=HYPERLINK("http://evil.example","x")']


def row(number: int, cells: list[bytes]) -> bytes:
    inside = b"".join(
        b'<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>' % (65 + index, number, cell)
        for index, cell in enumerate(cells)
    )
    return b'<row r="%d">%s</row>' % (number, inside)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert limits.COLUMNS == 500
    with pytest.raises(FileNotFoundError):
        bring(tmp_path / "nothing.csv")
