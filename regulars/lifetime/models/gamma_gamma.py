"""Gamma-Gamma spend (Colombo & Jiang 1999; Fader, Hardie & Lee 2005b; Fader & Hardie 2013).

Each transaction's value ~ Gamma(p, nu), nu ~ Gamma(q, gamma). A customer with x transactions of mean z:

    ln L = lnG(px+q) - lnG(px) - lnG(q) + q ln gamma + (px-1) ln z + px ln x - (px+q) ln(gamma + x z)
    E[mean spend] = p (gamma + x z) / (p x + q - 1)

Customers with x = 0 or z <= 0 are left out of the fit; they get the population's mean p gamma/(q - 1).
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, psi, zeta

from regulars.lifetime.arrays import Floats, Ints, floats, row_weights
from regulars.lifetime.models.base import Model, fit_of
from regulars.lifetime.models.posterior import posterior_peak
from regulars.lifetime.priors import Prior, gamma_gamma_prior, resolve

CHUNK = 32_768


@dataclass(frozen=True)
class Spenders:
    """Customers with x > 0 and z > 0. `counts` are the distinct x, `place` where each customer is among them."""

    counts: Floats
    place: Ints
    total: Floats
    w: Floats
    n: Floats
    log_mean: Floats
    mean: float

    @classmethod
    def of(cls, x: Floats, z: Floats, weights: Floats | None) -> Self:
        """From flat arrays."""
        keep = (x > 0) & (z > 0)
        w = np.ones(x.size) if weights is None else weights
        keep &= w > 0
        x, z, w = x[keep], z[keep], w[keep]
        if x.size == 0:
            raise ValueError("The spend of nobody is known: no customer has a repeat purchase above zero.")
        counts, place = np.unique(x, return_inverse=True)
        n = np.bincount(place, weights=w).astype(np.float64)
        log_mean = np.bincount(place, weights=w * np.log(z)).astype(np.float64)
        return cls(counts, place.astype(np.int64), x * z, w, n, log_mean, float(w @ z / w.sum()))


# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def log_sums(spenders: Spenders, gamma: float) -> tuple[Floats, Floats, Floats]:
    """For each distinct x, the weighted sums of ln(gamma + S), 1/(gamma + S) and 1/(gamma + S)^2, S = x z."""
    size = spenders.counts.size
    sums = np.zeros((3, size))
    for start in range(0, spenders.total.size, CHUNK):
        part = slice(start, start + CHUNK)
        place, w = spenders.place[part], spenders.w[part]
        total = gamma + spenders.total[part]
        inverse = 1 / total
        sums[0] += np.bincount(place, weights=w * np.log(total), minlength=size)
        sums[1] += np.bincount(place, weights=w * inverse, minlength=size)
        sums[2] += np.bincount(place, weights=w * inverse * inverse, minlength=size)
    return sums[0], sums[1], sums[2]


def spend_terms(spenders: Spenders, values: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood with gradient and Hessian in (p, q, gamma)."""
    p, q, gamma = values.tolist()
    x, n = spenders.counts, spenders.n
    logs, inverses, squares = log_sums(spenders, gamma)
    size, whole = n.sum(), p * x + q
    value = (
        n @ (gammaln(whole) - gammaln(p * x) - gammaln(q) + p * x * np.log(x))
        + size * q * np.log(gamma)
        + (p * x - 1) @ spenders.log_mean
        - whole @ logs
    )
    by_p = n @ (x * (psi(whole) - psi(p * x) + np.log(x))) + x @ spenders.log_mean - x @ logs
    by_q = n @ psi(whole) - size * psi(q) + size * np.log(gamma) - logs.sum()
    by_gamma = size * q / gamma - whole @ inverses
    curve = zeta(2, whole)
    pp = n @ (x**2 * (curve - zeta(2, p * x)))
    pq = n @ (x * curve)
    qq = n @ curve - size * zeta(2, q)
    pg, qg = -(x @ inverses), size / gamma - inverses.sum()
    gg = -size * q / gamma**2 + whole @ squares
    return (
        float(value),
        np.array([by_p, by_q, by_gamma]),
        np.array([[pp, pq, pg], [pq, qq, qg], [pg, qg, gg]]),
    )


