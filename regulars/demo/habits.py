"""How people buy. Each habit draws the purchases of everyone who has it, all at once.

Days are whole days since the story's first day; money is pence aimed at, before it is spent on products.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Purchases(NamedTuple):
    """Who bought, on which day, for about how much; arrays of one length, in no order."""

    who: Ints
    day: Ints
    money: Floats


class Habit(NamedTuple):
    name: str
    share: float
    companies: float  # share of them that are firms rather than people
    draw: Callable[[np.random.Generator, Ints, int], Purchases]


def renewal(
    rng: np.random.Generator, who: Ints, days: int, interval: Floats, money: Floats, **habit: Any
) -> Purchases:
    """Everyone buys again after about their own `interval`, from `start` until `stop` (or the end at `days`).

    `evenness` is the shape of the gamma-distributed gaps (1: no rhythm, 20: like a clock); from purchase number
    `drift_from` on, each gap is a third longer than the one before.
    """
    count = len(who)
    start: Floats = habit.get("start", np.zeros(count))
    stop: Floats = habit.get("stop", np.full(count, float(days)))
    evenness = habit.get("evenness", 8.0)
    most = int(days / max(float(interval.min(initial=days)), 1.0) * 1.4) + 8
    gaps = rng.gamma(evenness, 1 / evenness, size=(count, most)) * interval[:, None]
    if (drift_from := habit.get("drift_from")) is not None:
        gaps *= 1.33 ** np.clip(np.arange(most)[None, :] - drift_from[:, None], 0, 12)
    gaps[:, 0] = 0
    at = start[:, None] + np.cumsum(gaps, axis=1)
    happened = (at < np.minimum(stop, days)[:, None]) & (at >= 0)
    row, _ = np.nonzero(happened)
    spread = rng.lognormal(0.0, 0.28, size=len(row))
    return Purchases(who[row], at[happened].astype(np.int64), money[row] * spread)


def arrivals(rng: np.random.Generator, count: int, days: int, interval: Floats) -> Floats:
    """Two in five were customers before the story begins (their first order comes within one interval)."""
    before = rng.random(count) < 0.4
    return np.where(before, rng.random(count) * interval, rng.random(count) * days)


def regulars(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    interval = np.clip(rng.lognormal(np.log(36), 0.5, len(who)), 6, 120)
    start = arrivals(rng, len(who), days, interval)
    stop = start + rng.exponential(1300, len(who))
    bought = renewal(
        rng, who, days, interval, rng.lognormal(np.log(5800), 0.6, len(who)), start=start, stop=stop
    )
    return with_bulk_orders(rng, bought)


def with_bulk_orders(rng: np.random.Generator, bought: Purchases) -> Purchases:
    """One order in 400 is a bulk order: a wedding, an opening; fourteen times the usual."""
    bulk = rng.random(len(bought.who)) < 1 / 400
    return bought._replace(money=np.where(bulk, bought.money * 14, bought.money))


def wholesalers(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    """Every week or three, with a heavy tail: the largest few are a good part of the firm."""
    interval = np.clip(rng.lognormal(np.log(14), 0.35, len(who)), 6, 28)
    start = arrivals(rng, len(who), days, interval)
    money = np.clip(9000 * (1 + rng.pareto(1.6, len(who))), 9000, 400_000)
    stop = start + rng.exponential(2200, len(who))
    return renewal(rng, who, days, interval, money, start=start, stop=stop, evenness=14.0)


def drifting(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    """Regulars whose gaps have begun to stretch, most of them lately."""
    interval = np.clip(rng.lognormal(np.log(26), 0.4, len(who)), 8, 70)
    start = rng.random(len(who)) * days * 0.7
    drift_from = np.maximum(3, (days - start) / interval * rng.uniform(0.55, 1.0, len(who))).astype(np.int64)
    money = rng.lognormal(np.log(6500), 0.6, len(who))
    return renewal(rng, who, days, interval, money, start=start, drift_from=drift_from)


def now_and_then(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    """No rhythm at all: each buys at a rate of their own and one day no more."""
    interval = np.clip(rng.gamma(1.6, 120, len(who)), 25, 700)
    start = rng.random(len(who)) * days
    stop = start + rng.exponential(600, len(who))
    money = rng.lognormal(np.log(3800), 0.7, len(who))
    return renewal(rng, who, days, interval, money, start=start, stop=stop, evenness=1.0)


def once(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    day = rng.integers(0, max(days, 1), len(who))
    return Purchases(who, day, rng.lognormal(np.log(3200), 0.7, len(who)))


def at_christmas(rng: np.random.Generator, who: Ints, days: int, first_christmas: int = 340) -> Purchases:
    """Presents, between mid-November and Christmas, in most years from the first on."""
    seasons = np.arange(first_christmas, max(days + 365, first_christmas + 1), 365)
    begins = rng.integers(0, max(1, len(seasons) - 1), len(who))
    comes = (np.arange(len(seasons))[None, :] >= begins[:, None]) & (
        rng.random((len(who), len(seasons))) < 0.8
    )
    row, season = np.nonzero(comes)
    day = seasons[season] + rng.integers(-20, 18, len(row))
    inside = (day >= 0) & (day < days)
    money = rng.lognormal(np.log(7500), 0.5, len(who))[row]
    return Purchases(who[row][inside], day[inside].astype(np.int64), money[inside])


def never(rng: np.random.Generator, who: Ints, days: int) -> Purchases:
    """Known by name, nothing bought yet."""
    return Purchases(who[:0], who[:0], np.zeros(0))


HABITS = [
    Habit("regular", 0.3, 0.35, regulars),
    Habit("wholesale", 0.04, 1.0, wholesalers),
    Habit("drifting", 0.07, 0.4, drifting),
    Habit("now and then", 0.2, 0.15, now_and_then),
    Habit("once", 0.3, 0.08, once),
    Habit("christmas", 0.06, 0.2, at_christmas),
    Habit("never", 0.03, 0.3, never),
]
