"""How readily each account buys now, by any of the models: what its ranges are made of.

Given an account's past, and that it is still there, its rate of buying is gamma distributed: with shape r + x and
scale alpha + T under NBD, BG/NBD, MBG/NBD and Pareto/NBD (leaving tells nothing more of the rate of one who has
not left). Under MBG/CNBD-k that is so of its ticks, of which every k-th is a purchase: r + k x, and half of the
k - 1 ticks that may have passed since the last one.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, gammainc, gammaincinv

from regulars.lifetime import MBGCNBDk, ParetoNBD, spread
from regulars.lifetime.arrays import Floats
from regulars.retention.scoring.models import Customers, Purchases

MOST_ASKED = 5_000
"""Accounts whose doubt is worked out one by one. In a larger firm the parameters are so well known that those who
are most alike may share it."""


@dataclass(frozen=True)
class Rates:
    """alive: chance of being there still. shape, scale: of the gamma distributed ticks a day. ticks: to a purchase."""

    alive: Floats
    shape: Floats
    scale: Floats
    ticks: int

    @classmethod
    def of(cls, model: Purchases, who: Customers) -> "Rates":
        x, t_x, age = who
        ticks = model.k if isinstance(model, MBGCNBDk) else 1
        shape: Floats = np.asarray(model.r + ticks * x + (ticks - 1) / 2, dtype=np.float64)
        return cls(model.p_alive(x, t_x, age), shape, model.alpha + age, ticks)

    @property
    def present(self) -> Floats:
        """Purchases a day expected now."""
        result: Floats = self.alive * self.shape / (self.scale * self.ticks)
        return result

    def luck(self, mean: Floats) -> Floats:
        """Variance of the number of purchases of one whose rate is known: Poisson, or less where they come more
        regularly (the renewal process of k ticks, Cox 1962, Renewal Theory, section 4.5)."""
        return mean / self.ticks + (self.ticks**2 - 1) / (6 * self.ticks**2)

    def chance_at(self, tail: float, chance: Floats, ahead: Floats) -> Floats:
        """`chance` to buy within `ahead`, were the account's own rate at this quantile of what it may be.

        Exact for models in which one leaves after a purchase; for Pareto/NBD as if leaving before it were as likely
        at any rate."""
        shapes, place = np.unique(self.shape, return_inverse=True)
        rate = gammaincinv(shapes, tail)[place] / self.scale
        at_rate, on_average = np.zeros(chance.size), np.zeros(chance.size)
        # The ticks still missing to the next purchase: any number up to k, as likely as another.
        for missing in range(1, self.ticks + 1):
            at_rate += gammainc(missing, rate * ahead)
            on_average += betainc(missing, self.shape, ahead / (self.scale + ahead))
        result: Floats = chance * at_rate / np.maximum(on_average, 1e-300)
        return np.minimum(result, 1.0)


def buys(model: Purchases, who: Customers, ahead: Floats, alive: Floats) -> Floats:
    """`model.p_buys`, given who is there still: Pareto/NBD takes long to find that out again."""
    if not isinstance(model, ParetoNBD):
        return model.p_buys(*who, ahead)
    x, _, age = who
    result: Floats = alive * model.next_purchase(x, age, np.broadcast_to(ahead, x.shape))
    return result


Figure = Callable[[Purchases, Customers, Floats], Floats]
"""Of a model, some accounts, and the time ahead of each."""


def doubt(model: Purchases, who: Customers, ahead: Floats, figure: Figure, *, chance: bool = False) -> Floats:
    """The variance of a figure that comes from the parameters (`intervals.spread`: of its logarithm, or its logit)
    for every account; shared by those most alike in a firm of more than MOST_ASKED."""
    x, t_x, age = who
    order = np.lexsort((ahead, age, t_x, x))
    stride = max(1, -(-x.size // MOST_ASKED))
    asked = order[::stride]
    some, time = (x[asked], t_x[asked], age[asked]), ahead[asked]
    variance = spread(model, lambda one: figure(one, some, time), chance)[1]
    result = np.empty(x.size)
    result[order] = variance[np.arange(x.size) // stride]
    return result
