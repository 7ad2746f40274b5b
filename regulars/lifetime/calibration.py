"""Setting forecasts right by how earlier ones turned out.

Chances: p' = expit(c0 + c1 logit(p)) (Platt 1999), drawn towards "no change" by a prior, so that few outcomes change
little. Expected purchases can follow their chances: E' = E p'/p, as a model whose chance of any purchase was off by
p'/p may well be right about how often those buy who do. A factor on the total of its own is not learnt: on simulated
firms with a season or a short log it took the time of year for an error of the model.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.newton import climb

TINY = 1e-9
WIDTH = 1.0
"""Standard deviation of the prior on c0 and on ln c1."""


@dataclass(frozen=True)
class Calibration:
    """c0, c1 for the chances; (0, 1) changes nothing. counts: expected purchases follow. factor: what p'/p comes to
    over all expected purchases of the firm, for whoever has counts without their chances."""

    c0: float = 0.0
    c1: float = 1.0
    factor: float = 1.0
    counts: bool = True

    @property
    def changes(self) -> bool:
        return (self.c0, self.c1) != (0.0, 1.0)

    def chance(self, p: Floats) -> Floats:
        """Chances set right; 0 and 1 stay."""
        if not self.changes:
            return p
        moved = expit(self.c0 + self.c1 * logit(np.clip(p, TINY, 1 - TINY)))
        result: Floats = np.where((p <= 0) | (p >= 1), p, moved)
        return result

    def count(self, expected: Floats, p: Floats | None = None) -> Floats:
        """Expected purchases set right, given the chances as the model told them; without: by the factor."""
        if p is None or not self.changes or not self.counts:
            return expected * self.factor
        result: Floats = expected * np.where(p > 0, self.chance(p) / np.maximum(p, TINY), 1.0)
        return result

    def over(self, expected: Floats, p: Floats) -> "Calibration":
        """With the factor that these customers' counts come to."""
        total = float(expected.sum())
        return replace(self, factor=float(self.count(expected, p).sum()) / total if total > 0 else 1.0)


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


def calibrate(chance: Floats, actual: Ints) -> Calibration:
    """From chances told and the purchases that came."""
    return Calibration(*fit_chances(chance, (actual > 0).astype(np.float64)))
