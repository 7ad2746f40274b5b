"""MBG/CNBD-k's log-likelihood with gradient and Hessian: each customer has left, or waits in one of k stages."""

import numpy as np
from scipy.special import gammaln, psi, zeta

from regulars.lifetime.arrays import Floats
from regulars.lifetime.models.beta_geometric import dropout_terms
from regulars.lifetime.models.mixture import mixed
from regulars.lifetime.rows import Rows

CHUNK = 8_192

# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def front_terms(rows: Rows, k: int, r: float, alpha: float) -> tuple[float, Floats, Floats]:
    """ln Gamma(r+kx) - ln Gamma(r) + r ln alpha, summed, with gradient and Hessian in (r, alpha)."""
    counts = np.flatnonzero(rows.of_x)
    n, size, shape = rows.of_x[counts], rows.size, r + k * counts
    value = n @ (gammaln(shape) - gammaln(r)) + size * r * np.log(alpha)
    gradient = np.array([n @ (psi(shape) - psi(r)) + size * np.log(alpha), size * r / alpha])
    rr = n @ (zeta(2, shape) - zeta(2, r))
    hessian = np.array([[rr, size / alpha], [size / alpha, -size * r / alpha**2]])
    return float(value), gradient, hessian


def stage_logs(shape: Floats, silence: Floats, scale: Floats, k: int) -> Floats:
    """rows x k: ln of Gamma(R+j)/Gamma(R) (silence/(alpha+T))^j / j!, the odds of stage j against stage 0."""
    with np.errstate(divide="ignore"):
        ratio = np.log(silence) - np.log(scale)
    logs = np.zeros((shape.size, k))
    for j in range(1, k):
        logs[:, j] = logs[:, j - 1] + np.log(shape + j - 1) - np.log(j) + ratio
    return logs


def chunk_terms(rows: Rows, part: slice, k: int, values: Floats) -> tuple[float, Floats, Floats]:
    """Sum over some rows of w ln(stages + left), with gradient and Hessian in (r, alpha, a, b)."""
    r, alpha, a, b = values.tolist()
    x, w = rows.x[part], rows.w[part]
    last, age = rows.times[rows.at[part]], rows.times[rows.age[part]]
    shape, here, there, stayed = r + k * x, alpha + age, alpha + last, b + x
    stages = stage_logs(shape, age - last, here, k) - (shape * np.log(here))[:, None]
    left = np.log(a) - np.log(stayed) - shape * np.log(there)
    logs = np.hstack([stages, left[:, None]])
    slopes = np.zeros((4, *logs.shape))
    curve = np.zeros_like(logs)
    for j in range(1, k):
        slopes[0, :, j] = slopes[0, :, j - 1] + 1 / (shape + j - 1)
        curve[:, j] = curve[:, j - 1] - 1 / (shape + j - 1) ** 2
    slopes[0, :, :k] -= np.log(here)[:, None]
    slopes[0, :, k] = -np.log(there)
    power = shape[:, None] + np.append(np.arange(k), 0)
    inverse = np.hstack([np.repeat(1 / here[:, None], k, axis=1), 1 / there[:, None]])
    slopes[1] = -power * inverse
    slopes[2, :, k], slopes[3, :, k] = 1 / a, -1 / stayed
    value, gradient, hessian, weighted = mixed(w, logs, slopes)
    hessian[0, 0] += (weighted * curve).sum()
    hessian[0, 1] -= (weighted * inverse).sum()
    hessian[1, 0] = hessian[0, 1]
    hessian[1, 1] += (weighted * power * inverse**2).sum()
    hessian[2, 2] -= weighted[:, k].sum() / a**2
    hessian[3, 3] += (weighted[:, k] / stayed**2).sum()
    return value, gradient, hessian


def likelihood_terms(rows: Rows, k: int, values: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood of the rows (gaps between purchases not counted), gradient, Hessian in (r, alpha, a, b)."""
    r, alpha, a, b = values.tolist()
    gradient, hessian = np.zeros(4), np.zeros((4, 4))
    value, gradient[:2], hessian[:2, :2] = front_terms(rows, k, r, alpha)
    more, gradient[2:], hessian[2:, 2:] = dropout_terms(rows, 1, a, b)
    value += more
    step = max(1, CHUNK // (k + 1))
    for start in range(0, rows.x.size, step):
        terms = chunk_terms(rows, slice(start, start + step), k, values)
        value, gradient, hessian = value + terms[0], gradient + terms[1], hessian + terms[2]
    return value, gradient, hessian
