"""A log of orders becomes what the models need, and every row is accounted for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.lifetime import Summary, summarise


def test_cdnow_sample_has_the_papers_counts(sample: Summary) -> None:
    assert (sample.x == 0).sum() == 1411
    assert sample.z[sample.x > 0].mean() == pytest.approx(35.078, abs=5e-4)
    assert sample.x[0] == 2
    assert sample.z[0] == pytest.approx(22.345)
    assert sample.t_x[0] * 7 == 213
    assert np.corrcoef(sample.x[sample.x > 0], sample.z[sample.x > 0])[0, 1] == pytest.approx(0.114, abs=5e-4)


def test_same_day_orders_are_one_purchase() -> None:
    base = summarise(["a", "a", "a"], [1, 5, 5], [10, 20, 30], end=8)
    assert base.x.tolist() == [1]
    assert base.z.tolist() == [50]
    assert base.t_x.tolist() == [4]
    assert base.T.tolist() == [7]
    assert base.counts.same_day == 1


def test_rows_after_the_end_and_without_an_amount_are_left_out_and_counted() -> None:
    base = summarise([1, 1, 2, 2], [1, 9, 2, 3], [5, 5, float("nan"), 0.0], end=8)
    assert base.ids.tolist() == [1, 2]
    assert base.x.tolist() == [0, 0]
    assert base.spend.tolist() == [5, 0]
    assert (base.counts.after_end, base.counts.no_amount, base.counts.zero) == (1, 1, 1)


def test_a_refund_cancels_the_purchase_of_its_amount() -> None:
    base = summarise([1, 1, 1, 1], [1, 5, 9, 12], [40.0, 25.0, 60.0, -25.0], end=20)
    assert base.x.tolist() == [1]
    assert base.z.tolist() == [60]
    assert base.spend.tolist() == [100]
    assert (base.counts.negative, base.counts.cancelled_days) == (1, 1)


def test_a_refund_of_another_amount_lowers_the_latest_purchases_before_it() -> None:
    base = summarise([1, 1, 1, 1], [1, 5, 9, 12], [40.0, 25.0, 60.0, -70.0], end=20)
    assert base.x.tolist() == [1]
    assert base.spend.tolist() == [55]
    assert base.z.tolist() == [15]


def test_a_refund_of_nothing_known_leaves_nothing_negative() -> None:
    base = summarise([1, 1, 2], [3, 5, 1], [-40.0, 10.0, -3.0], end=20)
    assert base.ids.tolist() == [1]
    assert base.spend.tolist() == [10]
    assert (base.counts.unmatched_refunds, base.counts.unmatched_amount) == (2, 43)


def test_what_a_refund_exceeds_its_purchases_by_is_counted() -> None:
    base = summarise([1, 1, 1, 2, 2], [1, 2, 3, 1, 2], [10.0, 20.0, -35.0, 8.0, -8.0], end=9)
    assert base.ids.size == 0
    assert (base.counts.negative, base.counts.cancelled_days) == (2, 3)
    assert (base.counts.unmatched_refunds, base.counts.unmatched_amount) == (1, 5)


def test_the_order_of_rows_does_not_matter_to_refunds() -> None:
    log = np.array([[1, 1, 10], [1, 2, 30], [1, 5, -20], [1, 5, -10]])
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]):
        customer, day, amount = log[order].T
        base = summarise(customer, day, amount, end=9)
        assert (base.x.tolist(), base.first.tolist(), base.spend.tolist()) == ([0], [2], [10])


def test_a_log_without_refunds_has_none_unmatched() -> None:
    counts = summarise([1, 1], [1, 2], [10.0, 0.0], end=9).counts
    assert (counts.unmatched_refunds, counts.unmatched_amount) == (0, 0.0)


def test_an_empty_log_has_no_customers() -> None:
    base = summarise(np.array([], dtype=np.int64), np.array([], dtype=np.int64), None, end=3)
    assert base.ids.size == 0


def test_text_and_sparse_number_ids_give_the_same_summary() -> None:
    log = ([7, 900_000_000, 7, -3], [1, 2, 4, 5], [1.0, 2.0, 3.0, 4.0])
    numbers = summarise(*log, end=9)
    texts = summarise([f"c{n}" for n in log[0]], log[1], log[2], end=9)
    assert sorted(zip(numbers.x, numbers.t_x, numbers.T, strict=True)) == sorted(
        zip(texts.x, texts.t_x, texts.T, strict=True)
    )


def test_unequal_lengths_and_days_that_are_not_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        summarise([1], [1, 2], None, end=3)
    with pytest.raises(ValueError, match="whole day"):
        summarise([1], [1.5], None, end=3)


ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(-50, 100)), min_size=1, max_size=40
)


@given(ROWS, st.integers(0, 30))
def test_any_log_gives_customers_the_models_accept(rows: list[tuple[int, int, int]], end: int) -> None:
    ids, days, money = (list(column) for column in zip(*rows, strict=True))
    base = summarise(ids, days, money, end=end)
    assert np.all(base.t_x <= base.T)
    assert np.all(base.t_x >= 0)
    assert np.all((base.x > 0) == (base.t_x > 0))
    assert np.all(base.z >= 0)
    assert np.isfinite(base.z).all()
    assert base.spend.sum() <= sum(m for m, d in zip(money, days, strict=True) if m > 0 and d <= end) + 1e-9
    refunded = -sum(m for m, d in zip(money, days, strict=True) if m < 0 and d <= end)
    bought = sum(m for m, d in zip(money, days, strict=True) if m > 0 and d <= end)
    assert base.spend.sum() == pytest.approx(bought - refunded + base.counts.unmatched_amount)
    assert base.counts.unmatched_refunds <= base.counts.negative
    kept = sum(d <= end for d in days) - base.counts.negative
    assert base.x.sum() + base.x.size == kept - base.counts.same_day - base.counts.cancelled_days
