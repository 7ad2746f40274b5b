"""Who ordered again, by the month of their first order (P5)."""

import numpy as np

from regulars.retention.firm_facts import DEFINITIONS, Cohort, Cohorts
from regulars.retention.scoring.facts.months import month_name, month_of
from regulars.retention.scoring.facts.path import Path, month_rates
from regulars.retention.scoring.standings import LAPSED, LOST

MOST = 24


def cohorts(path: Path) -> Cohorts:
    """The newest cohorts, oldest first; counts, so that every rate can be checked."""
    jobs = path.jobs
    began, month = month_of(jobs.first), month_of(jobs.day)
    newest = int(month_of(np.array([path.as_of]))[0])
    first = max(int(began.min(initial=newest)), newest - MOST + 1)
    size = newest - first + 1
    own = began[jobs.owner]
    # An account's month counts once, however often it ordered in it; rows are sorted by account and day.
    fresh = ~jobs.follows
    fresh[1:] |= month[1:] != month[:-1]
    fresh &= own >= first
    cell = (own[fresh] - first) * size + (month[fresh] - own[fresh])
    active = np.bincount(cell, minlength=size * size).reshape(size, size)
    gone = (path.codes[-1] == LAPSED) | (path.codes[-1] == LOST)
    rows: list[Cohort] = []
    for c in range(size):
        members = began == first + c
        rows.append(
            {
                "month": month_name(first + c),
                "size": int(active[c, 0]),
                "active": active[c, : size - c].tolist(),
                "repeat": int((members & (jobs.count > 1)).sum()),
                "gone": int((members & gone).sum()),
            }
        )
    return {"definitions": DEFINITIONS, "months": rows, "rates": month_rates(path)}
