"""The likelihood shared by BG/NBD and MBG/NBD, by tables and in one pass over the distinct rows.

With s = 0 (BG: nobody leaves before a first repeat) or s = 1 (MBG: also right after the first purchase):

    L = Gamma(r+x) alpha^r / Gamma(r) * B(a, b+x+s)/B(a, b) * (alpha+T)^-(r+x) * (1 + m e^delta)
    delta = ln(a / (b+x+s-1)) + (r+x) ln((alpha+T)/(alpha+t_x)),   m = 0 for BG customers with x = 0, else 1

so ln L is a function of x (tabulated), plus one of T (tabulated), plus softplus(delta). P(alive) = 1/(1 + m e^delta).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln, psi, zeta

from regulars.lifetime.arrays import Floats
from regulars.lifetime.models.nbd import purchase_terms
from regulars.lifetime.rows import Rows

CHUNK = 8_192
"""Rows worked on at once: small enough to stay in the processor's cache, and for BLAS not to start threads,
which on a busy machine wait for each other many times longer than they work."""


@dataclass(frozen=True)
class Tables:
    """Of each count x: 1/(b+x+s-1) and ln(a/(b+x+s-1)); of each time t: ln(alpha+t) and 1/(alpha+t)."""

    leaving: Floats
    odds: Floats
    log_time: Floats
    inverse: Floats


# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def dropout_terms(rows: Rows, shift: int, a: float, b: float) -> tuple[float, Floats, Floats]:
    """Sum of ln B(a, b+x+s) - ln B(a, b) with gradient and Hessian in (a, b)."""
    counts = np.flatnonzero(rows.of_x)
    n, stayed, size = rows.of_x[counts], b + counts + shift, rows.size
    value = n @ (betaln(a, stayed) - betaln(a, b))
    total = psi(a + b) * size - n @ psi(a + stayed)
    curve = zeta(2, a + b) * size - n @ zeta(2, a + stayed)
    # The terms in a alone cancel: Gamma(a) is in both Beta functions.
    gradient = np.array([total, total + n @ psi(stayed) - size * psi(b)])
    bb = curve + n @ zeta(2, stayed) - size * zeta(2, b)
    return float(value), gradient, np.array([[curve, curve], [curve, bb]])


def mixing_chunk(rows: Rows, part: slice, tables: Tables, r: float, a: float) -> tuple[float, Floats, Floats]:
    """Sum over some rows of w softplus(delta), with gradient and Hessian in (r, alpha, a, b)."""
    x, at, age, w = rows.x[part], rows.at[part], rows.age[part], rows.w[part]
    shape = r + x
    by_r = tables.log_time[age] - tables.log_time[at]
    at_inverse, age_inverse = tables.inverse[at], tables.inverse[age]
    cross = age_inverse - at_inverse
    by_alpha = shape * cross
    by_b = -tables.leaving[x]
    delta = tables.odds[x] + shape * by_r
    small = np.exp(-np.abs(delta))
    value = float(w @ (np.maximum(delta, 0.0) + np.log1p(small)))
    gone = np.where(delta >= 0, 1.0, small) / (1.0 + small)
    first = w * gone
    second = w * small / (1.0 + small) ** 2
    slopes = np.stack([by_r, by_alpha, np.full(x.size, 1 / a), by_b])
    gradient = np.array([slope @ first for slope in slopes])
    hessian = (slopes * second) @ slopes.T
    hessian[0, 1] += first @ cross
    hessian[1, 0] = hessian[0, 1]
    hessian[1, 1] -= first @ (by_alpha * (age_inverse + at_inverse))
    hessian[2, 2] -= first.sum() / a**2
    hessian[3, 3] += first @ by_b**2
    return value, gradient, hessian


def likelihood_terms(rows: Rows, shift: int, values: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood of the rows, gradient and Hessian in (r, alpha, a, b)."""
    r, alpha, a, b = values.tolist()
    gradient, hessian = np.zeros(4), np.zeros((4, 4))
    value, gradient[:2], hessian[:2, :2] = purchase_terms(rows, r, alpha)
    more, gradient[2:], hessian[2:, 2:] = dropout_terms(rows, shift, a, b)
    value += more
    mixed = rows if shift else rows.repeating
    with np.errstate(divide="ignore"):
        leaving = 1 / (b + np.arange(rows.of_x.size) + (shift - 1))
    tables = Tables(
        leaving, np.log(a) + np.log(np.abs(leaving)), np.log(alpha + rows.times), 1 / (alpha + rows.times)
    )
    for start in range(0, mixed.x.size, CHUNK):
        terms = mixing_chunk(mixed, slice(start, start + CHUNK), tables, r, a)
        value, gradient, hessian = value + terms[0], gradient + terms[1], hessian + terms[2]
    return value, gradient, hessian