class GammaGamma(Model):
    """Parameters p, q, gamma. x: transactions whose mean is z (repeats, if z is the mean of the repeats)."""

    names = ("p", "q", "gamma")
    p: float
    q: float
    gamma: float

    @classmethod
    def fit(
        cls, x: ArrayLike, z: ArrayLike, weights: ArrayLike | None = None, prior: Prior | str | None = None
    ) -> Self:
        """Maximum likelihood, or the top of the posterior with `prior` ("weak"), of customers with x, z > 0."""
        count, mean = (values.ravel() for values in np.broadcast_arrays(floats(x, "x"), floats(z, "z")))
        spenders = Spenders.of(count, mean, row_weights(weights, count.size))
        chosen = resolve(prior, gamma_gamma_prior(spenders.mean))

        start = np.log([4.0, 3.5, 0.6 * spenders.mean])
        peak = posterior_peak(lambda values: spend_terms(spenders, values), chosen, start)
        values = np.exp(peak.theta)
        fitted = fit_of(
            peak,
            log_likelihood=spend_terms(spenders, values)[0],
            customers=float(spenders.n.sum()),
            rows=spenders.w.size,
            prior=chosen,
        )
        return cls(*values.tolist(), fitted=fitted)

    @property
    def mean_spend(self) -> float:
        """Population mean p gamma/(q - 1); where q <= 1 it is infinite and the mode of the spend per customer's
        mean, p gamma/(q + 1), stands in."""
        return self.p * self.gamma / (self.q - 1 if self.q > 1.0 else self.q + 1)

    def log_likelihood(self, x: ArrayLike, z: ArrayLike) -> Floats:
        """Per customer; 0 where there is nothing to learn from (x = 0 or z <= 0)."""
        count, mean = np.broadcast_arrays(floats(x, "x"), floats(z, "z"))
        known = (count > 0) & (mean > 0)
        n, m = np.where(known, count, 1.0), np.where(known, mean, 1.0)
        shape = self.p * n
        value = gammaln(shape + self.q) - gammaln(shape) - gammaln(self.q) + self.q * np.log(self.gamma)
        value = value + (shape - 1) * np.log(m) + shape * np.log(n)
        return np.where(known, value - (shape + self.q) * np.log(self.gamma + n * m), 0.0)

    def expected_spend(self, x: ArrayLike, z: ArrayLike) -> Floats:
        """Mean spend a transaction to come, shrunk to the population's where little is known; never negative."""
        count, mean = np.broadcast_arrays(floats(x, "x"), floats(z, "z"))
        known = (count > 0) & (mean > 0)
        n, m = np.where(known, count, 0.0), np.where(known, mean, 0.0)
        below = self.p * n + self.q - 1
        safe = np.where(below > 0, below, 1.0)
        spend = self.p * (self.gamma + n * m) / safe
        # q <= 1 and hardly any transactions: the mean does not exist; the customer's own mean is what is known.
        return np.where(
            below > 0,
            np.where(known | (self.q > 1), spend, self.mean_spend),
            np.where(known, m, self.mean_spend),
        )

    def simulate(self, x: ArrayLike, seed: int) -> Floats:
        """Mean spend over x transactions of one customer for each x; 0 where x is 0."""
        count = np.atleast_1d(floats(x, "x"))
        rng = np.random.default_rng(seed)
        nu = rng.gamma(self.q, 1 / self.gamma, count.size)
        mean = rng.gamma(np.maximum(self.p * count, 1e-300)) / np.maximum(nu * count, 1e-300)
        return np.where(count > 0, mean, 0.0)
