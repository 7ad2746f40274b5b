"""What the calendar did to a firm's repeat purchases: learning its season from the log.

A summary on the clock of the season so far, a model fitted to it, and the counts by month of joining and month of
the log against what that model expects (see `year`); a few rounds, each on the clock of the round before.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.log import Log, Predictor, weak_bgnbd
from regulars.lifetime.season import NO_SEASON, Season, month_ends, month_of, normal
from regulars.lifetime.summary import Summary, purchase_days
from regulars.lifetime.year import Cells, learn_year

YEAR = 365
ROUNDS = 3
LEAST_DAYS = 240
"""Eight months: less of a year says too little of the rest of it."""
LEAST_SHARE = 0.02
"""Of the customers must have joined in a month for it to count."""
MONTHS_JOINED = 2 / 3
"""Share of the log's months (twelve at most) in which customers must have joined, unless the log is long: of one
cohort nobody can tell the season from its age at first."""
LONG = 540
"""Days after which half the months have come twice, at two ages of the same people."""
GRID = 400
"""Ages at which the expected purchases of a new customer are worked out."""


def can_tell(first: Ints, start: int, end: int) -> bool:
    """The log covers most of a year, and customers joined in most months of it; or it is long."""
    if end - start < LEAST_DAYS or first.size == 0:
        return False
    if end - start >= LONG:
        return True
    joined = np.bincount(month_of(first), minlength=12) / first.size
    covered = np.unique(month_of(month_ends(start, end))).size
    return bool((joined >= LEAST_SHARE).sum() >= MONTHS_JOINED * covered)


def why_unknown(log: Log, end: int) -> Literal["too_short", "one_cohort"]:
    """What kept the season from being learnt."""
    return "too_short" if end - log.reach[0] < LEAST_DAYS else "one_cohort"


def expected_cells(model: Predictor, season: Season, first: Ints, start: int, end: int) -> Floats:
    """(month joined, month of the log): repeat purchases a model on the season's clock expects of customers who
    joined on `first`, were each month as lively as any other."""
    closes = month_ends(start, end)
    births, count = np.unique(first, return_counts=True)
    cohort, born = np.searchsorted(closes, births), season.clock(births)
    # Denser near birth, where the curve bends.
    ages = np.linspace(0, np.sqrt(float(season.clock(end)) - float(born.min()) + 1), GRID) ** 2
    zeros = np.zeros(GRID)
    curve = model.expected_purchases(zeros, zeros, zeros, ages)
    expected, before = np.zeros((closes.size, closes.size)), np.zeros(births.size)
    factors = season.factors[month_of(closes)]
    for month, close in enumerate(season.clock(closes).tolist()):
        reached = np.interp(np.maximum(close - born, 0.0), ages, curve)
        gained = count * (reached - before) / factors[month]
        expected[:, month] = np.bincount(cohort, weights=gained, minlength=closes.size)
        before = reached
    return expected


def actual_cells(log: Log, base: Summary, start: int, end: int) -> Floats:
    """(month joined, month of the log): repeat purchase days."""
    closes = month_ends(start, end)
    who, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel().astype(np.int64)
    keep = days <= end
    if log.amount is not None:
        keep &= np.asarray(log.amount, dtype=np.float64).ravel() >= 0
    place = np.minimum(np.searchsorted(base.ids, who[keep]), base.ids.size - 1)
    known = base.ids[place] == who[keep]
    customer, dates = purchase_days(place[known].astype(np.int64), days[keep][known])
    again = dates > base.first[customer]
    cohort = np.searchsorted(closes, base.first[customer[again]])
    key = cohort * closes.size + np.searchsorted(closes, dates[again])
    counts = np.bincount(key, minlength=closes.size**2).astype(np.float64)
    return counts.reshape(closes.size, closes.size)


def cells_of(actual: Floats, expected: Floats, start: int, end: int) -> Cells:
    """The cells in which something could happen."""
    closes = month_ends(start, end)
    cohort, month = np.nonzero(expected > 1e-9)
    return Cells(
        actual=actual[cohort, month],
        expected=expected[cohort, month],
        cohort=cohort,
        month=month_of(closes)[month],
        age=month - cohort,
        years=(closes[month] - start) / YEAR,
    )


def learn_season(
    log: Log, end: int, fit: Callable[[Summary], Predictor] = weak_bgnbd, rounds: int = ROUNDS
) -> Season:
    """The season as of `end`; NO_SEASON where the log cannot tell (under eight months, or a young cohort)."""
    base = log.before(end, 1.0)
    start = log.reach[0]
    if base.ids.size == 0 or not can_tell(base.first, start, end):
        return NO_SEASON
    actual = actual_cells(log, base, start, end)
    covered = np.isin(np.arange(12), month_of(month_ends(start, end)))
    season = Season(np.ones(12), known=True)
    for _ in range(rounds):
        model = fit(season.told_by(base, end))
        expected = expected_cells(model, season, base.first, start, end)
        year = learn_year(cells_of(actual, expected, start, end))
        season = Season(normal(np.exp(year.months)), known=True, covered=covered, unsure=year.deviations)
    return season
