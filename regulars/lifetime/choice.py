"""Which model suits this firm, and are its forecasts to be set right? Decided on the firm's own past only.

Of the back-tests of `trials`, the model is the one whose chances separate buyers best once set right (mean log
loss after recalibration, over the origins). Recalibration of chances is kept if, learnt early, it lowers the log loss
late; expected purchases follow if that brings their total nearer late, too. What is kept is learnt anew at the far
origin, whose horizon is nearest to the one asked for.

The season learnt at the end tells the time in every back-test: where an origin does not know it, the time of year
would be taken for an error of the model. Whether there is a season at all, the evidence in `year` has weighed
already; it is dropped only if the season that a log of a year and more knew at the late origin made things worse.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats
from regulars.lifetime.backtest import replay
from regulars.lifetime.calibration import Calibration
from regulars.lifetime.log import Fitter, Log, Predictor, born_inside
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.mbgnbd import MBGNBD
from regulars.lifetime.models.nbd import NBD
from regulars.lifetime.models.pareto import ParetoNBD
from regulars.lifetime.months import learn_season, why_unknown
from regulars.lifetime.reason import METHOD, Compared, Kept, Reason, SeasonFound, TooFewCustomers
from regulars.lifetime.scores import Scores
from regulars.lifetime.season import NO_SEASON, Season
from regulars.lifetime.summary import Summary
from regulars.lifetime.trials import Place, Tried, attempt, learnt, origins, sample_of, set_right

LEAST_FOR_ANY = 5
"""Customers: below this a fit would only repeat its prior."""
LEAST_CUSTOMERS = 50
"""At an origin, for its back-test to count."""
CLEARLY = 0.002
"""Log loss that a season must have cost to be dropped."""

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

    base: the customers at the end, told by the season's clock.
    """

    name: str
    model: Predictor
    base: Summary
    calibration: Calibration
    end: int
    reason: Reason
    season: Season = NO_SEASON
    tried: Sequence[Tried] = field(default_factory=tuple)

    @property
    def compared(self) -> bool:
        """False where the default was taken because there was too little to compare."""
        return self.reason.compared == "compared"

    @property
    def chances_set_right(self) -> bool:
        return self.reason.chances.kept

    @property
    def counts_set_right(self) -> bool:
        """Expected purchases follow their chances."""
        return self.reason.counts.kept

    def ahead(self, horizon: int) -> float:
        """The next `horizon` days as the t to ask for: in the unit of `base`, on the season's clock."""
        return self.season.ahead(self.end, horizon) / self.base.unit

    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's chance of a purchase in the next t, set right where that was found to help."""
        return self.calibration.chance(self.model.p_buys(x, t_x, T, t))

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """The model's expected purchases in the next t, set right where that was found to help."""
        expected = self.model.expected_purchases(x, t_x, T, t)
        if not self.calibration.changes:
            return expected
        return self.calibration.count(expected, self.model.p_buys(x, t_x, T, t))


def seasons(log: Log, end: int, places: Sequence[Place]) -> tuple[Season, SeasonFound, Sequence[Place]]:
    """The season to use, why so, and the places told by it."""
    season = learn_season(log, end)
    if not season.known:
        return NO_SEASON, why_unknown(log, end), places
    late = places[-1]
    then = learn_season(log, late.origin)
    if then.whole:
        with_it, without = (replay(log, late.origin, late.horizon, season=one) for one in (then, NO_SEASON))
        if with_it.scores.log_loss > without.scores.log_loss + CLEARLY:
            return NO_SEASON, "did_not_help", places
    return (
        season,
        "covered" if season.whole else "partly",
        [replace(place, season=season) for place in places],
    )


def off_total(found: Scores) -> float:
    """How far the total is from the actual one, as a ratio either way."""
    return abs(math.log(max(found.predicted_total, 0.5) / max(found.actual_total, 0.5)))


