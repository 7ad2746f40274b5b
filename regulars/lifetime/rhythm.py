"""Each customer's own beat: how long they usually wait, and whether they are waiting longer now.

The usual interval is the median gap between purchase days, with the gaps' middle half as its range: one huge
gap, or one bulk order (an amount, which does not touch days), hardly moves a median. A beat is missed when the
silence exceeds both what this customer has waited before and what a customer with such gaps rarely waits; never
with fewer than `least` purchase days, and never when the customer kept still over the same weeks of an earlier
year and came back (a season, not a loss).

Many customers at once, in the compressed-row layout: `days` holds everybody's distinct purchase days, sorted
within each customer; customer i owns days[offsets[i]:offsets[i + 1]].
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.summary import numbered, purchase_days

LEAST_PURCHASES = 3
LONG_WAIT = 1.5
"""A silence up to one and a half times the upper quartile of the customer's gaps is within their beat."""
YEAR = 365.25
SEASON_SLACK = 21
"""Days by which a yearly habit may shift."""


@dataclass(frozen=True)
class Rhythm:
    """One entry a customer; nan where the customer has fewer than two purchase days.

    usual, low, high: median and quartiles of the gaps, in days. silence: days since the last purchase.
    due: the day by which the next purchase was or is due (last + usual). known: at least `least` purchases.
    missed: the beat is missed. seasonal: it would be, were this silence not a yearly habit.
    """

    purchases: Ints
    usual: Floats
    low: Floats
    high: Floats
    silence: Ints
    due: Floats
    known: Bools
    missed: Bools
    seasonal: Bools


def layout(customer: ArrayLike, day: ArrayLike) -> tuple[Ints, Ints, Ints]:
    """(distinct customers, offsets, days) of a log in the compressed-row layout; same-day rows merged."""
    ids, place, size = numbered(np.asarray(customer).ravel())
    owner, days = purchase_days(place, np.asarray(day, dtype=np.int64).ravel())
    count = np.bincount(owner, minlength=size)
    return ids[count > 0], np.append(0, np.cumsum(count[count > 0])).astype(np.int64), days


def quantile_rows(values: Floats, offsets: Ints, q: float) -> Floats:
    """The q-quantile (linear between neighbours) of each row of a compressed-row array sorted within rows."""
    count = np.diff(offsets)
    at = np.maximum(count - 1, 0) * q
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    result = np.full(count.size, np.nan)
    has = count > 0
    low, high = values[offsets[:-1][has] + below[has]], values[offsets[:-1][has] + above[has]]
    result[has] = low + (high - low) * (at - below)[has]
    return result


def gaps_of(offsets: Ints, days: Ints) -> tuple[Floats, Ints, Ints]:
    """(gaps, their offsets, customer of each gap), in order of time."""
    gap = np.diff(days).astype(np.float64)
    owner = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))
    inside = owner[1:] == owner[:-1]
    count = np.maximum(np.diff(offsets) - 1, 0)
    return gap[inside], np.append(0, np.cumsum(count)).astype(np.int64), owner[1:][inside]


def sorted_within(gap: Floats, owner: Ints) -> Floats:
    """Gaps (whole days) sorted within each customer, by one key."""
    span = int(gap.max(initial=0)) + 1
    key = owner * span + gap.astype(np.int64)
    key.sort()
    return (key % span).astype(np.float64)


def kept_still_before(offsets: Ints, days: Ints, last: Ints, today: int) -> Bools:
    """Customers who, over the same weeks of an earlier year, were also silent as long and came back after."""
    size = offsets.size - 1
    gap, _, owner = gaps_of(offsets, days)
    inside = np.repeat(np.arange(size), np.diff(offsets))
    starts = days[:-1][inside[1:] == inside[:-1]] if days.size else days
    habit = np.zeros(size, dtype=np.bool_)
    earliest = int(days.min()) if days.size else today
    for years in range(1, max(1, int((today - earliest) / YEAR)) + 1):
        begun, reached = last[owner] - years * YEAR, today - years * YEAR
        # That year's gap opened at about the same date and was not over before today's date.
        covers = (starts <= begun + SEASON_SLACK) & (starts + gap >= reached - SEASON_SLACK / 3)
        habit[owner[covers & (gap >= (today - last[owner]) * 0.6)]] = True
    return habit


def rhythms(offsets: ArrayLike, days: ArrayLike, today: int, least: int = LEAST_PURCHASES) -> Rhythm:
    """The beat of each customer as of `today` (a day number not before any purchase)."""
    starts, dates = np.asarray(offsets, dtype=np.int64), np.asarray(days, dtype=np.int64)
    if np.any(np.diff(starts) < 1):
        raise ValueError("Every customer needs at least one purchase day.")
    if dates.size and int(dates.max()) > today:
        raise ValueError("today must not lie before a purchase.")
    purchases = np.diff(starts)
    gap, gap_offsets, owner = gaps_of(starts, dates)
    ordered = sorted_within(gap, owner)
    usual = quantile_rows(ordered, gap_offsets, 0.5)
    low, high = quantile_rows(ordered, gap_offsets, 0.25), quantile_rows(ordered, gap_offsets, 0.75)
    last = dates[starts[1:] - 1] if purchases.size else dates
    silence = today - last
    known = purchases >= least
    limit = np.maximum(LONG_WAIT * high, np.minimum(quantile_rows(ordered, gap_offsets, 0.9), 3 * usual))
    late = np.zeros(purchases.size, dtype=np.bool_)
    late[known] = silence[known] > limit[known]
    seasonal = late & kept_still_before(starts, dates, last, today)
    return Rhythm(
        purchases=purchases,
        usual=usual,
        low=low,
        high=high,
        silence=silence,
        due=last + usual,
        known=known,
        missed=late & ~seasonal,
        seasonal=seasonal,
    )
