"""What customers will bring over a horizon, discounted: purchases expected step by step times mean spend."""

from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats
from regulars.lifetime.intervals import product_range, spread
from regulars.lifetime.models.buying import Buying
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.gamma_gamma import GammaGamma

M = TypeVar("M", Buying, MBGCNBDk)


class Forecaster(Protocol):
    """Any purchase model."""

    def discounted_purchases(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, ends: Floats, factors: Floats
    ) -> Floats: ...


def steps(horizon: float, step: float, discount: float) -> tuple[Floats, Floats]:
    """(ends of the steps, discount factors): a step's purchases are paid at its end, at (1 + discount)^-k; the
    last step may be shorter."""
    if not (horizon > 0 and step > 0 and discount > -1):
        raise ValueError("clv needs a horizon and a step above 0 and a discount above -1.")
    count = int(np.ceil(horizon / step - 1e-9))
    ends = np.minimum(step * np.arange(1, count + 1), horizon)
    return ends, (1.0 + discount) ** -(ends / step)


def clv(  # noqa: PLR0917 - the arrays every model takes, in their order
    model: Forecaster,
    spend: GammaGamma,
    x: ArrayLike,
    t_x: ArrayLike,
    T: ArrayLike,
    z: ArrayLike,
    *,
    horizon: float,
    step: float,
    discount: float = 0.0,
) -> Floats:
    """Discounted spend of each customer in the next `horizon`; `discount` is the rate for one `step`.

    Fader, Hardie & Lee (2005b): purchases and spend taken as independent, so check their correlation.
    """
    ends, factors = steps(horizon, step, discount)
    result: Floats = model.discounted_purchases(x, t_x, T, ends, factors) * spend.expected_spend(x, z)
    return result


def clv_range(  # noqa: PLR0917 - the arrays every model takes, in their order
    model: M,
    spend: GammaGamma,
    x: ArrayLike,
    t_x: ArrayLike,
    T: ArrayLike,
    z: ArrayLike,
    *,
    horizon: float,
    step: float,
    discount: float = 0.0,
    level: float = 0.8,
) -> tuple[Floats, Floats]:
    """(low, high) around `clv` holding `level` of the belief about the mean, by the delta method: the doubt about the
    purchases and about the spend, taken as independent. Both models must have been fitted (ValueError)."""
    ends, factors = steps(horizon, step, discount)
    purchases = spread(model, lambda one: one.discounted_purchases(x, t_x, T, ends, factors))
    return product_range(purchases, spread(spend, lambda one: one.expected_spend(x, z)), level)
