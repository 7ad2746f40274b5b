"""Would the forecasts have come true? Fit on the log up to an origin, predict, and compare with what followed.

Nothing after the origin is used: not the customers who came later, not the end of the log.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.scores import Scores, score
from regulars.lifetime.summary import Summary, purchase_days, summarise


class Predictor(Protocol):
    """What a back-test asks of a fitted model."""

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats: ...
    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats: ...


Fitter = Callable[[Summary], Predictor]


@dataclass(frozen=True)
class Log:
    """Orders: customer ids, whole day numbers, amounts or None. `end`: the day up to which orders were watched;
    the last order's day if not told."""

    customer: ArrayLike
    day: ArrayLike
    amount: ArrayLike | None = None
    end: int | None = None

    def watched_to(self, end: int) -> "Log":
        """The same orders, known to be complete up to `end`."""
        return replace(self, end=end)

    def before(self, end: int, unit: float) -> Summary:
        """The summary as it stood at the close of `end`."""
        return summarise(self.customer, self.day, self.amount, end, unit)

    @property
    def reach(self) -> tuple[int, int]:
        """(first day, last day watched)."""
        days = np.asarray(self.day)
        return int(days.min()), int(days.max()) if self.end is None else self.end


@dataclass(frozen=True)
class Backtest:
    """One origin. Days are day numbers; `base` is the summary at the origin, `expected`, `chance` and `actual`
    stand in its order. `called` are the customers called at risk: their chance to buy within the horizon was
    under `at_risk_below`."""

    origin: int
    end: int
    base: Summary
    expected: Floats
    chance: Floats
    actual: Ints
    scores: Scores
    called: Bools

    @property
    def at_risk(self) -> int:
        """Customers the model called at risk at the origin."""
        return int(self.called.sum())

    @property
    def not_back(self) -> int:
        """Of those, how many had not come back by the end."""
        return int((self.called & (self.actual == 0)).sum())


def weak_bgnbd(base: Summary) -> BGNBD:
    """BG/NBD with the weak prior: an answer from a handful of customers up."""
    return BGNBD.fit(base.x, base.t_x, base.T, prior="weak")


def purchases_between(log: Log, base: Summary, start: int, end: int) -> Ints:
    """Purchase days of each customer of `base` after `start` and up to `end`. Refund rows are no purchases."""
    ids, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel().astype(np.int64)
    inside = (days > start) & (days <= end)
    if log.amount is not None:
        inside &= np.asarray(log.amount, dtype=np.float64).ravel() >= 0
    place = np.searchsorted(base.ids, ids[inside])
    place = np.minimum(place, base.ids.size - 1)
    known = base.ids[place] == ids[inside]
    who, _ = purchase_days(place[known].astype(np.int64), days[inside][known])
    return np.bincount(who, minlength=base.ids.size).astype(np.int64)


def replay(
    log: Log,
    origin: int,
    horizon: int,
    fit: Fitter = weak_bgnbd,
    *,
    unit: float = 1.0,
    at_risk_below: float = 0.5,
) -> Backtest:
    """Fit on the log up to `origin` (a day number), predict the `horizon` days after it, compare.

    `fit` sees the summary at the origin and gives a model in the same unit. ValueError when nobody had bought
    by the origin or the log does not reach origin + horizon.
    """
    end = origin + horizon
    if horizon < 1 or log.reach[1] < end:
        raise ValueError("The log must reach from the origin to the end of the horizon.")
    base = log.before(origin, unit)
    if base.ids.size == 0:
        raise ValueError("Nobody had bought by the origin.")
    model = fit(base)
    expected = model.expected_purchases(base.x, base.t_x, base.T, horizon / unit)
    chance = model.p_buys(base.x, base.t_x, base.T, horizon / unit)
    actual = purchases_between(log, base, origin, end)
    return Backtest(
        origin=origin,
        end=end,
        base=base,
        expected=expected,
        chance=chance,
        actual=actual,
        scores=score(expected, chance, actual),
        called=chance < at_risk_below,
    )


def rolling(
    log: Log,
    origins: Sequence[int],
    horizon: int,
    fit: Fitter = weak_bgnbd,
    *,
    unit: float = 1.0,
    at_risk_below: float = 0.5,
) -> list[Backtest]:
    """A back-test from each origin, earliest first."""
    return [
        replay(log, origin, horizon, fit, unit=unit, at_risk_below=at_risk_below)
        for origin in sorted(origins)
    ]


def latest_origin(log: Log, horizon: int, least_history: int | None = None) -> int | None:
    """The latest origin that leaves a whole horizon after it, or None when too little would lie before it
    (default: as long as the horizon)."""
    first, last = log.reach
    origin = last - horizon
    return origin if origin - first >= (horizon if least_history is None else least_history) else None
