"""A firm's year: how much livelier each month is than the average.

The models assume that customers buy as readily in July as in December. Where they do not, time itself can be
told by the season: a *season clock* runs fast in lively months and slowly in quiet ones, and in its time the
assumption holds. A summary put on that clock needs no other model; a quiet customer in a quiet month is hardly
silent, and December is expected.

How the factors are learnt: see `months` and `year`.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.summary import Summary

QUIETEST, LIVELIEST = 0.2, 5.0
FIRST, LAST = -73_000, 73_000
"""Day numbers the clock covers: two centuries either way of 1970."""
TICK = 0.1
"""Days the clock is rounded to, so that customers of equal age stay equal."""


@dataclass(frozen=True)
class Season:
    """Twelve factors, January first, whose mean over a year's days is 1. known: False where they are all 1
    because the log could not tell. covered: months the log holds; the others lie between their neighbours.
    unsure: standard deviation of each log-factor."""

    factors: Floats
    known: bool
    covered: Bools = field(default_factory=lambda: np.ones(12, dtype=np.bool_))
    unsure: Floats = field(default_factory=lambda: np.zeros(12))

    @property
    def whole(self) -> bool:
        """The log holds every month of the year."""
        return self.known and bool(self.covered.all())

    @cached_property
    def table(self) -> Floats:
        """Season time at the close of each day from FIRST on, rounded to ticks."""
        days = np.arange(FIRST, LAST)
        sums = np.cumsum(self.factors[month_of(days)])
        ticks: Floats = np.rint((sums - sums[-FIRST]) / TICK) * TICK
        return ticks

    def clock(self, day: ArrayLike) -> Floats:
        """Season time at the close of each day (a day number, days since 1970), in days."""
        days = np.asarray(day, dtype=np.int64)
        if not self.known:
            return days.astype(np.float64)
        result: Floats = self.table[days - FIRST]
        return result

    def told_by(self, base: Summary, end: int) -> Summary:
        """The summary with t_x and T on this clock, as of `end`."""
        if not self.known:
            return base
        first, last, now = self.clock(base.first), self.clock(base.last), self.clock(end)
        return replace(base, t_x=steps(last - first) / base.unit, T=steps(now - first) / base.unit)

    def ahead(self, end: int, horizon: int) -> float:
        """The next `horizon` days after `end`, in season time: what to ask a model for."""
        return float(self.clock(end + horizon) - self.clock(end))


NO_SEASON = Season(np.ones(12), known=False)


def steps(time: Floats) -> Floats:
    """Season time in whole ticks, as the nearest numbers a computer has for them."""
    ticks: Floats = np.rint(time / TICK) / (1 / TICK)
    return ticks


def month_of(day: Ints) -> Ints:
    """Calendar month of each day number, 0 for January."""
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months % 12).astype(np.int64)


def month_ends(start: int, end: int) -> Ints:
    """The last day of each month from `start` on, and `end` itself."""
    months = np.arange(np.datetime64(start, "D").astype("datetime64[M]"), np.datetime64(end, "D"))
    closes = (months.astype("datetime64[M]") + np.timedelta64(1, "M")).astype("datetime64[D]").astype(
        np.int64
    ) - 1
    return np.unique(np.append(closes[closes < end], end))


def normal(factors: Floats) -> Floats:
    """Factors within bounds whose mean over the days of a year is 1."""
    held = np.clip(factors, QUIETEST, LIVELIEST)
    lengths = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    mean: Floats = held / (held @ lengths / lengths.sum())
    return mean
