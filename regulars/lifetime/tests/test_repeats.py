"""The list of repeat purchases is what the summary counts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from regulars.lifetime import Summary, summarise
from regulars.lifetime.repeats import repeats
from regulars.lifetime.tests.conftest import CDNOW_END, Log


def test_repeats_are_numbered_by_day_and_the_first_purchase_is_in_none() -> None:
    listed = repeats(["b", "a", "a", "a", "a"], [4, 9, 1, 5, 5], [1, 7, 2, 3, 4], end=20)
    assert listed.customer.tolist() == ["a", "a"]
    assert listed.day.tolist() == [5, 9]
    assert listed.amount.tolist() == [7, 7]
    assert listed.number.tolist() == [1, 2]


def test_cdnow_has_its_2457_repeats(sample_log: Log, sample: Summary) -> None:
    listed = repeats(*sample_log, end=CDNOW_END)
    assert listed.day.size == 2457
    totals = np.bincount(listed.customer, weights=listed.amount, minlength=sample.ids.max() + 1)
    assert np.allclose(totals[sample.ids], sample.z * sample.x)


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 20), st.sampled_from([0, 5, 10, 25, -5, -10, -60]))
)


@given(ROWS, st.integers(0, 20))
def test_any_log_lists_as_many_as_the_summary_counts(rows: list[tuple[int, int, int]], end: int) -> None:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    log = (table[:, 0], table[:, 1], table[:, 2])
    base, listed = summarise(*log, end=end), repeats(*log, end=end)
    assert listed.number.size == base.x.sum()
    for who, x, z in zip(base.ids, base.x, base.z, strict=True):
        mine = listed.customer == who
        assert listed.number[mine].tolist() == list(range(1, x + 1))
        assert np.isclose(listed.amount[mine].sum(), x * z)
