"""NBD: everyone stays and buys at a rate of their own (Ehrenberg 1959; Schmittlein, Bemmaor & Morrison 1985).

Rate lambda ~ Gamma(r, alpha); purchases Poisson. For x repeats in T:

    L = Gamma(r + x) alpha^r / (Gamma(r) (alpha + T)^(r + x))

t_x does not matter. The baseline, and the limit of the dropout models when nobody is seen to leave.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gammaln, psi, zeta

from regulars.lifetime.arrays import Floats, Ints, customers
from regulars.lifetime.models.base import fit_of
from regulars.lifetime.models.buying import Buying
from regulars.lifetime.models.posterior import posterior_peak
from regulars.lifetime.newton import Peak
from regulars.lifetime.priors import Prior, nbd_prior, resolve
from regulars.lifetime.rows import Rows, distinct_rows
from regulars.lifetime.simulation import simulated_log

# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def purchase_terms(rows: Rows, r: float, alpha: float) -> tuple[float, Floats, Floats]:
    """NBD log-likelihood of the rows with gradient and Hessian in (r, alpha), from the tables over x and T."""
    counts = np.flatnonzero(rows.of_x)
    n, ages, repeats = rows.of_x[counts], rows.of_age, rows.repeats_of_age
    log_age, inverse = np.log(alpha + rows.times), 1 / (alpha + rows.times)
    size, exposure = rows.size, r * ages + repeats
    value = n @ (gammaln(r + counts) - gammaln(r)) + size * r * np.log(alpha) - exposure @ log_age
    by_r = n @ (psi(r + counts) - psi(r)) + size * np.log(alpha) - ages @ log_age
    by_alpha = size * r / alpha - exposure @ inverse
    both = size / alpha - ages @ inverse
    rr = n @ (zeta(2, r + counts) - zeta(2, r))
    aa = -size * r / alpha**2 + exposure @ inverse**2
    curve: Floats = np.array([[rr, both], [both, aa]])
    gradient: Floats = np.array([by_r, by_alpha])
    return float(value), gradient, curve


def start_of(rows: Rows) -> Floats:
    """(ln r, ln alpha) to start from: a middling shape at the observed mean rate."""
    repeats, time = float(rows.repeats_of_age.sum()), float(rows.of_age @ rows.times)
    rate = max(repeats, 0.5) / max(time, 1e-300)
    start: Floats = np.log(np.array([0.5, 0.5 / rate]))
    return start


def nbd_peak(rows: Rows, prior: Prior | None) -> Peak:
    """The top of the NBD log-posterior over (ln r, ln alpha)."""
    return posterior_peak(lambda values: purchase_terms(rows, *values.tolist()), prior, start_of(rows))


def needed(rows: Rows) -> None:
    """Refuse what nothing can be fitted to."""
    if rows.size <= 0 or rows.times.max(initial=0.0) <= 0:
        raise ValueError("A fit needs at least one customer observed for some time.")


class NBD(Buying):
    """Parameters r, alpha."""

    names = ("r", "alpha")
    r: float
    alpha: float

    @classmethod
    def fit(
        cls,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weights: ArrayLike | None = None,
        prior: Prior | str | None = None,
    ) -> Self:
        """Maximum likelihood, or the top of the posterior with `prior` ("weak")."""
        rows = distinct_rows(x, t_x, T, weights)
        needed(rows)
        chosen = resolve(prior, nbd_prior(rows.mean_age))
        peak = nbd_peak(rows, chosen)
        r, alpha = np.exp(peak.theta).tolist()
        likelihood = purchase_terms(rows, r, alpha)[0]
        fitted = fit_of(peak, log_likelihood=likelihood, customers=rows.size, rows=rows.x.size, prior=chosen)
        return cls(r, alpha, fitted=fitted)

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Per customer."""
        counts, _, age = customers(x, t_x, T)
        shape = self.r + counts
        result: Floats = (
            gammaln(shape)
            - gammaln(self.r)
            - self.r * np.log1p(age / self.alpha)
            - counts * np.log(self.alpha + age)
        )
        return result

    def alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """1: nobody leaves in this model."""
        return np.ones_like(x)

    def buys_while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """P(at least one purchase in the next t) = 1 - ((alpha + T)/(alpha + T + t))^(r + x)."""
        result: Floats = -np.expm1(-(self.r + x) * np.log1p(t / (self.alpha + T)))
        return result

    def while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """Purchases expected in the next t: (r + x)/(alpha + T) t."""
        result: Floats = (self.r + x) / (self.alpha + T) * t
        return result

    def at_least_while_staying(self, x: Floats, T: Floats, t: Floats, m: Floats) -> Floats:
        """Purchases ~ negative binomial: P(at least m) = I_z(m, r+x), z = t/(alpha+T+t)."""
        result: Floats = betainc(m, self.r + x, t / (self.alpha + T + t))
        return result

    def simulate(self, T: ArrayLike, seed: int) -> tuple[Ints, Floats]:
        """Purchase log of one customer for each T: (customer, time since the first purchase), first included."""
        rng = np.random.default_rng(seed)
        age = np.atleast_1d(np.asarray(T, dtype=np.float64))
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        return simulated_log(rng, rate, age, np.full(age.size, np.inf))
