"""Climb a log-posterior of a handful of log-parameters by damped Newton steps."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regulars.lifetime.arrays import Floats

Evaluate = Callable[[Floats], tuple[float, Floats, Floats]]

LONGEST_STEP = 2.0
"""In log-parameters: no parameter changes more than about sevenfold in one step."""
EDGE = 18.0
"""A log-parameter this far from the start has run off: the maximum is not finite."""


@dataclass(frozen=True)
class Peak:
    """Where the climb ended. `hessian` is that of the objective there, in the log-parameters."""

    theta: Floats
    value: float
    gradient: Floats
    hessian: Floats
    iterations: int
    converged: bool
    at_edge: bool


def ascent(gradient: Floats, hessian: Floats, damping: float) -> Floats:
    """A step uphill even where the surface is not concave: |eigenvalues|, plus damping."""
    values, vectors = np.linalg.eigh(-hessian)
    size = np.abs(values)
    floor = 1e-12 * max(1.0, float(size.max()))
    step: Floats = vectors @ ((vectors.T @ gradient) / (np.maximum(size, floor) + damping))
    return step * min(1.0, LONGEST_STEP / max(float(np.abs(step).max()), 1e-300))


def climb(evaluate: Evaluate, start: Floats, most: int = 100, tolerance: float = 1e-18) -> Peak:
    """The maximum of `evaluate` (value, gradient, Hessian) from `start`. Never raises for a flat surface.

    Converged: the gain the quadratic model still promises is under `tolerance` of the value, or the step under 1e-10.
    """
    low, high = start - EDGE, start + EDGE
    theta = start
    value, gradient, hessian = evaluate(theta)
    damping, done, tries = 0.0, False, 0
    while tries < most and not done:
        tries += 1
        step = np.clip(theta + ascent(gradient, hessian, damping), low, high) - theta
        promised = 0.5 * float(gradient @ step)
        done = promised <= tolerance * max(1.0, abs(value)) or float(np.abs(step).max()) < 1e-10
        with np.errstate(all="ignore"):
            trial = evaluate(theta + step)
        slack = 1e-11 * max(1.0, abs(value))
        if np.isfinite(trial[0]) and np.isfinite(trial[2]).all() and trial[0] >= value - slack:
            theta = theta + step
            value, gradient, hessian = trial
            damping = 0.0 if damping < 1e-3 else damping / 10
        elif not done:
            damping = max(damping * 10, 1e-3 * max(1.0, float(np.abs(np.diag(hessian)).max())))
    at_edge = bool(np.any((theta - low < 1e-6) | (high - theta < 1e-6)))
    return Peak(theta, float(value), gradient, hessian, tries, done and not at_edge, at_edge)
