"""Simulated firms: customers of a known model who live by a known season."""

import numpy as np

from regulars.lifetime import Log, Season
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.season import normal
from regulars.lifetime.tests.conftest import day_number

SHAPES = {
    "gifts": [0.6, 0.6, 0.8, 0.9, 0.9, 0.8, 0.6, 0.6, 0.9, 1.1, 1.8, 2.6],
    "summer": [0.5, 0.5, 0.7, 1.0, 1.3, 1.6, 1.7, 1.6, 1.2, 0.8, 0.6, 0.5],
    "flat": [1.0] * 12,
}
JOINING = {"even": 0.0, "growing": 2.0, "at once": -25.0}
"""Logarithm of how many more join at the end than at the start."""


def season_of(shape: str) -> Season:
    return Season(normal(np.array(SHAPES[shape])), known=True)


def firm(
    shape: str, start: str, days: int, *, joining: str = "even", customers: int = 2500, seed: int = 0
) -> Log:
    """Orders from `start` on, until a year after `days`: BG/NBD customers on the season's clock."""
    season, begin = season_of(shape), day_number(start)
    stop = begin + days + 365
    rng = np.random.default_rng(seed)
    weights = np.exp(np.linspace(0, JOINING[joining], days))
    first = begin + rng.choice(days, size=customers, p=weights / weights.sum())
    birth = season.clock(first)
    who, when = BGNBD(0.6, 40.0, 0.7, 3.0).simulate(season.clock(stop) - birth, seed=seed + 1)
    calendar = np.arange(begin, stop + 2)
    place = np.searchsorted(season.clock(calendar), birth[who] + when - 1e-9)
    day = calendar[np.minimum(place, calendar.size - 1)]
    return Log(who[day <= stop], day[day <= stop]).watched_to(stop)
