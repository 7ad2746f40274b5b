"""Setting forecasts right by how earlier ones turned out.

Chances: p' = expit(c0 + c1 logit(p)) (Platt 1999); expected purchases: multiplied by one factor. Both are drawn
towards "no change" by a prior worth a few dozen customers, so that few outcomes change little.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.newton import climb

TINY = 1e-9
TRUST = 25.0
"""Purchases (for the factor) that "no change" is worth."""
WIDTH = 1.0
"""Standard deviation of the prior on c0 and on ln c1."""


@dataclass(frozen=True)
class Calibration:
    """c0, c1 for the chances, factor for the counts; (0, 1, 1) changes nothing."""

    c0: float = 0.0
    c1: float = 1.0
    factor: float = 1.0

    def chance(self, p: Floats) -> Floats:
        """Chances set right; 0 and 1 stay."""
        moved = expit(self.c0 + self.c1 * logit(np.clip(p, TINY, 1 - TINY)))
        result: Floats = np.where((p <= 0) | (p >= 1), p, moved)
        return result

    def count(self, expected: Floats) -> Floats:
        """Expected purchases set right."""
        return expected * self.factor


def fit_chances(p: Floats, bought: Floats) -> tuple[float, float]:
    """(c0, c1) from told chances and what came of them."""
    x = logit(np.clip(p, TINY, 1 - TINY))

    def evaluate(theta: Floats) -> tuple[float, Floats, Floats]:
        slope = np.exp(theta[1])
        z = theta[0] + slope * x
        q = expit(z)
        by = np.stack([np.ones_like(x), slope * x])
        value = bought @ z - np.logaddexp(0.0, z).sum() - float(theta @ theta) / (2 * WIDTH**2)
        off = bought - q
        hessian = -(by * (q * (1 - q))) @ by.T - np.eye(2) / WIDTH**2
        hessian[1, 1] += off @ by[1]
        return float(value), by @ off - theta / WIDTH**2, hessian

    c0, log_c1 = climb(evaluate, np.zeros(2)).theta.tolist()
    return c0, float(np.exp(log_c1))


def fit_factor(expected: Floats, actual: Ints | Floats) -> float:
    """Actual over expected purchases in all, drawn towards 1."""
    return float((actual.sum() + TRUST) / (expected.sum() + TRUST))


def calibrate(expected: Floats, chance: Floats, actual: Ints) -> Calibration:
    """From forecasts and what came of them."""
    c0, c1 = fit_chances(chance, (actual > 0).astype(np.float64))
    return Calibration(c0, c1, fit_factor(expected, actual))
