"""Purchases expected of a regular buyer who may leave after each of them."""

import numpy as np
from scipy.special import betainc

from regulars.lifetime.arrays import Floats
from regulars.lifetime.staying import purchases_while_staying

BLOCK = 16
MOST = 1_000
"""Purchases counted one by one; past these the Poisson integral at a k-th of the rate is as good."""


def regular_purchases(R: Floats, u: Floats, a: float, c: Floats, *, k: int, stage: int) -> Floats:
    """Sum over m >= 1 of P(at least mk - stage ticks) E[(1-p)^(m-1)], p ~ Beta(a, c), for flat arrays.

    Ticks in the horizon ~ negative binomial: P(at least n) = I_z(n, R), z = u/(1+u). All terms are positive.
    """
    if k == 1:
        return purchases_while_staying(R, u, a, c)
    z = u / (1 + u)
    # Where the tail of the tick count is below 1e-17: mean, twelve spreads, and the geometric tail.
    reach = R * u + 12 * np.sqrt(R * u * (1 + u)) + 40 * (1 + u)
    result = np.empty_like(R)
    far = reach / k > MOST
    if far.any():
        # Between whole stages the first purchase is nearer by stage/k of a gap.
        near = purchases_while_staying(R[far], u[far] / k, a, c[far])
        result[far] = np.minimum(near + stage / k, R[far] * u[far] / k + stage / k)
    rest = np.flatnonzero(~far)
    result[rest] = counted(R[rest], z[rest], a, c[rest], k=k, stage=stage)
    return result


def counted(R: Floats, z: Floats, a: float, c: Floats, *, k: int, stage: int) -> Floats:
    """The sum, a block of purchases at a time, while a block still adds."""
    total, stays = np.zeros(R.size), np.ones(R.size)
    active, done = np.flatnonzero(z > 0), 0
    while active.size:
        m = np.arange(done + 1, done + BLOCK + 1)
        step = (c[active, None] + m - 1) / (a + c[active, None] + m - 1)
        before = np.hstack([np.ones((active.size, 1)), np.cumprod(step, axis=1)])
        chance = betainc(m * k - stage, R[active, None], z[active, None])
        added = stays[active] * (chance * before[:, :-1]).sum(axis=1)
        total[active] += added
        stays[active] *= before[:, -1]
        last = stays[active] * chance[:, -1]
        done += BLOCK
        active = active[last > 1e-18 * np.maximum(total[active], 1e-300)]
    return total
