"""Pareto/NBD's log-likelihood with gradient and Hessian.

A0 as a sum over quadrature nodes makes each customer's likelihood a sum of terms that are powers of (alpha + t)
and (beta + t): "still there at T", and "left at t" for each node t. The gradient is then a weighted mean.
"""

import numpy as np
from scipy.special import gammaln, psi, zeta

from regulars.lifetime.arrays import Floats
from regulars.lifetime.decay import nodes
from regulars.lifetime.models.mixture import mixed
from regulars.lifetime.rows import Rows

NODES = 20
CHUNK = 512

# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def front_terms(rows: Rows, values: Floats) -> tuple[float, Floats, Floats]:
    """What depends on x alone: ln Gamma(r+x) - ln Gamma(r) + r ln alpha + s ln beta, summed."""
    r, alpha, s, beta = values.tolist()
    counts = np.flatnonzero(rows.of_x)
    n, size = rows.of_x[counts], rows.size
    value = n @ (gammaln(r + counts) - gammaln(r)) + size * (r * np.log(alpha) + s * np.log(beta))
    gradient = np.array(
        [
            n @ (psi(r + counts) - psi(r)) + size * np.log(alpha),
            size * r / alpha,
            size * np.log(beta),
            size * s / beta,
        ]
    )
    hessian = np.diag([0.0, -size * r / alpha**2, 0.0, -size * s / beta**2])
    hessian[0, 0] = n @ (zeta(2, r + counts) - zeta(2, r))
    hessian[0, 1] = hessian[1, 0] = size / alpha
    hessian[2, 3] = hessian[3, 2] = size / beta
    return float(value), gradient, hessian


def chunk_terms(rows: Rows, part: slice, values: Floats) -> tuple[float, Floats, Floats]:
    """Sum over some rows of w ln((alpha+T)^-R (beta+T)^-s + s A0), with gradient and Hessian."""
    r, alpha, s, beta = values.tolist()
    w, shape = rows.w[part], r + rows.x[part]
    last, age = rows.times[rows.at[part]], rows.times[rows.age[part]]
    near_alpha, near_beta = alpha + last, beta + last
    leave = np.full(shape.size, s + 1)
    log_alpha, log_beta, tau, logs = nodes(
        shape, near_alpha, leave, near_beta, length=age - last, count=NODES
    )
    base = -shape * np.log(near_alpha)
    logs = logs + (base - (s + 1) * np.log(near_beta) + np.log(s))[:, None]
    # The last term of each row: still there at T.
    end_alpha, end_beta = alpha + age, beta + age
    here = -shape * np.log(end_alpha) - s * np.log(end_beta)
    logs = np.hstack([logs, here[:, None]])
    by_r = -np.hstack([log_alpha + np.log(near_alpha)[:, None], np.log(end_alpha)[:, None]])
    stay = np.hstack([log_beta + np.log(near_beta)[:, None], np.log(end_beta)[:, None]])
    inverse_alpha = 1 / np.hstack([near_alpha[:, None] + tau, end_alpha[:, None]])
    inverse_beta = 1 / np.hstack([near_beta[:, None] + tau, end_beta[:, None]])
    power, gone = np.full(logs.shape[1], s + 1), np.full(logs.shape[1], 1 / s)
    power[-1], gone[-1] = s, 0.0
    slopes = np.stack([by_r, -shape[:, None] * inverse_alpha, gone - stay, -power * inverse_beta])
    value, gradient, hessian, weighted = mixed(w, logs, slopes)
    hessian[0, 1] -= (weighted * inverse_alpha).sum()
    hessian[1, 1] += (weighted * shape[:, None] * inverse_alpha**2).sum()
    hessian[2, 2] -= (weighted @ gone**2).sum()
    hessian[2, 3] -= (weighted * inverse_beta).sum()
    hessian[3, 3] += ((weighted * inverse_beta**2) @ power).sum()
    hessian[1, 0], hessian[3, 2] = hessian[0, 1], hessian[2, 3]
    return value, gradient, hessian


def likelihood_terms(rows: Rows, values: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood of the rows, gradient and Hessian in (r, alpha, s, beta)."""
    value, gradient, hessian = front_terms(rows, values)
    for start in range(0, rows.x.size, CHUNK):
        terms = chunk_terms(rows, slice(start, start + CHUNK), values)
        value, gradient, hessian = value + terms[0], gradient + terms[1], hessian + terms[2]
    return value, gradient, hessian
