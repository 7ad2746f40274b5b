"""Candidates tried on the firm's own past: three back-tests each.

Three origins lie before the end, each with as much history before it as horizon after it, or more:
  far    the longest horizon the log allows, up to the one asked for: errors that grow with the horizon show here
  early  two short horizons before the end
  late   one short horizon before the end
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regulars.lifetime.backtest import Backtest, replay
from regulars.lifetime.calibration import Calibration, calibrate
from regulars.lifetime.log import Fitter, Log
from regulars.lifetime.scores import Scores, score
from regulars.lifetime.season import NO_SEASON, Season

LEAST_HORIZON = 14
"""Days: back-tests over less say nothing."""
MOST_CUSTOMERS = 10_000
"""More are sampled for the back-tests; the chosen model is fitted to all."""


@dataclass(frozen=True)
class Place:
    """Where a back-test stands: its origin, the days it looks ahead, the season known by then."""

    origin: int
    horizon: int
    season: Season = NO_SEASON


@dataclass(frozen=True)
class Tried:
    """A candidate's back-tests, in the order far, early, late, and its mean log loss once set right."""

    name: str
    tests: tuple[Backtest, ...]
    log_loss: float


def sample_of(log: Log, end: int) -> Log:
    """The log up to `end`, of at most MOST_CUSTOMERS customers, spread evenly over their ids."""
    ids, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel()
    money = None if log.amount is None else np.asarray(log.amount, dtype=np.float64).ravel()
    keep = days <= end
    distinct, place = np.unique(ids[keep], return_inverse=True)
    rows = np.flatnonzero(keep)
    if distinct.size > MOST_CUSTOMERS:
        rows = rows[place % -(-distinct.size // MOST_CUSTOMERS) == 0]
    return Log(ids[rows], days[rows].astype(np.int64), None if money is None else money[rows])


def origins(log: Log, end: int, horizon: int) -> tuple[Place, ...]:
    """Far, early and late; none where the log is too short."""
    span = end - log.reach[0]
    far, short = min(horizon, span // 2), min(horizon, span // 3)
    if short < LEAST_HORIZON:
        return ()
    return (Place(end - far, far), Place(end - 2 * short, short), Place(end - short, short))


def set_right(test: Backtest, by: Calibration) -> Scores:
    """A back-test's scores had its forecasts been calibrated `by`."""
    return score(by.count(test.expected, test.chance), by.chance(test.chance), test.actual)


def learnt(test: Backtest) -> Calibration:
    """The calibration a back-test suggests."""
    return calibrate(test.chance, test.actual)


def attempt(log: Log, name: str, fit: Fitter, places: Sequence[Place], unit: float) -> Tried:
    """One candidate's back-tests."""
    tests = tuple(
        replay(log, place.origin, place.horizon, fit, unit=unit, season=place.season) for place in places
    )
    return Tried(name, tests, float(np.mean([set_right(one, learnt(one)).log_loss for one in tests])))
