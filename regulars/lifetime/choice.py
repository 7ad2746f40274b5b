"""Which model suits this firm, and are its forecasts to be set right? Decided on the firm's own past only.

Of the back-tests of `trials`, the model is the one whose chances separate buyers best once set right (mean log
loss after recalibration, over the origins). Recalibration of chances is kept if, learnt early, it helps late; the
factor on counts is kept if, learnt far, it makes the total better late (or, learnt early, where far and late are
the same window). What is kept is learnt anew at the far origin, whose horizon is nearest to the one asked for.

A season is kept unless the late origin, where the log had covered a year by then, speaks against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats
from regulars.lifetime.backtest import replay
from regulars.lifetime.calibration import Calibration
from regulars.lifetime.log import Fitter, Log, Predictor
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.mbgnbd import MBGNBD
from regulars.lifetime.models.nbd import NBD
from regulars.lifetime.models.pareto import ParetoNBD
from regulars.lifetime.reason import METHOD, Compared, Kept, Reason, SeasonFound, TooFewCustomers
from regulars.lifetime.scores import Scores
from regulars.lifetime.season import NO_SEASON, Season, learn_season, why_unknown
from regulars.lifetime.summary import Summary
from regulars.lifetime.trials import Place, Tried, attempt, learnt, origins, sample_of, set_right

LEAST_FOR_ANY = 5
"""Customers: below this a fit would only repeat its prior."""
LEAST_CUSTOMERS = 50
"""At an origin, for its back-test to count."""

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
class Choice:
    """The model for this firm, fitted to the whole log up to the end, with its forecasts set right.

    base: the customers at the end, told by the season's clock. before, after: the late back-test without and with
    what was learnt early; None where there was too little to compare and the default was taken.
    """

    name: str
    model: Predictor
    base: Summary
    calibration: Calibration
    end: int
    reason: Reason
    season: Season = NO_SEASON
    tried: Sequence[Tried] = field(default_factory=tuple)
    before: Scores | None = None
    after: Scores | None = None

    @property
    def compared(self) -> bool:
        """False where the default was taken because there was too little to compare."""
        return self.reason.compared == "compared"

    @property
    def chances_set_right(self) -> bool:
        return self.reason.chances.kept

    @property
    def counts_set_right(self) -> bool:
        return self.reason.counts.kept

    def ahead(self, horizon: int) -> float:
        """The next `horizon` days as the t to ask for: in the unit of `base`, on the season's clock."""
        return self.season.ahead(self.end, horizon) / self.base.unit

    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's chance of a purchase in the next t, set right where that was found to help."""
        return self.calibration.chance(self.model.p_buys(x, t_x, T, t))

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's expected purchases in the next t, set right where that was found to help."""
        return self.calibration.count(self.model.expected_purchases(x, t_x, T, t))


def seasons(log: Log, end: int, places: Sequence[Place]) -> tuple[Season, SeasonFound, Sequence[Place]]:
    """The season to use, why so, and the places with the seasons known at their origins; none where the late
    origin speaks against it."""
    season = learn_season(log, end)
    if not season.known:
        return NO_SEASON, why_unknown(log, end), places
    knowing = [replace(place, season=learn_season(log, place.origin)) for place in places]
    late = knowing[-1]
    if late.season.known:
        with_it, without = (
            replay(log, late.origin, late.horizon, season=one).scores for one in (late.season, NO_SEASON)
        )
        if with_it.log_loss > without.log_loss:
            return NO_SEASON, "did_not_help", places
    return season, "covered", knowing


@dataclass(frozen=True)
class Decided:
    """The recalibration kept, how each part of it was found, and the late scores without and with it."""

    calibration: Calibration
    chances: Kept
    counts: Kept
    before: Scores
    after: Scores


def decided(best: Tried) -> Decided:
    """What to keep of recalibration."""
    far, early, late = best.tests
    before, after = late.scores, set_right(late, learnt(early))
    chances = Kept(after.log_loss < before.log_loss, before.log_loss, after.log_loss)
    final = learnt(far)
    source = learnt(early) if far.origin == late.origin else final
    moved = set_right(late, source)
    nearer = abs(np.log1p(max(moved.bias, -0.99))) < abs(np.log1p(max(before.bias, -0.99)))
    counts = Kept(bool(nearer), before.bias, moved.bias)
    kept = Calibration(
        c0=final.c0 if chances.kept else 0.0,
        c1=final.c1 if chances.kept else 1.0,
        factor=final.factor if counts.kept else 1.0,
    )
    return Decided(kept, chances, counts, before, after)


def untried(base: Summary, end: int, candidates: Mapping[str, Fitter], why: Compared) -> Choice:
    """The default, where back-tests would say nothing."""
    name = DEFAULT if DEFAULT in candidates else next(iter(candidates))
    size = int(base.ids.size)
    reason = Reason(METHOD, name, why, customers=size, fitted=size, season="not_compared")
    return Choice(name, candidates[name](base), base, Calibration(), end=end, reason=reason)


def choose(
    log: Log, end: int, horizon: int, *, unit: float = 1.0, candidates: Mapping[str, Fitter] = CANDIDATES
) -> Choice:
    """The choice as of `end` (a day number) for forecasts over `horizon` days. Rows after `end` are not used.

    TooFewCustomers (a ValueError) when fewer than LEAST_FOR_ANY had bought by the end.
    """
    base = log.before(end, unit)
    if base.ids.size < LEAST_FOR_ANY:
        raise TooFewCustomers(int(base.ids.size), LEAST_FOR_ANY)
    # The log counts as watched up to `end`, whether or not anyone bought on that very day.
    past = sample_of(log, end).watched_to(end)
    possible = origins(past, end, horizon)
    places: Sequence[Place] = [
        place for place in possible if (base.first <= place.origin).sum() >= LEAST_CUSTOMERS
    ]
    if not places or len(places) < len(possible):
        return untried(base, end, candidates, "too_few" if possible else "too_short")
    season, found, places = seasons(past, end, places)
    base = season.told_by(base, end)
    tried = sorted(
        (attempt(past, name, fit, places, unit) for name, fit in candidates.items()),
        key=lambda one: one.log_loss,
    )
    best, size = tried[0], int(base.ids.size)
    kept = decided(best)
    reason = Reason(
        METHOD,
        best.name,
        "compared",
        customers=size,
        fitted=size,
        season=found,
        origins=tuple((place.origin, place.horizon) for place in places),
        losses=tuple((one.name, one.log_loss) for one in tried),
        chances=kept.chances,
        counts=kept.counts,
    )
    return Choice(
        name=best.name,
        model=candidates[best.name](base),
        base=base,
        calibration=kept.calibration,
        end=end,
        reason=reason,
        season=season,
        tried=tuple(tried),
        before=kept.before,
        after=kept.after,
    )
