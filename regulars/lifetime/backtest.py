"""Would the forecasts have come true? Fit on the log up to an origin, predict, and compare with what followed.

Nothing after the origin is used: not the customers who came later, not the end of the log.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.log import Fitter, Log, purchases_between, weak_bgnbd
from regulars.lifetime.scores import Scores, score
from regulars.lifetime.season import NO_SEASON, Season
from regulars.lifetime.summary import Summary


@dataclass(frozen=True)
class Backtest:
    """One origin. Days are day numbers; `base` is the summary at the origin, `expected`, `chance` and `actual`
    stand in its order. `called` are the customers called at risk: their chance to buy within the horizon was
    under `at_risk_below`."""

    origin: int
    end: int
    base: Summary
    expected: Floats
    chance: Floats
    actual: Ints
    scores: Scores
    called: Bools

    @property
    def at_risk(self) -> int:
        """Customers the model called at risk at the origin."""
        return int(self.called.sum())

    @property
    def not_back(self) -> int:
        """Of those, how many had not come back by the end."""
        return int((self.called & (self.actual == 0)).sum())


def replay(
    log: Log,
    origin: int,
    horizon: int,
    fit: Fitter = weak_bgnbd,
    *,
    unit: float = 1.0,
    at_risk_below: float = 0.5,
    season: Season = NO_SEASON,
) -> Backtest:
    """Fit on the log up to `origin` (a day number), predict the `horizon` days after it, compare.

    `fit` sees the summary at the origin, told by the season's clock, and gives a model in the same unit.
    ValueError when nobody had bought by the origin or the log does not reach origin + horizon.
    """
    end = origin + horizon
    if horizon < 1 or log.reach[1] < end:
        raise ValueError("The log must reach from the origin to the end of the horizon.")
    base = log.before(origin, unit)
    if base.ids.size == 0:
        raise ValueError("Nobody had bought by the origin.")
    base = season.told_by(base, origin)
    model = fit(base)
    ahead = season.ahead(origin, horizon) / unit
    expected = model.expected_purchases(base.x, base.t_x, base.T, ahead)
    chance = model.p_buys(base.x, base.t_x, base.T, ahead)
    actual = purchases_between(log, base, origin, end)
    return Backtest(
        origin=origin,
        end=end,
        base=base,
        expected=expected,
        chance=chance,
        actual=actual,
        scores=score(expected, chance, actual),
        called=chance < at_risk_below,
    )


def rolling(
    log: Log,
    origins: Sequence[int],
    horizon: int,
    fit: Fitter = weak_bgnbd,
    *,
    unit: float = 1.0,
    at_risk_below: float = 0.5,
) -> list[Backtest]:
    """A back-test from each origin, earliest first."""
    return [
        replay(log, origin, horizon, fit, unit=unit, at_risk_below=at_risk_below)
        for origin in sorted(origins)
    ]


def latest_origin(log: Log, horizon: int, least_history: int | None = None) -> int | None:
    """The latest origin that leaves a whole horizon after it, or None when too little would lie before it
    (default: as long as the horizon)."""
    first, last = log.reach
    origin = last - horizon
    return origin if origin - first >= (horizon if least_history is None else least_history) else None
