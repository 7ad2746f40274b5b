"""Orders at random, in the shapes they come in, and what must hold of each."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import strategies as st

from regulars.lifetime import Summary, summarise
from regulars.lifetime.tests.test_files import same

START = date(2020, 1, 1)
FIRST = (START - date(1970, 1, 1)).days
END = FIRST + 40
Row = tuple[int | str | None, int | None, int | None]
NAMES: dict[str, Any] = {"customer": "who", "day": "on", "amount": "paid"}


def arrays(rows: Sequence[Row]) -> Summary:
    """What the arrays give; the rows they cannot hold are left out."""
    kept = [row for row in rows if row[0] is not None and row[1] is not None]
    ids = np.array([row[0] for row in kept])
    days = np.array([row[1] for row in kept], dtype=np.int64)
    return summarise(ids, days + FIRST, np.array([row[2] for row in kept], dtype=np.float64), END, 7)


def dicts(rows: Sequence[Row]) -> dict[str, list[Any]]:
    return {
        "who": [row[0] for row in rows],
        "on": [None if row[1] is None else START + timedelta(days=row[1]) for row in rows],
        "paid": [None if row[2] is None else float(row[2]) for row in rows],
    }


def polars_frame(rows: Sequence[Row]) -> pl.DataFrame:
    who = pl.String if any(isinstance(row[0], str) for row in rows) else pl.Int64
    return pl.DataFrame(dicts(rows), schema={"who": who, "on": pl.Date, "paid": pl.Float64})


def pandas_frame(rows: Sequence[Row]) -> pd.DataFrame:
    """As people have it: whole numbers with gaps are floats, days are midnights."""
    frame = pd.DataFrame(dicts(rows))
    return frame.assign(on=pd.to_datetime(frame["on"]))


def expected(base: Summary, rows: Sequence[Row], given_base: Summary) -> None:
    """`given_base` is `base`, and tells of the rows the arrays could not hold."""
    assert given_base.ids.tolist() == base.ids.tolist()
    assert same(given_base, base)
    assert given_base.counts.no_customer == sum(row[0] is None for row in rows)
    assert given_base.counts.no_day == sum(row[0] is not None and row[1] is None for row in rows)
    assert given_base.counts.rows == len(rows)
    for name in (
        "after_end",
        "no_amount",
        "negative",
        "zero",
        "same_day",
        "cancelled_days",
        "unmatched_refunds",
    ):
        assert getattr(given_base.counts, name) == getattr(base.counts, name), name
    assert given_base.counts.unmatched_amount == pytest.approx(base.counts.unmatched_amount)


def random_rows(size: int, seed: int, *, text: bool) -> list[Row]:
    """Many refunds, same-day orders, zero amounts, late rows and gaps among few customers."""
    rng = np.random.default_rng(seed)
    made: list[Row] = []
    for who, day, paid, gap in zip(
        rng.integers(0, size // 8 + 1, size),
        rng.integers(0, 45, size),
        rng.choice([0, 10, 20, 25, 40, -10, -25, -70, 99], size),
        rng.random(size),
        strict=True,
    ):
        name: int | str = f"c{who:03}" if text else int(who) * 1_000_003
        made.append(
            (None, int(day), 5) if gap < 0.02 else (name, int(day) if gap < 0.96 else None, int(paid))
        )
        if gap > 0.98:
            made.append((name, int(day), None))
    return made


ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 4)),
        st.one_of(st.none(), st.integers(0, 45)),
        st.one_of(st.none(), st.sampled_from([0, 5, 10, 25, -5, -10, -25, -60])),
    ),
    min_size=1,
    max_size=30,
).filter(lambda rows: any(row[0] is not None and row[1] is not None for row in rows))
