"""Shifted beta-geometric (Fader & Hardie 2007, "How to project customer retention"): contracts renewed or not.

At each renewal a customer leaves with a chance theta ~ Beta(alpha, beta) of their own:

    P(leaves at renewal t) = B(alpha+1, beta+t-1)/B(alpha, beta)     S(t) = B(alpha, beta+t)/B(alpha, beta)

For subscriptions, where leaving is seen. The other models say nothing about a subscription.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, psi, zeta

from regulars.lifetime.arrays import Bools, Floats, Ints, floats, row_weights
from regulars.lifetime.models.base import Model, fit_of
from regulars.lifetime.models.posterior import posterior_peak
from regulars.lifetime.priors import Prior, contract_prior, resolve

LONGEST = 100_000

# The trigamma function is zeta(2, .), which is quicker to call than polygamma.


def whole_periods(periods: ArrayLike) -> Floats:
    """Whole, not negative numbers of periods."""
    t = floats(periods, "periods")
    if np.any(t < 0) or np.any(t != np.floor(t)):
        raise ValueError("periods must be whole and not negative.")
    return t


def renewal_terms(left: Floats, stayed: Floats, values: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood of tables over periods: how many left at t, how many were last seen renewed t times."""
    alpha, beta = values.tolist()
    t = np.arange(left.size, dtype=np.float64)
    n, gone = left.sum() + stayed.sum(), left.sum()
    kept = beta + np.append(np.maximum(t - 1, 0), t)
    w = np.append(left, stayed)
    more = np.append(np.ones(t.size), np.zeros(t.size))
    whole = alpha + more + kept
    value = w @ betaln(alpha + more, kept) - n * betaln(alpha, beta)
    common = psi(alpha + beta) * n - w @ psi(whole)
    by_alpha = common + w @ psi(alpha + more) - n * psi(alpha)
    by_beta = common + w @ psi(kept) - n * psi(beta)
    curve = zeta(2, alpha + beta) * n - w @ zeta(2, whole)
    aa = curve + gone * zeta(2, alpha + 1) + (n - gone) * zeta(2, alpha) - n * zeta(2, alpha)
    bb = curve + w @ zeta(2, kept) - n * zeta(2, beta)
    return float(value), np.array([by_alpha, by_beta]), np.array([[aa, curve], [curve, bb]])


class ShiftedBetaGeometric(Model):
    """Parameters alpha, beta."""

    names = ("alpha", "beta")
    alpha: float
    beta: float

    @classmethod
    def fit(
        cls,
        periods: ArrayLike,
        left: ArrayLike,
        weights: ArrayLike | None = None,
        prior: Prior | str | None = None,
    ) -> Self:
        """periods: for who has left, the renewal (1, 2 …) at which; for who has not, renewals so far (0, 1 …)."""
        t, gone = np.broadcast_arrays(whole_periods(periods), np.asarray(left, dtype=np.bool_))
        t, gone = t.ravel(), gone.ravel()
        if np.any(t[gone] < 1):
            raise ValueError("Nobody leaves before the first renewal: periods starts at 1 for who has left.")
        w = row_weights(weights, t.size)
        w = np.ones(t.size) if w is None else w
        if w.sum() <= 0:
            raise ValueError("A fit needs at least one customer.")
        size = int(t.max()) + 1
        places = t.astype(np.int64)
        lost = np.bincount(places[gone], weights=w[gone], minlength=size).astype(np.float64)
        kept = np.bincount(places[~gone], weights=w[~gone], minlength=size).astype(np.float64)
        chosen = resolve(prior, contract_prior())
        peak = posterior_peak(lambda at: renewal_terms(lost, kept, at), chosen, np.log([1.0, 2.0]))
        values = np.exp(peak.theta)
        fitted = fit_of(
            peak,
            log_likelihood=renewal_terms(lost, kept, values)[0],
            customers=float(w.sum()),
            rows=int((lost > 0).sum() + (kept > 0).sum()),
            prior=chosen,
            no_dropout=lost.sum() == 0,
        )
        return cls(*values.tolist(), fitted=fitted)

    def log_likelihood(self, periods: ArrayLike, left: ArrayLike) -> Floats:
        """Per customer."""
        t, gone = np.broadcast_arrays(whole_periods(periods), np.asarray(left, dtype=np.bool_))
        leaves = betaln(self.alpha + 1, self.beta + np.maximum(t - 1, 0))
        result: Floats = np.where(gone, leaves, betaln(self.alpha, self.beta + t))
        result -= betaln(self.alpha, self.beta)
        return result

    def survival(self, t: ArrayLike) -> Floats:
        """S(t): share still there after t renewals."""
        result: Floats = np.exp(
            betaln(self.alpha, self.beta + whole_periods(t)) - betaln(self.alpha, self.beta)
        )
        return result

    def retention(self, t: ArrayLike) -> Floats:
        """Share of those there before renewal t (1, 2 …) who renew: (beta+t-1)/(alpha+beta+t-1). It rises with t:
        who leaves easily has left."""
        before = whole_periods(t) - 1
        result: Floats = (self.beta + before) / (self.alpha + self.beta + before)
        return result

    def expected_renewals(self, renewed: ArrayLike, ahead: int, discount: float = 0.0) -> Floats:
        """Renewals expected in the next `ahead` periods of one who has renewed `renewed` times and is there,
        the k-th discounted by (1 + discount)^-k (Fader & Hardie 2010)."""
        if not 0 <= ahead <= LONGEST:
            raise ValueError(f"ahead must lie between 0 and {LONGEST}.")
        so_far = whole_periods(renewed)
        result = np.zeros_like(so_far)
        stays = np.ones_like(so_far)
        for k in range(1, ahead + 1):
            stays = stays * (self.beta + so_far + k - 1) / (self.alpha + self.beta + so_far + k - 1)
            result = result + stays * (1.0 + discount) ** -k
        return result

    def simulate(self, periods: ArrayLike, seed: int) -> tuple[Ints, Bools]:
        """(periods, left) as `fit` takes them, of one new customer for each number of renewals watched."""
        watched = np.atleast_1d(whole_periods(periods)).astype(np.int64)
        rng = np.random.default_rng(seed)
        leaving = rng.beta(self.alpha, self.beta, watched.size)
        at = rng.geometric(np.clip(leaving, 1e-12, 1.0))
        return np.minimum(at, watched), at <= watched
