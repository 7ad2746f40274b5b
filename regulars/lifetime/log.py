"""An order log, and what is asked of the models fitted to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.models.bgnbd import BGNBD
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


def only(base: Summary, some: Bools) -> Summary:
    """The summary of some of its customers; the log's counts stay."""
    parts = {
        name: getattr(base, name)[some] for name in ("ids", "x", "t_x", "T", "z", "first", "last", "spend")
    }
    return replace(base, **parts)


def born_inside(fit: Fitter, began: int, least: int) -> Fitter:
    """A fitter that sees those who first bought on or after `began`; everybody where fewer than `least` of
    them have been watched for a while."""

    def fitted(base: Summary) -> Predictor:
        inside = base.born_from(began)
        watched = int((inside & (base.T > 0)).sum())
        return fit(only(base, inside) if watched >= least else base)

    return fitted


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
