"""What keeping a few more of every hundred customers would add to sales (P4), on the firm's own numbers.

Arithmetic, no forecast: everything else stays as it is today, on purpose. With n customers now, r the share kept a year
and p points more of it, r' = min(r + p / 100, 1):

* years compound, months are their twelfth root: m = r^(1/12), m' = r'^(1/12);
* n (1 - m) customers leave in a month now, and as many are taken to join, so that n would stay n;
* with m' fewer leave, and as many join: the extra customers after k months are X(0) = 0, X(k) = m' X(k-1) + n (m' - m),
  that is X(k) = n (m' - m) (1 - m'^k) / (1 - m'), and n (1 - m) k where nobody leaves any more;
* a month's extra sales are those of the mean of its first and last day's extra customers, a twelfth of a year's sales each.

Two things nobody can know give the range: how large the share kept really is (80 in 100 of the belief, Wilson 1927), and
whether the ones who would have left spend as those who leave do, or as everyone does.
"""

from dataclasses import dataclass
from typing import NamedTuple

from regulars.retention.firm_facts import Growth

LEAST = 20
"""Customers of a year ago, below which the share kept is mostly chance."""
MONTHS = 12
SURE = 1.2816
"""Standard deviations on either side that hold 80 in 100."""


class Range(NamedTuple):
    low: float
    high: float

    def over(self, whole: float) -> "Range":
        return Range(self.low / whole, self.high / whole)


@dataclass(frozen=True)
class Year:
    """At the end of year `number`: customers more than today; sales added in that year, and in all years so far."""

    number: int
    people: Range
    sales: Range
    so_far: Range


@dataclass(frozen=True)
class WhatIf:
    """`rate` kept a year now, `better` then (`capped` where no more than everybody can be kept)."""

    points: int
    rate: float
    better: float
    capped: bool
    spend: Range
    years: list[Year]


def enough(growth: Growth) -> bool:
    """Whether there is anything to start from: a year's customers, some of whom left, and customers now."""
    return growth["of"] >= LEAST and growth["kept"] < growth["of"] and bool(growth["now"] and growth["each"])


def what_if(growth: Growth, points: int, years: int) -> WhatIf:
    """Needs `enough`. Keeping `points` more of every hundred, for so many years."""
    now, kept, of = growth["now"], growth["kept"], growth["of"]
    spends = sorted(float(amount) for amount in (growth["each"], growth["leaver"]) if amount is not None)
    rates = [share(kept, of), *wilson(kept, of)]
    better = share(kept, of) + points / 100
    return WhatIf(
        points=points,
        rate=share(kept, of),
        better=min(better, 1.0),
        capped=better > 1,
        spend=Range(spends[0], spends[-1]),
        years=[year(number, now, rates, points, spends) for number in range(1, years + 1)],
    )


def year(number: int, now: int, rates: list[float], points: int, spends: list[float]) -> Year:
    ends = [extra_people(now, rate, points, number * MONTHS) for rate in rates]
    before = [extra_years(now, rate, points, (number - 1) * MONTHS) for rate in rates]
    after = [extra_years(now, rate, points, number * MONTHS) for rate in rates]
    gained = [later - earlier for later, earlier in zip(after, before, strict=True)]
    return Year(
        number=number,
        people=Range(min(ends), max(ends)),
        sales=Range(min(gained) * spends[0], max(gained) * spends[-1]),
        so_far=Range(min(after) * spends[0], max(after) * spends[-1]),
    )


def extra_people(now: int, rate: float, points: int, months: int) -> float:
    """X(months): customers more than today."""
    month, better = monthly(rate), monthly(min(rate + points / 100, 1.0))
    # The sum of a geometric series, term by term: exact where nobody leaves any more, and stable next to it.
    return now * (better - month) * sum(better**k for k in range(months))


def extra_years(now: int, rate: float, points: int, months: int) -> float:
    """Years of a customer gained in the first `months` months: each month's mean of its two ends, over twelve."""
    month, better = monthly(rate), monthly(min(rate + points / 100, 1.0))
    extra = gained = 0.0
    for _month in range(months):
        following = extra * better + now * (better - month)
        gained += (extra + following) / 2 / MONTHS
        extra = following
    return gained


def monthly(rate: float) -> float:
    return float(rate ** (1 / MONTHS))


def share(kept: int, of: int) -> float:
    return kept / of


def wilson(kept: int, of: int) -> tuple[float, float]:
    """The range that holds the true share with 80 in 100 (Wilson 1927)."""
    seen, square = kept / of, SURE**2
    middle = (seen + square / (2 * of)) / (1 + square / of)
    reach = SURE / (1 + square / of) * (seen * (1 - seen) / of + square / (4 * of**2)) ** 0.5
    return middle - reach, min(middle + reach, 1.0)
