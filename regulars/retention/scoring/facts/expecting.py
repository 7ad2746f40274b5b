"""How many orders a model expects of many people together, day by day: in general, and of these very people."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from regulars.lifetime.arrays import Floats, Ints
from regulars.retention.scoring.lasting import up_to
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.usage import Usage

NODES = 6
"""Moments at which everybody is asked: the sum over all grows so smoothly that days between are read off a curve."""
AGES = 60
REACH = 1.2816
"""Standard deviations on either side that hold eight in ten."""
UNCHECKED = 0.25
"""How far off a period's expectation may be where no check of the past says so."""


def in_general(models: Models, born: Ints, days: Ints) -> Floats:
    """By the close of each of `days`: the orders after the first that the model expects of people whose first order
    came on `born`, knowing nothing else of them. Day numbers; time runs on the season's clock."""
    joined, count = np.unique(born, return_counts=True)
    age = np.maximum(models.clock(days)[:, None] - models.clock(joined)[None, :], 0.0)
    # One who just joined is expected to order so smoothly more with age that a few ages tell the others.
    ages = float(age.max(initial=0.0)) * np.linspace(0, 1, AGES) ** 2
    if ages[-1] <= 0:
        return np.zeros(days.size)
    nothing = np.zeros(AGES - 1)
    each = models.orders.expected_purchases(nothing, nothing, nothing, ages[1:])
    total: Floats = PchipInterpolator(ages, np.append(0.0, each))(age) @ count
    return total


@dataclass(frozen=True)
class Ahead:
    """What is expected of everybody in a usage within the coming days: `each`, an entry an account, within `days` of
    them; `times` and `sums`, all together by some moments on the season's clock."""

    models: Models
    as_of: int
    days: int
    each: Floats
    times: Floats
    sums: Floats

    @classmethod
    def of(cls, models: Models, usage: Usage, days: int) -> "Ahead":
        # In season time, in which the sum is smooth; closer at the start, where it bends.
        times = float(models.ahead(usage.as_of, days)) * (np.arange(1, NODES + 1) / NODES) ** 1.5
        people = models.customers(usage)
        counts = up_to(models.orders, people, models.orders.p_alive(*people), times)
        counts *= models.factor(usage, days)
        return cls(models, usage.as_of, days, counts[-1], times, counts.sum(axis=1))

    def within(self, days: Ints) -> Floats:
        """Orders expected of all of them within the next so many days (at most `self.days`)."""
        curve = PchipInterpolator(np.append(0.0, self.times), np.append(0.0, self.sums))
        result: Floats = curve(self.models.ahead(self.as_of, days))
        return result


def ranged(expected: Floats, off: float | None) -> tuple[Floats, Floats]:
    """Never narrower than mere chance: a count of n is off by its root."""
    chance = 1 / np.sqrt(np.maximum(expected, 1e-9))
    share = np.hypot(UNCHECKED, chance) if off is None else np.maximum(off, chance)
    reach = REACH * share * expected
    return np.maximum(np.floor(expected - reach), 0.0), np.ceil(expected + reach)
