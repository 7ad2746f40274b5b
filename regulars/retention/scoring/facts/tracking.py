"""Orders as they came beside what was expected, before and after an earlier day (a tracking plot)."""

from itertools import pairwise
from typing import Literal

import numpy as np

from regulars.lifetime.arrays import Floats, Ints
from regulars.retention.firm_facts import Tracking, TrackingPeriod
from regulars.retention.scoring.facts.backtesting import Check
from regulars.retention.scoring.facts.expecting import in_general
from regulars.retention.scoring.facts.months import month_end, month_of
from regulars.retention.scoring.ledger import day_of_number
from regulars.retention.scoring.models import Models

MOST_MONTHS, MOST_WEEKS = 25, 53
BY_MONTH_FROM = 330
"""Days of history from which months make a better picture than weeks."""
LEAST_WEEKS, LEAST_MONTHS = 4, 3
SMALL = 1e-9


def tracking(check: Check | None, today: Models | None) -> Tracking | None:
    """`today`: the models fitted to everything. None where nothing could be checked."""
    if check is None or today is None:
        return None
    jobs, origin, until = check.jobs, check.then.day, check.as_of
    step: Literal["month", "week"] = "month" if by_month(check) else "week"
    edges = month_edges(check) if step == "month" else week_edges(check)
    born = check.then.jobs.first
    came = orders_of(check)
    counted = counted_between(came, edges)
    expected = np.diff(expected_by(check, edges))
    learnt = np.diff(in_general(today, born, edges))
    after = edges[:-1] >= origin
    return (
        {
            "step": step,
            "origin": day_of_number(origin).isoformat(),
            "until": day_of_number(until).isoformat(),
            "people": born.size,
            "expected": round(float(expected[after].sum()), 1),
            "came": int(counted[after].sum()),
            "periods": [
                period(edge, *figures)
                for edge, *figures in zip(
                    pairwise(edges.tolist()),
                    counted.tolist(),
                    expected.tolist(),
                    learnt.tolist(),
                    strict=True,
                )
            ],
            "off_week": off(check, came, origin + 7 * np.arange((until - origin) // 7 + 1), LEAST_WEEKS),
            "off_month": off(check, came, whole_months(origin, until), LEAST_MONTHS),
        }
        if jobs.day.size
        else None
    )


def period(edge: tuple[int, int], came: int, expected: float, learnt: float) -> TrackingPeriod:
    start, end = edge
    return {
        "start": day_of_number(start + 1).isoformat(),
        "end": day_of_number(end).isoformat(),
        "came": came,
        "expected": round(expected, 1),
        "learnt": round(learnt, 1),
    }


def by_month(check: Check) -> bool:
    history = check.as_of - int(check.jobs.day.min())
    return history >= BY_MONTH_FROM and month_end(month_number(check.then.day)) == check.then.day


def month_number(day: int) -> int:
    return int(month_of(np.array([day]))[0])


def month_edges(check: Check) -> Ints:
    """The day before the first period, and the last day of each."""
    newest = month_number(check.as_of)
    first = max(month_number(int(check.jobs.day.min())), newest - MOST_MONTHS + 1)
    ends = [month_end(month) for month in range(first - 1, newest)]
    return np.array([*ends, check.as_of], dtype=np.int64)


def week_edges(check: Check) -> Ints:
    """Weeks counted from the origin, both ways; the newest may be short."""
    origin, earliest = check.then.day, int(check.jobs.day.min())
    back = min(-(-(origin - earliest + 1) // 7), MOST_WEEKS - 1)
    before = origin - 7 * np.arange(back, 0, -1)
    after = np.append(np.arange(origin, check.as_of, 7), check.as_of)
    return np.append(before, after).astype(np.int64)


def whole_months(origin: int, until: int) -> Ints:
    """Edges of the whole calendar months between the two days."""
    first, last = month_number(origin), month_number(until + 1) - 1
    ends = [month_end(month) for month in range(first, last + 1)]
    return np.array([end for end in ends if end >= origin], dtype=np.int64)


def orders_of(check: Check) -> Ints:
    """The days, in order, on which the people known at the origin ordered again, to this day."""
    followed = np.zeros(check.jobs.offsets.size - 1, dtype=np.bool_)
    followed[check.then.places] = True
    return np.sort(check.jobs.day[check.jobs.follows & followed[check.jobs.owner]])


def counted_between(days: Ints, edges: Ints) -> Ints:
    """How many of the sorted `days` lie after each edge, up to and including the next."""
    return np.diff(np.searchsorted(days, edges, side="right"))


def expected_by(check: Check, edges: Ints) -> Floats:
    """What the origin's model expects by the close of each edge, the orders before the first edge included."""
    origin = check.then.day
    general = in_general(check.models, check.then.jobs.first, np.minimum(edges, origin))
    return general + check.ahead.within(np.maximum(edges - origin, 0))


def off(check: Check, came: Ints, edges: Ints, least: int) -> float | None:
    """By how much, as a share, the expectation of a period was off: root mean square over the periods."""
    if edges.size - 1 < least:
        return None
    expected = np.diff(expected_by(check, edges))
    misses = (counted_between(came, edges) - expected) / np.maximum(expected, SMALL)
    return round(float(np.sqrt(np.mean(np.minimum(np.abs(misses), 9.0) ** 2))), 4)
