"""Pareto/NBD (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on deriving the Pareto/NBD").

Rate lambda ~ Gamma(r, alpha); the customer leaves, unseen, at rate mu ~ Gamma(s, beta):

    L = Gamma(r+x) alpha^r beta^s / Gamma(r) * ( (alpha+T)^-(r+x) (beta+T)^-s + s A0 )
    A0 = integral over t in [t_x, T] of (alpha+t)^-(r+x) (beta+t)^-(s+1)
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gammaln

from regulars.lifetime.arrays import Floats, Ints, chance, customers
from regulars.lifetime.decay import legendre, log_decay
from regulars.lifetime.models.buying import Buying
from regulars.lifetime.models.leavers import fit_leavers
from regulars.lifetime.models.nbd import needed, start_of
from regulars.lifetime.models.pareto_fit import likelihood_terms
from regulars.lifetime.priors import Prior, pareto_prior, resolve
from regulars.lifetime.rows import Rows, distinct_rows
from regulars.lifetime.simulation import simulated_log


class ParetoNBD(Buying):
    """Parameters r, alpha (buying) and s, beta (leaving)."""

    names = ("r", "alpha", "s", "beta")
    r: float
    alpha: float
    s: float
    beta: float

    @classmethod
    def fit(
        cls,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weights: ArrayLike | None = None,
        prior: Prior | str | None = None,
    ) -> Self:
        """Maximum likelihood, or the top of the posterior with `prior` ("weak"); see BGNBD.fit."""
        return cls.fit_rows(distinct_rows(x, t_x, T, weights), prior)

    @classmethod
    def fit_rows(cls, rows: Rows, prior: Prior | str | None = None) -> Self:
        """As `fit`, of rows already made distinct."""
        needed(rows)
        chosen = resolve(prior, pareto_prior(rows.mean_age))
        start = np.append(start_of(rows), np.log([0.6, 0.4 * rows.mean_age]))
        values, fitted = fit_leavers(rows, likelihood_terms, chosen, start, most=4_000)
        return cls(*values.tolist(), fitted=fitted)

    def log_odds_gone(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """ln(s A0 (alpha+T)^(r+x) (beta+T)^s): log odds of having left by T; -inf at T = t_x."""
        shape, silence = (self.r + x).ravel(), (T - t_x).ravel()
        near_alpha, near_beta = (self.alpha + t_x).ravel(), (self.beta + t_x).ravel()
        left = log_decay(shape, near_alpha, np.full(shape.size, self.s + 1), near_beta, length=silence)
        odds = np.log(self.s / near_beta) + left
        odds += shape * np.log1p(silence / near_alpha) + self.s * np.log1p(silence / near_beta)
        return odds.reshape(x.shape)

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Per customer."""
        count, last, age = customers(x, t_x, T)
        front = gammaln(self.r + count) - gammaln(self.r) - count * np.log(self.alpha + age)
        here = -self.r * np.log1p(age / self.alpha) - self.s * np.log1p(age / self.beta)
        result: Floats = front + here + np.logaddexp(0.0, self.log_odds_gone(count, last, age))
        # No repeat, and none likely: 1 - P(buys), to the last digit of a likelihood near 1.
        again = self.next_purchase(np.zeros(age.size), np.zeros(age.size), age.ravel()).reshape(age.shape)
        return np.where((count == 0) & (again < 0.5), np.log1p(-np.minimum(again, 0.5)), result)

    def next_purchase(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """P(one who is there buys in the next t, before leaving), for flat arrays."""
        shape, scale = self.r + x, self.alpha + T
        first = log_decay(shape + 1, scale, np.full(shape.size, self.s), self.beta + T, length=t)
        result: Floats = np.exp(np.minimum(np.log(shape / scale) + first, 0.0))
        return result

    def alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """P(has not left by T) = 1 / (1 + s A0 (alpha+T)^(r+x) (beta+T)^s)."""
        return chance(-self.log_odds_gone(x, t_x, T))

    def buys_while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """The integral over tau in [0, t] of R A^R/(A+tau)^(R+1) (B/(B+tau))^s with R = r+x, A = alpha+T, B = beta+T:
        the next purchase comes at tau, before the customer leaves."""
        return self.next_purchase(x, T, t)

    def while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """(r+x)/(alpha+T) (beta+T) (1 - ((beta+T)/(beta+T+t))^(s-1))/(s-1), for any s."""
        grown = np.log1p(t / (self.beta + T))
        power = self.s - 1
        time = grown if abs(power) < 1e-15 else -np.expm1(-power * grown) / power
        result: Floats = (self.r + x) / (self.alpha + T) * (self.beta + T) * time
        return result

    def at_least_while_staying(self, x: Floats, T: Floats, t: Floats, m: Floats) -> Floats:
        """I_z(m, r+x) averaged over when one leaves: S(t) I(t) + integral of the leaving density times I(tau).

        The share who leave by tau, F = 1 - ((beta+T)/(beta+T+tau))^s, is the variable, so weights sum to F(t)."""
        nodes, weights = legendre(16, 1)
        shape, scale, stay = self.r + x, self.alpha + T, self.beta + T
        gone = -np.expm1(-self.s * np.log1p(t / stay))
        logs = np.log1p(-gone[:, None] * nodes) / -self.s
        tau = np.minimum(stay[:, None] * np.expm1(np.minimum(logs, 690.0)), t[:, None])
        during = betainc(m[:, None], shape[:, None], tau / (scale[:, None] + tau)) @ weights
        result: Floats = gone * during + (1 - gone) * betainc(m, shape, t / (scale + t))
        return np.clip(result, 0.0, 1.0)

    def simulate(self, T: ArrayLike, seed: int) -> tuple[Ints, Floats]:
        """Purchase log of one customer for each T: (customer, time since the first purchase), first included."""
        age = np.atleast_1d(np.asarray(T, dtype=np.float64))
        rng = np.random.default_rng(seed)
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        stays = rng.exponential(1.0, age.size) / np.maximum(
            rng.gamma(self.s, 1 / self.beta, age.size), 1e-300
        )
        return simulated_log(rng, rate, np.minimum(age, stays), np.full(age.size, np.inf))
