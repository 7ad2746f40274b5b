"""Which model suits this firm, and are its forecasts to be set right? Decided on the firm's own past only.

Three origins lie before the end, each with as much history before it as horizon after it, or more:
  far    the longest horizon the log allows, up to the one asked for: errors that grow with the horizon show here
  early  two short horizons before the end
  late   one short horizon before the end
The model is the one whose chances separate buyers best once set right (mean log loss after recalibration, over
the origins). Recalibration of chances is kept if, learnt early, it helps late; the factor on counts is kept if,
learnt far, it makes the total better late (or, learnt early, where far and late are the same window). What is
kept is learnt anew at the far origin, whose horizon is nearest to the one asked for.

A season is kept unless the late origin, where the log had covered a year by then, speaks against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats
from regulars.lifetime.backtest import Backtest, replay
from regulars.lifetime.calibration import Calibration, calibrate
from regulars.lifetime.log import Fitter, Log, Predictor
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.mbgnbd import MBGNBD
from regulars.lifetime.models.nbd import NBD
from regulars.lifetime.models.pareto import ParetoNBD
from regulars.lifetime.scores import Scores, score
from regulars.lifetime.season import NO_SEASON, Season, learn_season
from regulars.lifetime.summary import Summary

LEAST_CUSTOMERS = 50
LEAST_HORIZON = 14
"""Days: back-tests over less say nothing."""
MOST_CUSTOMERS = 20_000
"""More are sampled for the back-tests; the chosen model is fitted to all."""

CANDIDATES: Mapping[str, Fitter] = {
    "NBD": lambda base: NBD.fit(base.x, base.t_x, base.T, prior="weak"),
    "BG/NBD": lambda base: BGNBD.fit(base.x, base.t_x, base.T, prior="weak"),
    "MBG/NBD": lambda base: MBGNBD.fit(base.x, base.t_x, base.T, prior="weak"),
    "Pareto/NBD": lambda base: ParetoNBD.fit(base.x, base.t_x, base.T, prior="weak"),
    "MBG/CNBD-2": lambda base: MBGCNBDk.fit(base.x, base.t_x, base.T, prior="weak", k=2),
}
DEFAULT = "MBG/NBD"
"""Where too little has happened to choose: people may leave after any purchase, the first included."""


@dataclass(frozen=True)
class Tried:
    """A candidate's back-tests, in the order far, early, late, and its mean log loss once set right."""

    name: str
    tests: tuple[Backtest, ...]
    log_loss: float


@dataclass(frozen=True)
class Choice:
    """The model for this firm, fitted to the whole log up to the end, with its forecasts set right.

    base: the customers at the end, told by the season's clock. compared: False when there was too little to
    compare and the default was taken. before, after: the late back-test without and with what was learnt early.
    """

    name: str
    model: Predictor
    base: Summary
    calibration: Calibration
    compared: bool
    end: int
    season: Season = NO_SEASON
    chances_set_right: bool = False
    counts_set_right: bool = False
    tried: Sequence[Tried] = field(default_factory=tuple)
    before: Scores | None = None
    after: Scores | None = None

    def ahead(self, horizon: int) -> float:
        """The next `horizon` days as the t to ask for: in the unit of `base`, on the season's clock."""
        return self.season.ahead(self.end, horizon) / self.base.unit

    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's chance of a purchase in the next t, set right where that was found to help."""
        return self.calibration.chance(self.model.p_buys(x, t_x, T, t))

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's expected purchases in the next t, set right where that was found to help."""
        return self.calibration.count(self.model.expected_purchases(x, t_x, T, t))


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


@dataclass(frozen=True)
class Place:
    """Where a back-test stands: its origin, the days it looks ahead, the season known by then."""

    origin: int
    horizon: int
    season: Season = NO_SEASON