def decided(best: Tried) -> tuple[Calibration, Kept, Kept]:
    """The recalibration kept, and how that was found for chances and for counts: learnt early, does it help late?"""
    far, early, late = best.tests
    before, after = late.scores, set_right(late, learnt(early))
    chances = Kept(after.log_loss < before.log_loss, before.log_loss, after.log_loss)
    counts = Kept(chances.kept and off_total(after) < off_total(before), before.bias, after.bias)
    if not chances.kept:
        return Calibration(), chances, counts
    return replace(learnt(far), counts=counts.kept), chances, counts


@dataclass(frozen=True)
class Fitting:
    """What is fitted to whom: the candidates, and how many customers they will see at the end."""

    candidates: Mapping[str, Fitter]
    customers: int
    began: int | None


def fitting(candidates: Mapping[str, Fitter], base: Summary, began: int | None) -> Fitting:
    """The candidates, fitted to those born inside the log where that is asked for and possible."""
    size = int(base.ids.size)
    if began is None:
        return Fitting(candidates, size, None)
    watched = int((base.born_from(began) & (base.T > 0)).sum())
    seeing = {name: born_inside(fit, began, LEAST_CUSTOMERS) for name, fit in candidates.items()}
    return Fitting(seeing, int(base.born_from(began).sum()) if watched >= LEAST_CUSTOMERS else size, began)


def untried(base: Summary, end: int, by: Fitting, why: Compared) -> Choice:
    """The default, where back-tests would say nothing."""
    name = DEFAULT if DEFAULT in by.candidates else next(iter(by.candidates))
    reason = Reason(
        METHOD, name, why, int(base.ids.size), by.customers, season="not_compared", began=by.began
    )
    return Choice(name, by.candidates[name](base), base, Calibration(), end=end, reason=reason)


def compared(
    past: Log, base: Summary, by: Fitting, places: Sequence[Place], *, end: int, horizon: int
) -> Choice:
    """The best of the candidates at these places, fitted at the end."""
    season, known, places = seasons(past, end, places)
    base = season.told_by(base, end)
    tests = (attempt(past, name, fit, places, base.unit) for name, fit in by.candidates.items())
    tried = tuple(sorted(tests, key=lambda one: one.log_loss))
    name = tried[0].name
    calibration, chances, counts = decided(tried[0])
    reason = Reason(
        METHOD,
        name,
        "compared",
        customers=int(base.ids.size),
        fitted=by.customers,
        began=by.began,
        season=known,
        origins=tuple((place.origin, place.horizon) for place in places),
        losses=tuple((one.name, one.log_loss) for one in tried),
        chances=chances,
        counts=counts,
    )
    model = by.candidates[name](base)
    if calibration.changes:
        people = base.x, base.t_x, base.T, season.ahead(end, horizon) / base.unit
        calibration = calibration.over(model.expected_purchases(*people), model.p_buys(*people))
    return Choice(name, model, base, calibration, end=end, reason=reason, season=season, tried=tried)


def choose(
    log: Log,
    end: int,
    horizon: int,
    *,
    unit: float = 1.0,
    candidates: Mapping[str, Fitter] = CANDIDATES,
    began: int | None = None,
) -> Choice:
    """The choice as of `end` (a day number) for forecasts over `horizon` days. Rows after `end` are not used.

    began: customers whose first purchase lies before this day may have bought before the log began; they are scored
    and not fitted, unless fewer than LEAST_CUSTOMERS came later. None: all are fitted.
    TooFewCustomers (a ValueError) when fewer than LEAST_FOR_ANY had bought by the end, or nobody before it.
    """
    base = log.before(end, unit)
    # Of people who all came on the last day nothing has been seen yet.
    seen = int(base.ids.size) if base.T.any() else 0
    if seen < LEAST_FOR_ANY:
        raise TooFewCustomers(seen, LEAST_FOR_ANY)
    by = fitting(candidates, base, began)
    # The log counts as watched up to `end`, whether or not anyone bought on that very day.
    past = sample_of(log, end).watched_to(end)
    possible = origins(past, end, horizon)
    if not possible:
        return untried(base, end, by, "too_short")
    if any((base.first < place.origin).sum() < LEAST_CUSTOMERS for place in possible):
        return untried(base, end, by, "too_few")
    return compared(past, base, by, possible, end=end, horizon=horizon)
