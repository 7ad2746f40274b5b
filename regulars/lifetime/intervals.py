"""How sure a fitted model is of a figure: ranges from the uncertainty of its parameters.

`delta`: the parameters' covariance carried through the figure by differences along its principal axes, on the
log scale for amounts and the logit scale for chances, so a range never leaves what is possible (8 evaluations
for 4 parameters). `draws`: quantiles over Laplace draws. Neither contains the luck of a single customer: they
say how well the mean is known, not how many orders will come.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from scipy.special import expit, logit, ndtri

from regulars.lifetime.arrays import Floats
from regulars.lifetime.models.base import Model

M = TypeVar("M", bound=Model)

LONGEST = 2.0
"""A principal axis longer than this in log-parameters is not linear any more; the data hardly bound it."""


def axes(model: Model) -> list[tuple[Floats, float]]:
    """Principal axes of the log-parameters' covariance, cut to LONGEST, with the part they were cut by."""
    values, vectors = np.linalg.eigh(model.need_fit().covariance)
    lengths = np.sqrt(np.maximum(values, 0.0))
    return [
        (vectors[:, k] * min(size, LONGEST), size / max(min(size, LONGEST), 1e-300))
        for k, size in enumerate(lengths.tolist())
    ]


def scaled(values: Floats, chance: bool) -> Floats:
    """Amounts in logs, chances in logits."""
    if chance:
        return np.asarray(logit(np.clip(values, 1e-15, 1 - 1e-15)), dtype=np.float64)
    return np.log(np.maximum(values, 1e-300))


def spread(model: M, figure: Callable[[M], Floats], chance: bool = False) -> tuple[Floats, Floats]:
    """(the figure, its variance), both on the log or logit scale."""
    middle = scaled(figure(model), chance)
    variance = np.zeros_like(middle)
    for axis, cut in axes(model):
        ahead = scaled(figure(model.with_values(model.values * np.exp(axis))), chance)
        behind = scaled(figure(model.with_values(model.values * np.exp(-axis))), chance)
        # The larger one-sided step: honest where the figure bends.
        swing = np.maximum(np.abs(ahead - middle), np.abs(middle - behind))
        variance += (swing * min(cut, 3.0)) ** 2
    return middle, variance


def opened(middle: Floats, variance: Floats, level: float, chance: bool) -> tuple[Floats, Floats]:
    """The range around `middle` that holds `level` of the belief, back on the figure's own scale."""
    reach = np.minimum(ndtri(0.5 + level / 2) * np.sqrt(variance), 300.0)
    if chance:
        return expit(middle - reach), expit(middle + reach)
    return np.exp(middle - reach), np.exp(np.minimum(middle + reach, 690.0))


def delta_range(
    model: M, figure: Callable[[M], Floats], level: float = 0.8, chance: bool = False
) -> tuple[Floats, Floats]:
    """(low, high) of `figure(model)` holding `level` of the belief; `chance` for probabilities."""
    return opened(*spread(model, figure, chance), level, chance)


def product_range(
    first: tuple[Floats, Floats], second: tuple[Floats, Floats], level: float = 0.8
) -> tuple[Floats, Floats]:
    """(low, high) of the product of two independent amounts, each as `spread` tells it (orders and spend)."""
    return opened(first[0] + second[0], first[1] + second[1], level, chance=False)


def draws_range(
    model: M, figure: Callable[[M], Floats], level: float = 0.8, n: int = 200, seed: int = 0
) -> tuple[Floats, Floats]:
    """(low, high) as quantiles of `figure` over n Laplace draws. Memory: n times the figure's size."""
    values = np.array([figure(model.with_values(row)) for row in model.draws(n, seed)])
    low, high = np.quantile(values, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return low, high
