"""Numbers, dates and dialects: what is written is what is read, or it is refused; never something else."""

import csv
import io
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.imports.reading.table import rows_of, shape_of
from regulars.imports.staging import parsers
from regulars.imports.staging.memo import Rejected
from regulars.imports.understanding.dates import NotADate, evidence, moment
from regulars.imports.understanding.numbers import LARGEST, NotANumber, decimal_evidence, number

LONDON = ZoneInfo("Europe/London")
amounts = st.decimals(min_value=-LARGEST + 1, max_value=LARGEST - 1, places=2)
GROUPS = {".": [",", " ", "\xa0", "'", ""], ",": [".", " ", "\u202f", "’", ""]}
FORMS = ["{}", "£{}", "{} £", "GBP {}", "{}GBP", " {} ", "'{}"]


def written(value: Decimal, decimal: str, group: str, form: str, brackets: bool) -> str:
    """As a program of some country writes it."""
    text = f"{abs(value):,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    text = form.format(text)
    if value < 0:
        return f"({text})" if brackets and "'" not in form else f"-{text.lstrip(chr(39))}"
    return text


@given(amounts, st.sampled_from([".", ","]), st.integers(0, 4), st.sampled_from(FORMS), st.booleans())
def test_an_amount_is_read_as_it_was_written(
    value: Decimal, decimal: str, group: int, form: str, brackets: bool
) -> None:
    text = written(value, decimal, GROUPS[decimal][group], form, brackets)
    assert number(text, decimal, "GBP") == value


@given(st.text(alphabet="0123456789.,-+() '’£€$eE%/", max_size=14), st.sampled_from([".", ","]))
def test_any_text_is_a_number_or_refused(text: str, decimal: str) -> None:
    try:
        value = number(text, decimal)
    except NotANumber:
        return
    assert value.is_finite()
    assert abs(value) < LARGEST
    assert (
        "".join(letter for letter in text if letter.isdigit()).lstrip("0")[:1]
        == str(abs(value)).replace(".", "").lstrip("0")[:1]
    )


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("12,5", "."), ("1.234,56", "."), ("1,234.56", ","), ("1,23,4", "."), ("1.5.2", ","), ("1e5", "."), ("3.13E+11", "."), ("NaN", "."),
        ("inf", "."), ("--5", "."), ("(5", "."), ("5)", "."), ("(-5)", "."), ("1/2", "."), ("50%", "."), ("", "."), ("£", "."), ("5 6", "."), ("€5", "."),
        ("=1+1", "."), ("0x10", "."), ("9" * 70, "."), ("1 2 3", "."),
    ],
)  # fmt: skip
@pytest.mark.attack("I2")
def test_what_is_no_amount_is_refused(text: str, decimal: str) -> None:
    with pytest.raises(NotANumber):
        number(text, decimal, "GBP")


@pytest.mark.parametrize(
    ("text", "proved"),
    [("1,234.56", "."), ("1.234,56", ","), ("12.5", "."), ("12,50 €", ","), ("1,234", "?"), ("1.234", "?"), ("0.125", "."), ("1234.567", "."),
     ("1,234,567", "."), ("1.234.567", ","), ("1234", ""), ("", ""), ("1'234.50", ".")],
)  # fmt: skip
def test_an_amount_proves_its_decimal_sign_or_says_that_it_cannot(text: str, proved: str) -> None:
    assert decimal_evidence(text) == proved


STYLES = {
    "%Y-%m-%d": "ymd", "%Y/%m/%d": "ymd", "%Y%m%d": "ymd", "%d/%m/%Y": "dmy", "%d.%m.%Y": "dmy", "%d-%m-%y": "dmy", "%m/%d/%Y": "mdy", "%m-%d-%y": "mdy",
    "%d %B %Y": "ymd", "%d-%b-%y": "ymd", "%b %d, %Y": "dmy", "%B %d %Y": "mdy", "%A, %d %B %Y": "ymd",
}  # fmt: skip


