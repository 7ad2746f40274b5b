"""The firm's own model of who comes back: chosen on its own past, on its own season's clock, set right where that was
found to help. The same ledger on the same day leads to the same choice: nothing random, nothing kept from before."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from regulars.lifetime import BGNBD, MBGNBD, NBD, Choice, GammaGamma, MBGCNBDk, ParetoNBD, choose
from regulars.lifetime.arrays import Floats
from regulars.lifetime.choice import CANDIDATES, LEAST_FOR_ANY
from regulars.lifetime.season import NO_SEASON, Season, steps
from regulars.lifetime.summary import Summary
from regulars.retention.scoring.standings import typical_return
from regulars.retention.scoring.usage import Usage

Purchases = NBD | BGNBD | MBGNBD | ParetoNBD | MBGCNBDk
Customers = tuple[Floats, Floats, Floats]
"""x, t_x and T, the times on the season's clock."""
LEAST_REPEATS = 1
"""Where nobody has ever come back the screens say that there is too little history, instead of guessing."""
HORIZON = (14, 365)
TINY = 1e-12
FLAT = 1.1
"""A liveliest month no livelier than this, over an average one, excuses nobody's silence."""
MOST_TRIED, MOST_FITTED = 2_500, 30_000
"""Accounts the candidates are compared on, and the chosen one is fitted to; in a larger firm, samples spread evenly
over everybody. What a parameter might still be off by then is in the ranges."""


@dataclass(frozen=True)
class Models:
    """`choice`: which model, season and recalibration, and why. `orders`: the chosen model, fitted to everybody.
    `spend` is None where nobody has ordered twice. Its forecasts are those of `p_buys` and `expected`: the season
    ahead and what was learnt from earlier forecasts are in them."""

    choice: Choice
    orders: Purchases
    spend: GammaGamma | None

    @classmethod
    def fit(cls, usage: Usage, *, most: int = MOST_TRIED) -> "Models | None":
        """None with too little history to fit anything to. `most`: accounts to compare the candidates on."""
        if usage.x.size < LEAST_FOR_ANY or usage.x.sum() < LEAST_REPEATS or usage.T.max() < 1:
            return None
        log = usage.log(most)
        choice = choose(log, usage.as_of, typical_horizon(usage))
        some = usage.paid > 0
        spend = GammaGamma.fit(usage.paid[some], usage.z[some], prior="weak") if some.any() else None
        return cls(choice, fitted(choice, usage), spend)

    def customers(self, usage: Usage) -> Customers:
        """Everybody as `orders` knows them."""
        return clocked(self.choice.season, usage)

    def clock(self, day: ArrayLike) -> Floats:
        """The season's time at the close of each day (a day number), in days."""
        return self.choice.season.clock(day)

    def ahead(self, as_of: int, days: ArrayLike) -> Floats:
        """The next `days` after `as_of`, on the season's clock: what to ask `orders` for."""
        return self.clock(as_of + np.asarray(days, dtype=np.int64)) - self.clock(as_of)

    @property
    def name(self) -> str:
        """As facts and runs know it: nbd, bg/nbd, mbg/nbd, pareto/nbd or mbg/cnbd-2."""
        return self.choice.name.lower()

    @property
    def season(self) -> Season:
        """The firm's season where it is one to be felt; none where its months are much alike."""
        season = self.choice.season
        return season if float(season.factors.max()) > FLAT else NO_SEASON

    @property
    def version(self) -> str:
        """Changes when the same ledger could lead to another choice."""
        return self.choice.reason.method

    @property
    def used(self) -> dict[str, Purchases | GammaGamma]:
        """The fitted models by name, that of the orders first."""
        return {self.name: self.orders} | ({"gamma-gamma": self.spend} if self.spend else {})

    @property
    def no_leaving_seen(self) -> bool:
        """The orders show no sign that anyone leaves: the likelihood has no maximum at a finite rate of leaving, or
        the model in which nobody does was nearer to what came."""
        return isinstance(self.orders, NBD) or self.orders.no_dropout_seen

    def trust(self, days: ArrayLike) -> Floats:
        """How far what earlier forecasts have taught holds for one over `days`: wholly over the days it was learnt
        on, half over half or twice as many."""
        ahead, learnt = np.asarray(days, dtype=np.float64), float(learnt_over(self.choice))
        return np.minimum(ahead, learnt) / np.maximum(ahead, learnt)

    def chance(self, chance: Floats, days: ArrayLike) -> Floats:
        """The model's chances to buy within `days`, set right as far as that was found to help."""
        if not self.corrects:
            return chance
        by, trust = self.choice.calibration, self.trust(days)
        safe = np.clip(chance, TINY, 1 - TINY)
        return np.asarray(expit(by.c0 * trust + by.c1**trust * logit(safe)), dtype=np.float64)

    def factor(self, usage: Usage, days: ArrayLike) -> Floats:
        """What to multiply each account's expected orders within `days` by."""
        if not self.corrects_counts:
            return np.ones(usage.x.size)
        return self.ratio(self.orders.p_buys(*self.customers(usage), self.ahead(usage.as_of, days)), days)

    def ratio(self, told: Floats, days: ArrayLike) -> Floats:
        """As `factor`, from the chances the model told: one whose chance of any order was off by so much expects as
        many of those who do come as it did before."""
        result: Floats = self.chance(told, days) / np.maximum(told, TINY)
        return result

    @property
    def corrects(self) -> bool:
        """Whether chances are set right at all."""
        return self.choice.calibration.changes

    @property
    def corrects_counts(self) -> bool:
        """Whether expected orders follow: what corrects chances does not always help the number of orders."""
        return self.corrects and self.choice.calibration.counts

    def p_buys(self, usage: Usage, days: ArrayLike) -> Floats:
        """Each account's chance to buy within the next `days` (a number, or one an account)."""
        ahead = self.ahead(usage.as_of, days)
        return self.chance(self.orders.p_buys(*self.customers(usage), ahead), days)

    def expected(self, usage: Usage, days: ArrayLike) -> Floats:
        """Orders expected of each account in the next `days`."""
        count = self.orders.expected_purchases(*self.customers(usage), self.ahead(usage.as_of, days))
        result: Floats = count * self.factor(usage, days)
        return result


