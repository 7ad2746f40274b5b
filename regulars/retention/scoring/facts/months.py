"""Calendar months as numbers, so that arrays can count by them."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.arrays import Ints
from regulars.retention.scoring.ledger import day_number


def month_of(day: Ints) -> Ints:
    """Months since January 1970 of days since 1970-01-01."""
    return np.asarray(day).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def month_name(month: int) -> str:
    return f"{1970 + month // 12:04d}-{month % 12 + 1:02d}"


def month_end(month: int) -> int:
    """Its last day, as a day number."""
    year, index = divmod(month + 1, 12)
    return day_number(date(1970 + year, index + 1, 1)) - 1


def share(part: float, of: float) -> float | None:
    """part / of, null of nothing."""
    return round(float(part) / float(of), 4) if of else None


def counted(month: Ints, first: int, size: int) -> NDArray[np.int64]:
    """How many fall into each of `size` months from `first`; others are left out."""
    inside = month[(month >= first) & (month < first + size)] - first
    return np.bincount(inside, minlength=size)


def money(amount: float) -> str:
    return f"{amount:.2f}"


def median(values: Sequence[float] | NDArray[np.generic]) -> float | None:
    array = np.asarray(values, dtype=np.float64)
    return round(float(np.median(array)), 1) if array.size else None