@given(
    st.dates(date(1980, 1, 1), date(2079, 12, 31)),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(["", " 09:05", " 21:05:59", " 9:05 PM", ", 09:05"]),
)
def test_a_day_is_read_as_it_was_written(day: date, style: str, clock: str) -> None:
    found = moment(day.strftime(style) + clock, STYLES[style])
    assert found.date() == day
    assert (found.hour, found.minute) == {"": (0, 0), " 21:05:59": (21, 5), " 9:05 PM": (21, 5)}.get(
        clock, (9, 5)
    )


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from("/-"))
def test_a_date_proves_its_order_only_where_it_does(day: date, sign: str) -> None:
    said = evidence(day.strftime(f"%d{sign}%m{sign}%Y"))
    assert said == ("dmy" if day.day > 12 else "either")
    assert evidence(day.strftime(f"%m{sign}%d{sign}%Y")) == ("mdy" if day.day > 12 else "either")


@given(st.text(max_size=20), st.sampled_from(["ymd", "dmy", "mdy", "serial"]))
def test_any_text_is_a_date_or_refused(text: str, order: str) -> None:
    with suppress(NotADate):
        assert isinstance(moment(text, order), datetime)


def test_a_moment_is_the_firms_unless_it_names_its_zone() -> None:
    read = parsers.when("ymd", LONDON, utc=False, today=date(2026, 9, 1))
    assert read("2026-07-01 00:30") == "2026-06-30 23:30:00+00\t2026-07-01"
    assert read("2026-07-01T00:30:00+02:00") == "2026-06-30 22:30:00+00\t2026-06-30"
    assert read("2026-07-01 23:30:00 UTC") == "2026-07-01 23:30:00+00\t2026-07-02"
    assert read("2026-07-01") == "2026-07-01 11:00:00+00\t2026-07-01"
    assert (
        parsers.when("ymd", LONDON, utc=True, today=date(2026, 9, 1))("2026-07-01 23:30")
        == "2026-07-01 23:30:00+00\t2026-07-02"
    )
    assert UTC


@pytest.mark.parametrize(
    ("text", "code"),
    [("1899-12-30", "date_ancient"), ("1900-01-01", "date_ancient"), ("2026-09-03", "date_future"), ("0/0/00", "date_order"), ("", "no_date"), ("N/A", "no_date")],
)  # fmt: skip
def test_days_that_no_order_has_are_refused(text: str, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        parsers.when("ymd", LONDON, utc=False, today=date(2026, 9, 1))(text)
    assert refused.value.args[0] == code


@pytest.mark.parametrize(
    ("text", "read"),
    [("17850.0", "17850"), (" 17850 ", "17850"), ("00017", "00017"), ("'0017", "0017"), ("A-1", "A-1"), ("1.50", "1.50"), ("null", "\\N"), ("-", "\\N")],
)  # fmt: skip
def test_a_number_that_names_something_stays_as_it_is(text: str, read: str) -> None:
    assert parsers.identifier(text) == read


@pytest.mark.parametrize("text", ["3.13E+11", "3,13E+11", "1E+12"])
def test_a_rounded_number_names_nobody(text: str) -> None:
    with pytest.raises(Rejected):
        parsers.identifier(text)


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff"), max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_a_program_quotes_is_read_back(
    rows: list[list[str]], delimiter: str, encoding: str, end: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=end)
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_bytes(text.getvalue().encode(encoding))
        assert list(rows_of(path, shape_of(path)))[1:] == rows


def test_a_workbook_says_how_far_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Orders")
    for row in range(3000):
        sheet.append([f"A{row}", "2026-03-01", f"Ines {row % 7}", row / 4])
    book.save(path)
    told: list[int] = []
    assert sum(1 for _row in rows_of(path, shape_of(path), told.append)) == 3000
    assert len(told) == 6
    assert told == sorted(told)
    assert 0 < told[0] < told[-1] <= path.stat().st_size
