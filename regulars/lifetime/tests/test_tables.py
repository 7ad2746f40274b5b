"""The same orders give the same summary from every kind of table, refunds, blanks and late rows included."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from regulars.lifetime.sources import Missing, per_customer, read_log, repeat_purchases, summarise_table
from regulars.lifetime.sources.netting import without_refunds
from regulars.lifetime.tests.logs_at_random import (
    END,
    FIRST,
    NAMES,
    ROWS,
    Row,
    arrays,
    expected,
    pandas_frame,
    polars_frame,
    random_rows,
)

# Ibis still calls what pandas and DuckDB are going to drop.
pytestmark = [
    pytest.mark.filterwarnings("ignore:The 'future.infer_string' option:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_any_log_in_a_frame_gives_what_the_arrays_give(rows: list[Row]) -> None:
    expected(arrays(rows), rows, summarise_table(polars_frame(rows), end=END, unit=7, **NAMES))


@pytest.mark.parametrize("text", [True, False])
@pytest.mark.parametrize("frame", [polars_frame, pandas_frame])
def test_frames_give_what_the_arrays_give(frame: Callable[[list[Row]], Any], text: bool) -> None:
    rows = random_rows(800, 3, text=text)
    expected(arrays(rows), rows, summarise_table(frame(rows), end=date(2020, 2, 10), unit=7, **NAMES))


def test_a_table_of_the_polars_engine_gives_what_the_arrays_give() -> None:
    rows = random_rows(300, 4, text=True)
    table = ibis.polars.connect({"log": polars_frame(rows)}).table("log")
    expected(arrays(rows), rows, summarise_table(table, end=END, unit=7, **NAMES))


@pytest.mark.parametrize("text", [True, False])
def test_parquet_and_csv_give_what_the_arrays_give(tmp_path: Path, text: bool) -> None:
    rows = random_rows(800, 5, text=text)
    base = arrays(rows)
    polars_frame(rows).write_parquet(tmp_path / "log.parquet")
    expected(base, rows, read_log(tmp_path / "log.parquet", **NAMES).summary(END, 7))
    table = ibis.duckdb.connect().read_parquet(tmp_path / "log.parquet")
    expected(base, rows, summarise_table(table, end=END, unit=7, **NAMES))
    polars_frame(rows).write_csv(tmp_path / "log.csv")
    named = [(None if row[0] is None else str(row[0]), *row[1:]) for row in rows]
    expected(arrays(named), rows, read_log(tmp_path / "log.csv", **NAMES).summary(END, 7))


def test_ids_that_are_blank_or_no_number_are_nobody() -> None:
    blank = pl.DataFrame({"who": ["a", " ", "", None], "on": [FIRST] * 4, "paid": [1, 1, 1, 1]})
    assert summarise_table(blank, end=END, **NAMES).counts.no_customer == 3
    odd = pl.DataFrame({"who": [1.5, 2.0, float("nan")], "on": [FIRST] * 3, "paid": [1, 1, 1]})
    assert summarise_table(odd, end=END, **NAMES).ids.tolist() == ["1.5", "2.0"]


def test_without_an_amount_every_purchase_counts_one() -> None:
    frame = polars_frame([("a", 0, None), ("a", 3, None), ("a", 3, None)])
    base = summarise_table(frame, customer="who", day="on", amount=None, end=END)
    assert (base.x.tolist(), base.spend.tolist(), base.counts.no_amount) == ([1], [3], 0)


def test_a_moment_with_an_offset_is_the_day_it_was_in_the_zone() -> None:
    late = datetime(2020, 1, 1, 23, 30, tzinfo=UTC)
    frame = pl.DataFrame({"who": ["a", "b"], "on": [late, late], "paid": [1, 2]})
    assert summarise_table(frame, end=END, **NAMES).first.tolist() == [FIRST, FIRST]
    there = summarise_table(frame, end=END, zone="Europe/Berlin", **NAMES)
    assert there.first.tolist() == [FIRST + 1, FIRST + 1]
    plain = frame.with_columns(pl.col("on").dt.replace_time_zone(None))
    assert summarise_table(plain, end=END, zone="Europe/Berlin", **NAMES).first.tolist() == [FIRST, FIRST]
    engine = ibis.polars.connect({"log": frame}).table("log")
    assert summarise_table(engine, end=END, **NAMES).first.tolist() == [FIRST, FIRST]
    with pytest.raises(ValueError, match="polars cannot tell days in Europe/Berlin"):
        summarise_table(engine, end=END, zone="Europe/Berlin", **NAMES)


def test_dates_written_as_text_are_read_where_they_are_dates() -> None:
    frame = pl.DataFrame({"who": ["a", "a"], "on": ["2020-01-03", "soon"], "paid": [1, 2]})
    base = summarise_table(frame, end=END, **NAMES)
    assert (base.first.tolist(), base.counts.no_day) == ([FIRST + 2], 1)


def test_seconds_are_no_days() -> None:
    frame = pl.DataFrame({"who": [1, 1], "on": [1580515200, FIRST], "paid": [1, 1]})
    assert summarise_table(frame, end=END, **NAMES).counts.no_day == 1


def test_a_table_without_the_column_or_without_dates_says_so() -> None:
    frame = pl.DataFrame({"who": ["a"], "on": [1.5], "paid": [2]})
    with pytest.raises(ValueError, match="no column 'when'; the table has who, on, paid"):
        summarise_table(frame, customer="who", day="when", amount=None, end=END)
    with pytest.raises(ValueError, match="Column 'on' holds no dates"):
        summarise_table(frame, end=END, **NAMES)


def test_refunds_are_netted_the_same_however_many_customers_at_a_time() -> None:
    rows = random_rows(600, 6, text=True)
    table = ibis.memtable(polars_frame([row for row in rows if None not in row]))
    plain = table.select(
        who=table.who, day=table.on.delta(ibis.date(1970, 1, 1), unit="day").cast("int64"), money=table.paid
    )
    once, often = without_refunds(plain), without_refunds(plain, at_a_time=7)
    assert once[1:3] == often[1:3]
    assert once.unmatched_amount == pytest.approx(often.unmatched_amount)
    by = ["who", "day", "money"]
    assert once.rows.order_by(by).to_pyarrow().equals(often.rows.order_by(by).to_pyarrow())


def test_repeat_purchases_are_listed_in_order_without_the_first() -> None:
    frame = polars_frame([("a", 0, 5), ("a", 9, 7), ("a", 3, 2), ("a", 3, 4), ("b", 1, 9), ("a", 44, 1)])
    listed = repeat_purchases(frame, end=END, **NAMES).order_by("number").to_pyarrow().to_pylist()
    assert listed == [
        {"customer": "a", "day": FIRST + 3, "amount": 6.0, "number": 1},
        {"customer": "a", "day": FIRST + 9, "amount": 7.0, "number": 2},
    ]


def test_per_customer_is_only_an_expression_until_it_is_written(tmp_path: Path) -> None:
    frame = polars_frame([("a", 0, 5), ("a", 7, 7), ("b", 1, 9)])
    wanted = per_customer(frame, end=END, unit=7, **NAMES)
    assert isinstance(wanted, ibis.Table)
    wanted.order_by("customer").to_parquet(tmp_path / "customers.parquet")
    found = pl.read_parquet(tmp_path / "customers.parquet")
    assert found.columns == ["customer", "x", "t_x", "T", "z", "first", "last", "spend"]
    assert found["x"].to_list() == [1, 0]
    assert found["t_x"].to_list() == [1.0, 0.0]
    assert found["z"].to_list() == [7.0, 0.0]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(Missing, match=r"To summarise tables and frames, install ibis-framework\[duckdb\]"):
        summarise_table(object(), end=END, **NAMES)