def origins(log: Log, end: int, horizon: int) -> tuple[Place, ...]:
    """Far, early and late; none where the log is too short."""
    span = end - log.reach[0]
    far, short = min(horizon, span // 2), min(horizon, span // 3)
    if short < LEAST_HORIZON:
        return ()
    return (Place(end - far, far), Place(end - 2 * short, short), Place(end - short, short))


def set_right(test: Backtest, by: Calibration) -> Scores:
    """A back-test's scores had its forecasts been calibrated `by`."""
    return score(by.count(test.expected), by.chance(test.chance), test.actual)


def learnt(test: Backtest) -> Calibration:
    """The calibration a back-test suggests."""
    return calibrate(test.expected, test.chance, test.actual)


def attempt(log: Log, name: str, fit: Fitter, places: Sequence[Place], unit: float) -> Tried:
    """One candidate's back-tests."""
    tests = tuple(
        replay(log, place.origin, place.horizon, fit, unit=unit, season=place.season) for place in places
    )
    return Tried(name, tests, float(np.mean([set_right(one, learnt(one)).log_loss for one in tests])))


def seasons(log: Log, end: int, places: Sequence[Place]) -> tuple[Season, Sequence[Place]]:
    """The season to use and the places with the seasons known at their origins; none where the late origin
    speaks against it."""
    season = learn_season(log, end)
    if not season.known:
        return NO_SEASON, places
    knowing = [replace(place, season=learn_season(log, place.origin)) for place in places]
    late = knowing[-1]
    if late.season.known:
        with_it, without = (
            replay(log, late.origin, late.horizon, season=one).scores for one in (late.season, NO_SEASON)
        )
        if with_it.log_loss > without.log_loss:
            return NO_SEASON, places
    return season, knowing


def decided(best: Tried) -> tuple[Calibration, bool, bool, Scores, Scores]:
    """What to keep of recalibration, and the late scores without and with what was learnt early."""
    far, early, late = best.tests
    before, after = late.scores, set_right(late, learnt(early))
    chances = after.log_loss < before.log_loss
    final = learnt(far)
    source = learnt(early) if far.origin == late.origin else final
    moved = set_right(late, source)
    counts = abs(np.log1p(max(moved.bias, -0.99))) < abs(np.log1p(max(before.bias, -0.99)))
    kept = Calibration(
        c0=final.c0 if chances else 0.0,
        c1=final.c1 if chances else 1.0,
        factor=final.factor if counts else 1.0,
    )
    return kept, chances, bool(counts), before, after


def choose(
    log: Log, end: int, horizon: int, *, unit: float = 1.0, candidates: Mapping[str, Fitter] = CANDIDATES
) -> Choice:
    """The choice as of `end` (a day number) for forecasts over `horizon` days. Rows after `end` are not used.

    ValueError when nobody had bought by the end.
    """
    base = log.before(end, unit)
    if base.ids.size == 0:
        raise ValueError("Nobody had bought by the end.")
    # The log counts as watched up to `end`, whether or not anyone bought on that very day.
    past = sample_of(log, end).watched_to(end)
    places: Sequence[Place] = [
        place
        for place in origins(past, end, horizon)
        if (base.first <= place.origin).sum() >= LEAST_CUSTOMERS
    ]
    if len(places) < 3:
        name = DEFAULT if DEFAULT in candidates else next(iter(candidates))
        return Choice(name, candidates[name](base), base, Calibration(), compared=False, end=end)
    season, places = seasons(past, end, places)
    base = season.told_by(base, end)
    tried = [attempt(past, name, fit, places, unit) for name, fit in candidates.items()]
    best = min(tried, key=lambda one: one.log_loss)
    kept, chances, counts, before, after = decided(best)
    return Choice(
        name=best.name,
        model=candidates[best.name](base),
        base=base,
        calibration=kept,
        compared=True,
        end=end,
        season=season,
        chances_set_right=chances,
        counts_set_right=counts,
        tried=tuple(sorted(tried, key=lambda one: one.log_loss)),
        before=before,
        after=after,
    )
