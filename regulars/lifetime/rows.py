"""Distinct (x, t_x, T) with how many customers share them: what a likelihood needs of a customer base.

Most customers repeat each other (2,357 in CDNOW are 1,016 distinct rows), and digamma, log and the like are
needed only once for each distinct count and each distinct time, so a fit works on tables.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints, customers, row_weights

# Times that are whole multiples of 1/unit (days, or days told in weeks, season ticks, hours, seconds) need no
# sorting of floats.
UNITS = (1.0, 7.0, 10.0, 1 / 24, 1 / 86_400)
LARGEST_TABLE = 5_000_000


@dataclass(frozen=True)
class Rows:
    """`times` is the table of distinct times; `at` and `age` are the places of t_x and T in it; `w` counts."""

    x: Ints
    at: Ints
    age: Ints
    w: Floats
    times: Floats

    @cached_property
    def size(self) -> float:
        """Customers, weights included."""
        return float(self.w.sum())

    @cached_property
    def of_x(self) -> Floats:
        """Customers at each count 0, 1, 2 …"""
        return np.bincount(self.x, weights=self.w).astype(np.float64)

    @cached_property
    def of_age(self) -> Floats:
        """Customers at each place of `times` as T."""
        return np.bincount(self.age, weights=self.w, minlength=self.times.size).astype(np.float64)

    @cached_property
    def repeats_of_age(self) -> Floats:
        """Repeat purchases of the customers at each place of `times` as T."""
        return np.bincount(self.age, weights=self.w * self.x, minlength=self.times.size).astype(np.float64)

    @cached_property
    def mean_age(self) -> float:
        return float(self.of_age @ self.times / self.size) if self.size else 0.0

    @cached_property
    def repeating(self) -> "Rows":
        """The rows with x > 0 (rows come sorted by x)."""
        start = int(np.searchsorted(self.x, 1))
        return Rows(self.x[start:], self.at[start:], self.age[start:], self.w[start:], self.times)


def whole(steps: Floats, near: Floats) -> bool:
    """Nothing but rounding apart."""
    return bool((np.abs(steps - near) <= 1e-13 * near).all())


def whole_steps(t_x: Floats, T: Floats) -> tuple[Ints, Ints, float] | None:
    """t_x and T as whole steps of 1/unit when they are, with the unit; None when they are not."""
    for unit in UNITS:
        if T.size and T.max() * unit > LARGEST_TABLE:
            continue
        age, last = T * unit, t_x * unit
        near_age, near_last = np.rint(age), np.rint(last)
        if not whole(age[:1000], near_age[:1000]):
            continue
        if whole(age, near_age) and whole(last, near_last):
            return near_last.astype(np.int64), near_age.astype(np.int64), unit
    return None


def distinct_rows(x: ArrayLike, t_x: ArrayLike, T: ArrayLike, weights: ArrayLike | None = None) -> Rows:
    """The distinct rows of these customers, sorted by x. Rows of weight 0 are left out."""
    counts, last, age = (values.ravel() for values in customers(x, t_x, T))
    w = row_weights(weights, counts.size)
    if w is not None and not w.all():
        keep = w > 0
        counts, last, age, w = counts[keep], last[keep], age[keep], w[keep]
    steps = whole_steps(last, age)
    if steps is not None:
        at, ages, unit = steps
        times = np.arange(int(ages.max(initial=0)) + 1) / unit
    else:
        times, places = np.unique(np.concatenate([last, age]), return_inverse=True)
        at, ages = places[: last.size].astype(np.int64), places[last.size :].astype(np.int64)
        unit = 1.0
    return gathered(counts.astype(np.int64), at, ages, w, times)


def gathered(x: Ints, at: Ints, age: Ints, w: Floats | None, times: Floats) -> Rows:
    """Merge equal rows through one whole-number key."""
    base = times.size
    if x.size and (int(x.max()) + 1) * float(base) ** 2 > 9e18:
        order = np.lexsort((age, at, x))
        ones = np.ones(x.size) if w is None else w
        return Rows(x[order], at[order], age[order], ones[order], times)
    key = (x * base + at) * base + age
    if w is None:
        key, counts = np.unique(key, return_counts=True)
        total = counts.astype(np.float64)
    else:
        key, inverse = np.unique(key, return_inverse=True)
        total = np.bincount(inverse, weights=w, minlength=key.size)
    rest, age = np.divmod(key, base)
    x, at = np.divmod(rest, base)
    return Rows(x, at, age, total, times)
