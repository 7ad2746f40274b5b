"""A firm's year: how much livelier each month is than the average, learnt where the log covers a year or more.

The models assume that customers buy as readily in July as in December. Where they do not, time itself can be
told by the season: a *season clock* runs fast in lively months and slowly in quiet ones, and in its time the
assumption holds. A summary put on that clock needs no other model; a quiet customer in a quiet month is hardly
silent, and December is expected.

A month's factor is the repeat purchases that came over those a model without season expected of the same
customers at the same ages, drawn towards 1; learnt in a few rounds, each on the clock of the round before.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.log import Log, Predictor, weak_bgnbd
from regulars.lifetime.summary import Summary, purchase_days, summarise

YEAR = 365
TRUST = 20.0
"""Purchases that "no season" is worth, a month."""
QUIETEST, LIVELIEST = 0.2, 5.0
ROUNDS = 3
FIRST, LAST = -73_000, 73_000
"""Day numbers the clock covers: two centuries either way of 1970."""
TICK = 0.1
"""Days the clock is rounded to, so that customers of equal age stay equal."""
LEAST_MONTHS = 8
"""Months of the calendar in which a fair share of customers must have joined: of one cohort nobody can tell the
season from its age."""


@dataclass(frozen=True)
class Season:
    """Twelve factors, January first, whose mean over a year's days is 1. known: False where they are all 1
    because the log could not tell."""

    factors: Floats
    known: bool

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


def can_tell(first: Ints, start: int, end: int) -> bool:
    """The log covers a year, and customers joined in most months of it."""
    if end - start < YEAR or first.size == 0:
        return False
    joined = np.bincount(month_of(first), minlength=12) / first.size
    return bool((joined >= 0.02).sum() >= LEAST_MONTHS)


def why_unknown(log: Log, end: int) -> Literal["too_short", "one_cohort"]:
    """What kept the season from being learnt."""
    return "too_short" if end - log.reach[0] < YEAR else "one_cohort"


def month_ends(start: int, end: int) -> Ints:
    """The last day of each month from `start` on, and `end` itself."""
    months = np.arange(np.datetime64(start, "D").astype("datetime64[M]"), np.datetime64(end, "D"))
    closes = (months.astype("datetime64[M]") + 1).astype("datetime64[D]").astype(np.int64) - 1
    return np.unique(np.append(closes[closes < end], end))


def expected_by_month(model: Predictor, season: Season, first: Ints, start: int, end: int) -> Floats:
    """Repeat purchases a model on the season's clock expects of customers who joined on `first`, by the
    calendar month they fall in, were each month as lively as any other."""
    joined, count = np.unique(first, return_counts=True)
    expected, zeros = np.zeros(12), np.zeros(joined.size)
    before, birth, closes = zeros, season.clock(joined), month_ends(start, end)
    for close, month in zip(season.clock(closes).tolist(), month_of(closes).tolist(), strict=True):
        reached = model.expected_purchases(zeros, zeros, zeros, np.maximum(close - birth, 0.0))
        expected[month] += count @ np.maximum(reached - before, 0.0) / season.factors[month]
        before = reached
    return expected


def repeats_by_month(log: Log, first: Ints, ids: Ints, end: int) -> Floats:
    """Repeat purchase days by calendar month."""
    who, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel().astype(np.int64)
    keep = days <= end
    if log.amount is not None:
        keep &= np.asarray(log.amount, dtype=np.float64).ravel() >= 0
    place = np.minimum(np.searchsorted(ids, who[keep]), ids.size - 1)
    known = ids[place] == who[keep]
    customer, dates = purchase_days(place[known].astype(np.int64), days[keep][known])
    again = dates > first[customer]
    return np.bincount(month_of(dates[again]), minlength=12).astype(np.float64)


def learn_season(
    log: Log, end: int, fit: Callable[[Summary], Predictor] = weak_bgnbd, rounds: int = ROUNDS
) -> Season:
    """The season as of `end`; NO_SEASON where the log cannot tell (under a year, or one cohort)."""
    base = summarise(log.customer, log.day, log.amount, end)
    if base.ids.size == 0:
        return NO_SEASON
    start = log.reach[0]
    if not can_tell(base.first, start, end):
        return NO_SEASON
    actual = repeats_by_month(log, base.first, base.ids, end)
    season = Season(np.ones(12), known=True)
    for _ in range(rounds):
        model = fit(season.told_by(base, end))
        expected = expected_by_month(model, season, base.first, start, end)
        level = actual.sum() / max(float(expected @ season.factors), 1e-9)
        raw = (actual + TRUST) / (expected * level + TRUST)
        season = Season(normal(raw), known=True)
    return season


def normal(factors: Floats) -> Floats:
    """Factors within bounds whose mean over the days of a year is 1."""
    held = np.clip(factors, QUIETEST, LIVELIEST)
    lengths = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    mean: Floats = held / (held @ lengths / lengths.sum())
    return mean
