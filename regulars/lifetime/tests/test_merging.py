"""Same-day orders are one purchase, whatever the numbers look like."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from regulars.lifetime.arrays import Ints
from regulars.lifetime.merging import merged


def pairs(who: Ints, day: NDArray[Any]) -> list[tuple[int, int]]:
    purchases = merged(who, day)
    return list(zip(purchases.who().tolist(), purchases.days().tolist(), strict=True))


@pytest.mark.parametrize("first", [-800_000, -3, 0, 20_000, 2**40])
@pytest.mark.parametrize("most", [3, 5_000, 2**22])
def test_each_customer_and_day_is_there_once_in_order(first: int, most: int) -> None:
    rng = np.random.default_rng(most)
    who, day = rng.integers(0, most, 3_000), first + rng.integers(0, 40, 3_000)
    assert pairs(who, day) == sorted(set(zip(who.tolist(), day.tolist(), strict=True)))


def test_days_in_narrow_numbers_do_not_overflow() -> None:
    days = np.array([-128, 127, 127, -2], dtype=np.int8)
    assert pairs(np.zeros(4, dtype=np.int64), days.astype(np.int64)) == [(0, -128), (0, -2), (0, 127)]
    wide = np.array([-(2**31), 2**31 - 1], dtype=np.int32)
    assert pairs(np.array([1, 1]), wide) == [(1, -(2**31)), (1, 2**31 - 1)]
    purchases = merged(np.zeros(4, dtype=np.int64), days)
    assert purchases.days().tolist() == [-128, -2, 127]


def test_where_each_customer_begins() -> None:
    purchases = merged(np.array([2, 0, 2, 2, 5]), np.array([9, 9, 7, 7, 8]))
    assert purchases.begins().tolist() == [0, 1, 3]
    assert purchases.days(purchases.begins()).tolist() == [9, 7, 8]
    assert merged(np.empty(0, np.int64), np.empty(0, np.int64)).begins().size == 0


def test_days_that_cannot_be_days_are_refused() -> None:
    with pytest.raises(ValueError, match="too far apart"):
        merged(np.array([0, 2**20]), np.array([-(2**62), 2**62 - 1]))
