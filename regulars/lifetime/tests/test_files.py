"""Orders from Parquet and CSV: the same summary as from arrays, and a sentence where a file cannot be read."""

import datetime
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from regulars.lifetime import Summary
from regulars.lifetime.sources import Missing, Unreadable, day_number, read_log
from regulars.lifetime.tests.conftest import CDNOW_END

Write = Callable[[str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "orders.csv"
        path.write_text(text)
        return path

    return write


@pytest.fixture
def parquet(tmp_path: Path) -> Callable[[str], Path]:
    """A Parquet file of the rows of one SELECT."""
    import duckdb

    def write(select: str) -> Path:
        path = tmp_path / "orders.parquet"
        duckdb.connect().execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        return path

    return write


def same(one: Summary, other: Summary) -> bool:
    return all(
        np.allclose(getattr(one, name), getattr(other, name))
        for name in ("x", "t_x", "T", "z", "first", "last", "spend")
    )


def test_cdnow_through_csv_has_the_papers_repeats(
    shared_data: Callable[[str], Path], sample: Summary
) -> None:
    base = read_log(shared_data("cdnow_sample.csv")).summary("1997-09-30", unit=7)
    assert base.x.sum() == 2457
    assert base.ids[:2].tolist() == ["0001", "0002"]
    assert same(base, sample)
    assert base.counts == sample.counts


def test_cdnow_through_parquet_has_the_papers_repeats(
    shared_data: Callable[[str], Path], sample: Summary, parquet: Callable[[str], Path]
) -> None:
    path = parquet(
        "SELECT customer_id::INTEGER AS customer_id, date::TIMESTAMP AS date, amount::DECIMAL(9, 2) AS amount "
        f"FROM read_csv('{shared_data('cdnow_sample.csv')}', all_varchar = true)"
    )
    base = read_log(path).summary(CDNOW_END, unit=7)
    assert base.x.sum() == 2457
    assert base.ids.dtype.kind == "i"
    assert same(base, sample)


def test_online_retail_multiplies_quantity_and_price(shared_data: Callable[[str], Path]) -> None:
    orders = read_log(shared_data("online_retail.csv.gz"))
    assert orders.columns.amount == ("Quantity", "UnitPrice")
    assert (orders.rows, orders.no_customer, orders.no_day) == (541_909, 135_080, 0)
    assert orders.amount is not None
    assert orders.ids.size == 4_372
    assert orders.summary("2011-12-09").counts.unmatched_refunds > 0


def test_rows_that_cannot_be_used_are_counted(written: Write) -> None:
    path = written(
        "Customer ID;Order Date;Total\n1;2020-01-01;5\n;2020-01-02;5\n2;soon;5\n1;2020-01-03;abc\n"
        "3;2020-01-04 10:30;2\n4;2020-01-05;1;7\n5\n"
    )
    orders = read_log(path)
    assert (orders.rows, orders.no_customer, orders.no_day, orders.broken) == (7, 1, 1, 2)
    assert orders.first_broken == 7
    base = orders.summary("2020-01-31")
    assert base.ids.tolist() == ["1", "3"]
    assert (base.counts.no_amount, base.counts.no_customer, base.counts.no_day) == (1, 1, 1)


DAY = day_number("2020-02-01")


@pytest.mark.parametrize(
    "dates",
    [
        ("2020-02-01", "2020-02-29"),
        ("2020-02-01 09:30", "2020-02-29 23:59:59"),
        ("2020-02-01T09:30:00Z", "2020-02-29T23:59:59Z"),
        ("20200201", "20200229"),
        ("01.02.2020", "29.02.2020"),
        ("1/2/2020", "29/2/2020"),
        ("2/1/2020 8:30", "2/29/2020 8:30"),
        ("1 Feb 2020", "29 Feb 2020"),
    ],
)
def test_dates_written_in_the_obvious_ways_are_read(written: Write, dates: tuple[str, str]) -> None:
    orders = read_log(written(f"customer\tdate\tamount\na\t{dates[0]}\t1\na\t{dates[1]}\t2\n"))
    assert orders.day.tolist() == [DAY, DAY + 28]


def test_dates_that_can_be_read_two_ways_are_asked_about(written: Write) -> None:
    path = written("customer,date,amount\na,1/2/2020,1\na,3/4/2020,2\n")
    with pytest.raises(Unreadable, match=r"'date' can be read as %d/%m/%Y and as %m/%d/%Y.*date_format"):
        read_log(path)
    assert read_log(path, date_format="%d/%m/%Y").day[0] == DAY


def test_a_moment_with_an_offset_is_the_day_it_was_in_the_zone(
    written: Write, parquet: Callable[[str], Path]
) -> None:
    path = written("customer,date,amount\na,2020-01-31T23:30:00Z,1\na,2020-02-03 12:00:00+00:00,2\n")
    assert read_log(path).day[0] == DAY - 1
    assert read_log(path, zone="Europe/Berlin").day[0] == DAY
    stored = parquet("SELECT 1 AS customer, TIMESTAMPTZ '2020-01-31 23:30:00+00' AS date, 1.0 AS amount")
    assert read_log(stored).day.tolist() == [DAY - 1]
    assert read_log(stored, zone="Europe/Berlin").day.tolist() == [DAY]


def test_amounts_with_a_comma_are_read_when_told(written: Write) -> None:
    path = written('customer;date;amount\na;2020-01-01;"1.234,50"\n')
    amount = read_log(path, decimal=",").amount
    assert amount is not None
    assert amount.tolist() == [1234.5]
    with pytest.raises(Unreadable, match=r"'1\.234,50' in 'amount'.*decimal=','"):
        read_log(path)


def test_a_file_without_amounts_counts_purchases_only(written: Write) -> None:
    orders = read_log(written("customer,date\na,2020-01-01\na,2020-01-03\n"))
    assert orders.amount is None
    assert orders.summary(datetime.date(2020, 1, 10)).x.tolist() == [1]


@pytest.mark.parametrize(
    ("text", "given", "sentence"),
    [
        (
            "who,when,worth\na,2020-01-01,2\n",
            {},
            "No column looks like the customer; the file has who, when, worth",
        ),
        (
            "customer,date\na,2020-01-01\n",
            {"amount": "price"},
            "no column 'price'; the file has customer, date",
        ),
        ("customer,date\na,soon\n", {}, "No date in column 'date' can be read; the first row holds 'soon'"),
        ("customer,date\na,\n", {}, "Column 'date' is empty"),
        (
            "customer,day\na,2020-01-01\n",
            {"date_format": "%d.%m.%Y"},
            "as %d.%m.%Y; the first row holds '2020-",
        ),
        ("", {}, "No column looks like the customer"),
    ],
)
def test_a_file_that_is_no_log_says_what_was_expected(
    written: Write, text: str, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read_log(written(text), **given)


def test_what_is_no_parquet_and_what_is_not_there_say_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no file"):
        read_log(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match=r"is a folder; name its files, such as .*/\*.parquet"):
        read_log(tmp_path)
    false = tmp_path / "false.parquet"
    false.write_text("customer,date\n" * 20)
    with pytest.raises(Unreadable, match=r"cannot be read: .*false\.parquet"):
        read_log(false)


def test_names_with_signs_of_sql_and_patterns_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "it's [1].csv"
    path.write_text('customer,"day ""of""",x\'; DROP TABLE log\na,2020-01-01,4\n')
    orders = read_log(path, day='day "of"', amount="x'; DROP TABLE log")
    assert orders.amount is not None
    assert orders.amount.tolist() == [4]


def test_blanks_around_an_id_are_no_part_of_it(written: Write) -> None:
    orders = read_log(
        written('customer,date\n" b",2020-01-01\nb,2020-01-02\na,2020-01-02\n"  ",2020-01-03\n')
    )
    assert (orders.ids.tolist(), orders.customer.tolist(), orders.no_customer) == (["a", "b"], [1, 1, 0], 1)


def test_ids_with_a_fraction_of_nothing_are_whole_numbers(parquet: Callable[[str], Path]) -> None:
    path = parquet("SELECT unnest([17850.0, NULL, 3.0]) AS customer, DATE '2020-01-01' AS date, 1 AS amount")
    orders = read_log(path)
    assert (orders.summary("2020-02-01").ids.tolist(), orders.no_customer) == ([3, 17850], 1)


def test_seconds_and_endless_days_are_no_days(parquet: Callable[[str], Path]) -> None:
    path = parquet("SELECT 1 AS customer, unnest([DATE 'infinity', DATE '2020-02-01']) AS date")
    assert (read_log(path).day.tolist(), read_log(path).no_day) == ([DAY], 1)
    path = parquet("SELECT 1 AS customer, unnest([1580515200, 1580515201]) AS date")
    with pytest.raises(
        Unreadable, match="No date in column 'date' can be read; the first row holds 1580515200"
    ):
        read_log(path)


def test_an_id_that_is_no_number_is_nobody(parquet: Callable[[str], Path]) -> None:
    path = parquet("SELECT unnest(['NaN'::DOUBLE, 7]) AS customer, DATE '2020-02-01' AS date")
    orders = read_log(path)
    assert (orders.summary(DAY).ids.tolist(), orders.no_customer) == ([7], 1)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, written: Write) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(Missing, match="To read Parquet and CSV files, install duckdb: pip install 'duckdb'"):
        read_log(written("customer,date\n"))