def clocked(season: Season, usage: Usage) -> Customers:
    """Everybody on the season's clock."""
    x = usage.x.astype(np.float64)
    if not season.known:
        return x, usage.t_x.astype(np.float64), usage.T.astype(np.float64)
    first, last, now = (season.clock(day) for day in (usage.jobs.first, usage.jobs.last, usage.as_of))
    return x, steps(last - first), steps(now - first)


def typical_horizon(usage: Usage) -> int:
    """The horizon the candidates are compared over: the one of someone without a rhythm of their own."""
    return int(np.clip(2 * typical_return(usage.jobs), *HORIZON))


def learnt_over(choice: Choice) -> int:
    """The days over which the choice compared forecasts with what came; a year where it could not."""
    return choice.reason.origins[0][1] if choice.reason.origins else HORIZON[1]


def fitted(choice: Choice, usage: Usage) -> Purchases:
    """The chosen model: the choice's own where it saw everybody."""
    model = choice.model
    if choice.base.x.size < usage.x.size:
        model = CANDIDATES[choice.name](learnt_from(choice, usage))
    if not isinstance(model, Purchases):
        raise TypeError(f"{choice.name} is no model that ranges are known for.")
    return model


def learnt_from(choice: Choice, usage: Usage) -> Summary:
    """Accounts on the season's clock, but those who may have begun before the records: scored, not fitted."""
    _, t_x, age = clocked(choice.season, usage)
    began = choice.reason.began
    place = np.arange(age.size) if began is None else np.flatnonzero(usage.jobs.first >= began)
    keep = place[:: -(-place.size // MOST_FITTED)]
    return replace(choice.base, ids=keep, x=usage.x[keep], t_x=t_x[keep], T=age[keep])
