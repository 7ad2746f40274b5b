"""What a customer who is still there will buy: one integral, computed without ever subtracting near-equals.

Given alive, lambda ~ Gamma(R, A) and the chance of leaving after each purchase p ~ Beta(a, c). Purchases in the
next t, with u = t/A:

    E = E_p[g(p)],   g(p) = (1 - (1 + p u)^-R) / p,   g(0) = R u

This is the bracket of Fader, Hardie & Lee (2005a, eq. 10) before it is written as a 2F1: the integrand is smooth
and positive, so nothing cancels, however long the horizon or rare the leaving. Ordinary customers: Gauss-Jacobi
nodes of Beta(a, c), one set for each distinct c. Others: trapezoid in ln(p/(1-p)), which converges
exponentially (Trefethen & Weideman 2014).
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy.linalg import eigh_tridiagonal
from scipy.special import betaln, expit, log_expit

from regulars.lifetime.arrays import Bools, Floats

LIGHT, FEW, MANY = 16, 40, 96
CHUNK = 2_048
SHARED = 0.25
"""Nodes of Beta(a, c) also serve c + k for a whole k up to this part of c: (1-p)^k goes into the weights."""
TINY = 1e-200


@lru_cache(maxsize=4096)
def beta_nodes(a: float, c: float, count: int = FEW) -> tuple[Floats, Floats]:
    """Gauss nodes and weights for E[f(p)], p ~ Beta(a, c) (Golub & Welsch 1969)."""
    k = np.arange(1, count, dtype=np.float64)
    total = a + c
    # Monic Jacobi on [0, 1]: diagonal d_k, squared off-diagonal e_k.
    diagonal = np.empty(count)
    diagonal[0] = a / total
    s = 2 * k + total - 2
    diagonal[1:] = 0.5 + (a - c) * (total - 2) / (2 * s * (s + 2))
    squared = np.empty(count - 1)
    # k = 1 written out: its general form is 0/0 at a + c = 1.
    squared[0] = a * c / (total**2 * (total + 1))
    k, s = k[1:], s[1:]
    squared[1:] = k * (k + a - 1) * (k + c - 1) * (k + total - 2) / ((s - 1) * s**2 * (s + 1))
    nodes, vectors = eigh_tridiagonal(diagonal, np.sqrt(squared))
    return np.clip(nodes, TINY, 1.0), vectors[0] ** 2


def kernel(p: Floats, R: Floats, u: Floats) -> Floats:
    """g(p), stable for every p in (0, 1]."""
    result: Floats = -np.expm1(-R * np.log1p(p * u)) / p
    return result


def mild(R: Floats, u: Floats, a: float, c: Floats) -> Bools:
    """Where LIGHT Gauss nodes give full precision, as nearly always over a year or less."""
    return (u <= 1.0) & (R * u <= 10.0) & (R * u * (1 + a) <= 5.0 * (a + c + 1)) & (0.01 <= a <= 100.0)


def ordinary(R: Floats, u: Floats, a: float, c: Floats) -> Bools:
    """Where FEW Gauss nodes give full precision (found by comparison with the other way, held by tests)."""
    spread = R * u * (1 + a) / (a + c + 1)
    return (u <= 8.0) & (R * u <= 400.0) & (spread <= 40.0) & (c <= 2_000.0) & (1e-6 <= a <= 200.0)


def broad(R: Floats, u: Floats, a: float, c: Floats) -> Bools:
    """Where MANY Gauss nodes do."""
    spread = R * u * (1 + a) / (a + c + 1)
    return (u <= 100.0) & (R * u <= 1_000.0) & (spread <= 200.0) & (c <= 2_000.0) & (1e-2 <= a <= 100.0)


def purchases_while_staying(R: Floats, u: Floats, a: float, c: Floats) -> Floats:
    """E for flat arrays R (shape), u (horizon over A) and c. a is one number."""
    result = R * u
    left = (u > 0) & (R > 0)
    for nodes, fits in ((LIGHT, mild), (FEW, ordinary), (MANY, broad)):
        rows = np.flatnonzero(left & fits(R, u, a, c))
        if rows.size:
            result[rows] = by_gauss(R[rows], u[rows], a, c[rows], nodes)
            left[rows] = False
    if left.any():
        result[left] = by_trapezoid(R[left], u[left], a, c[left])
    return result


def by_gauss(R: Floats, u: Floats, a: float, c: Floats, count: int) -> Floats:
    """E by Gauss nodes, one set for each distinct c."""
    distinct, which = np.unique(c, return_inverse=True)
    sets = node_sets(a, distinct.tolist(), count)
    nodes = np.array([one[0] for one in sets]).reshape(-1, count)
    weights = np.array([one[1] for one in sets]).reshape(-1, count)
    result = np.empty_like(R)
    step = CHUNK * FEW // count
    for start in range(0, R.size, step):
        part = slice(start, start + step)
        values = kernel(nodes[which[part]], R[part, None], u[part, None])
        result[part] = np.einsum("ij,ij->i", values, weights[which[part]])
    return result


def node_sets(a: float, distinct: list[float], count: int) -> list[tuple[Floats, Floats]]:
    """Nodes and weights for each of the sorted `distinct` c. Counts of purchases are whole, so neighbours share."""
    sets: list[tuple[Floats, Floats]] = []
    anchor, nodes, weights = float("inf"), np.empty(0), np.empty(0)
    for c in distinct:
        more = round(c - anchor) if c >= anchor else -1
        if not 0 <= more <= SHARED * anchor or abs(c - anchor - more) > 1e-9:
            anchor, more = c, 0
            nodes, weights = beta_nodes(a, c, count)
        if more == 0:
            sets.append((nodes, weights))
            continue
        tilted = weights * (1 - nodes) ** more
        sets.append((nodes, tilted / tilted.sum()))
    return sets


def logit_range(a: float, c: Floats, drop: Floats) -> tuple[Floats, Floats]:
    """Where p^a (1-p)^c, as a function of y = ln(p/(1-p)), has fallen by `drop` in the logarithm on each side."""
    peak = np.log(a) - np.log(c)

    def fallen(y: Floats) -> Floats:
        top = a * log_expit(peak) + c * log_expit(-peak)
        result: Floats = top - (a * log_expit(y) + c * log_expit(-y)) - drop
        return result

    ends = []
    for sign in (-1.0, 1.0):
        near, far = peak, peak + sign * (drop + 50 + np.abs(peak)) * (1 + 1 / a + 1 / c)
        for _ in range(60):
            middle = (near + far) / 2
            beyond = fallen(middle) > 0
            near, far = np.where(beyond, near, middle), np.where(beyond, middle, far)
        ends.append(far)
    return ends[0], ends[1]


Figure = Callable[[Floats, Floats, Floats], Floats]
"""Of p, R and u."""

SLOW = 0.05
"""A Beta parameter under this has a tail too long to walk; it is raised by one instead."""


def by_trapezoid(R: Floats, u: Floats, a: float, c: Floats) -> Floats:
    """E by the trapezoid rule in ln(p/(1-p)); for rare, extreme rows.

    Where c is near 0, p hardly leaves 1:  E[f] = f(1) + c/(a+c) E_{a, c+1}[(f(p) - f(1))/(1-p)]
    Where a is near 0, p hardly leaves 0:  E[f] = f(0) - a/(a+c) E_{a+1, c}[(f(0) - f(p))/p]
    """
    result = np.empty_like(R)
    at_one = c < SLOW
    low, high = ~at_one, at_one
    if low.any():
        result[low] = from_zero(kernel, R[low] * u[low], (R[low], u[low]), a, c[low])
    if high.any():
        some_R, some_u, some_c = R[high], u[high], c[high]
        one = kernel(np.ones_like(some_R), some_R, some_u)

        def excess(p: Floats, R: Floats, u: Floats) -> Floats:
            rest = np.maximum(1 - p, TINY)
            return np.maximum(kernel(p, R, u) - kernel(np.ones_like(R), R, u), 0.0) / rest

        more = from_zero(excess, some_R * some_u - one, (some_R, some_u), a, some_c + 1)
        result[high] = one + some_c / (a + some_c) * more
    return result


def from_zero(figure: Figure, at_zero: Floats, rows: tuple[Floats, Floats], a: float, c: Floats) -> Floats:
    """E[figure], p ~ Beta(a, c), whose value at p = 0 is `at_zero`."""
    R, u = rows
    if a >= SLOW:
        return beta_mean(figure, R, u, a, c)

    def deficit(p: Floats, R: Floats, u: Floats) -> Floats:
        return np.maximum(figure(np.zeros_like(R) + TINY, R, u) - figure(p, R, u), 0.0) / p

    return at_zero - a / (a + c) * beta_mean(deficit, R, u, a + 1, c)


def beta_mean(figure: Figure, R: Floats, u: Floats, a: float, c: Floats) -> Floats:
    """E[figure], p ~ Beta(a, c), by the trapezoid rule in y = ln(p/(1-p))."""
    low, high = logit_range(a, c, 45.0 + np.log1p(R * u))
    width = np.sqrt(1 / a + 1 / c)
    counts = np.ceil((high - low) / np.minimum(0.2, 0.5 * width)).astype(np.int64)
    result = np.empty_like(R)
    order = np.argsort(counts)
    step = max(1, int(2e6 // max(1, int(counts.max()))))
    for start in range(0, R.size, step):
        rows = order[start : start + step]
        count = int(counts[rows].max()) + 1
        y = low[rows, None] + (high - low)[rows, None] * np.linspace(0, 1, count)
        logs = a * log_expit(y) + c[rows, None] * log_expit(-y) - betaln(a, c[rows, None])
        values = np.exp(logs) * figure(np.maximum(expit(y), TINY), R[rows, None], u[rows, None])
        result[rows] = values.sum(axis=1) * (high - low)[rows] / (count - 1)
    return result
