"""Kaplan-Meier: what share is still there after each time, when some are still being watched."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from regulars.lifetime.arrays import Bools, Floats, Ints, floats, row_weights


@dataclass(frozen=True)
class Survival:
    """At each distinct time: share still there just after it, with its range; at risk just before; leavers."""

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Floats
    left: Floats

    def at(self, t: ArrayLike) -> Floats:
        """Share still there at t (1 before the first time; the last known share after the last)."""
        place = np.searchsorted(self.times, np.asarray(t, dtype=np.float64), side="right")
        result: Floats = np.append(1.0, self.share)[place]
        return result

    @property
    def median(self) -> float:
        """The first time at which at most half are still there; nan if that was not seen."""
        below = np.flatnonzero(self.share <= 0.5)
        return float(self.times[below[0]]) if below.size else float("nan")


def kaplan_meier(
    durations: ArrayLike, left: ArrayLike, weights: ArrayLike | None = None, level: float = 0.8
) -> Survival:
    """Kaplan & Meier (1958) of durations >= 0; `left` says who left then, the others were last seen then.

    The range is on the log(-log) scale with Greenwood's variance, so it stays within 0 and 1.
    """
    time, gone = np.broadcast_arrays(floats(durations, "durations"), np.asarray(left, dtype=np.bool_))
    time, gone = time.ravel(), gone.ravel()
    if np.any(time < 0):
        raise ValueError("durations must not be negative.")
    w = row_weights(weights, time.size)
    times, place = tabled(time)
    w = np.ones(time.size) if w is None else w
    everyone = np.bincount(place, weights=w, minlength=times.size)
    seen = everyone > 0
    leavers: Floats = np.bincount(place, weights=w * gone, minlength=times.size)[seen].astype(np.float64)
    at_risk = np.cumsum(everyone[seen][::-1])[::-1].astype(np.float64)
    share = np.cumprod(1 - leavers / at_risk).astype(np.float64)
    low, high = ranges(share, leavers, at_risk, level)
    return Survival(times[seen], share, low, high, at_risk, leavers)


def tabled(time: Floats) -> tuple[Floats, Ints]:
    """(table of times, place of each in it): whole numbers are their own places."""
    if time.size and time.max() < 1e6 and bool((time == np.floor(time)).all()):
        return np.arange(int(time.max()) + 1, dtype=np.float64), time.astype(np.int64)
    times, place = np.unique(time, return_inverse=True)
    return times, place.astype(np.int64)


def ranges(share: Floats, leavers: Floats, at_risk: Floats, level: float) -> tuple[Floats, Floats]:
    """Greenwood's range on the log(-log) scale; the share itself where that scale has no place for it."""
    inside: Bools = (share > 0) & (share < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(np.where(at_risk > leavers, leavers / (at_risk * (at_risk - leavers)), 0.0))
        spread = ndtri(0.5 + level / 2) * np.sqrt(variance) / np.abs(np.log(share))
        low = np.where(inside, share ** np.exp(spread), share)
        high = np.where(inside, share ** np.exp(-spread), share)
    return low, high
