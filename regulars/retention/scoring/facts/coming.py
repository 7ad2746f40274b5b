"""What will be ordered in the coming weeks and months (R55): everybody's chances and everybody's rhythm, summed."""

from itertools import pairwise

import numpy as np

from regulars.lifetime.arrays import Ints
from regulars.retention.firm_facts import Coming, ComingPeriod, Tracking
from regulars.retention.scoring.facts.expecting import Ahead, ranged
from regulars.retention.scoring.facts.items import Items, coming_items
from regulars.retention.scoring.facts.months import month_end, month_of
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.ledger import day_of_number
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.standings import CLIENT, CUSTOMER

WEEKS, MONTHS = 4, 3


def coming(found: Findings, models: Models | None, checked: Tracking | None, items: Items) -> Coming | None:
    """None where there is too little history for a model."""
    if models is None:
        return None
    as_of = found.ledger.as_of
    weeks = as_of + 7 * np.arange(WEEKS + 1)
    next_month = int(month_of(np.array([as_of + 1]))[0])
    months = np.array([as_of, *(month_end(next_month + k) for k in range(MONTHS))], dtype=np.int64)
    last = int(max(weeks[-1], months[-1]))
    ahead, beats = Ahead.of(models, found.usage, last - as_of), beats_of(found, last)
    off_week = checked["off_week"] if checked else None
    off_month = checked["off_month"] if checked else None
    month_off = off_month if off_month is not None else off_week
    return {
        "weeks": periods(ahead, weeks, beats, off_week),
        "months": periods(ahead, months, beats, month_off),
        "people": found.ledger.size,
        "rhythm": int(beating(found).sum()),
        "checked": off_week is not None,
        "items": coming_items(items, found, ahead, days=7 * WEEKS, off=month_off),
        "items_since": items.since.isoformat() if items.since else None,
    }


def periods(ahead: Ahead, edges: Ints, beats: Ints, off: float | None) -> list[ComingPeriod]:
    """`edges`: the day before the first period and the last day of each. `beats`: the sorted days rhythms fall due."""
    expected = np.diff(ahead.within(edges - edges[0]))
    due = np.diff(np.searchsorted(beats, edges, side="right"))
    low, high = ranged(expected, off)
    return [
        {
            "start": day_of_number(start + 1).isoformat(),
            "end": day_of_number(end).isoformat(),
            "beats": int(number),
            "expected": round(float(count), 1),
            "low": round(float(least), 1),
            "high": round(float(most), 1),
        }
        for (start, end), number, count, least, most in zip(
            pairwise(edges.tolist()), due, expected, low, high, strict=True
        )
    ]


def beating(found: Findings) -> np.typing.NDArray[np.bool_]:
    """Who has a rhythm to sum: a known one, still here, its last beat not missed, and not out of season."""
    rhythm = found.beats.rhythm
    here = np.isin(found.now.code, (CLIENT, CUSTOMER))
    result: np.typing.NDArray[np.bool_] = rhythm.known & here & ~rhythm.missed & ~rhythm.seasonal
    return result


def beats_of(found: Findings, until: int) -> Ints:
    """The days, sorted, on which rhythms fall due after the as-of day, up to `until`; a beat that is due and not yet
    missed may come any day: it stands on the next."""
    as_of, who = found.ledger.as_of, beating(found)
    usual = np.maximum(np.rint(found.beats.interval[who]), 1)
    day = np.maximum(found.ledger.jobs.last[who] + usual, as_of + 1)
    due = []
    while day.size:
        inside = day <= until
        day, usual = day[inside], usual[inside]
        due.append(day)
        day = day + usual
    return np.sort(np.concatenate([np.empty(0), *due])).astype(np.int64)
