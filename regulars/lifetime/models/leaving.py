"""BG/NBD and MBG/NBD in use: fitting, who is still there, what they will buy."""

from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, gammaln

from regulars.lifetime.arrays import Floats, Ints, customers
from regulars.lifetime.models.beta_geometric import likelihood_terms
from regulars.lifetime.models.buying import Buying
from regulars.lifetime.models.leavers import fit_leavers
from regulars.lifetime.models.nbd import needed, start_of
from regulars.lifetime.priors import Prior, beta_geometric_prior, resolve
from regulars.lifetime.rows import Rows, distinct_rows
from regulars.lifetime.simulation import simulated_log
from regulars.lifetime.staying import purchases_while_staying

NEVER = -1e6
"""Log odds of what cannot have happened: e^NEVER is 0, and arithmetic with it is quicker than with infinity."""


class BetaGeometric(Buying):
    """Buys at a gamma-mixed Poisson rate; leaves after a purchase with a beta-mixed chance."""

    names = ("r", "alpha", "a", "b")
    shift: ClassVar[int]
    """0: nobody leaves before the first repeat. 1: also right after the first purchase."""
    r: float
    alpha: float
    a: float
    b: float

    @classmethod
    def fit(
        cls,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weights: ArrayLike | None = None,
        prior: Prior | str | None = None,
    ) -> Self:
        """Maximum likelihood, or the top of the posterior with `prior` ("weak").

        Without a prior and with no sign of leaving the likelihood has no finite maximum: the climb stops at a
        distance, `fitted.at_edge` and `no_dropout_seen` are set, and predictions are those of the limit, NBD.
        """
        return cls.fit_rows(distinct_rows(x, t_x, T, weights), prior)

    @classmethod
    def fit_rows(cls, rows: Rows, prior: Prior | str | None = None) -> Self:
        """As `fit`, of rows already made distinct."""
        needed(rows)
        chosen = resolve(prior, beta_geometric_prior(rows.mean_age))
        start = np.append(start_of(rows), np.log([0.8, 2.5]))
        values, fitted = fit_leavers(
            rows, lambda some, at: likelihood_terms(some, cls.shift, at), chosen, start, most=20_000
        )
        return cls(*values.tolist(), fitted=fitted)

    def log_shrunk(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """(r+x) ln((alpha+T)/(alpha+t_x)): how much less likely it is each moment that one still there is silent."""
        result: Floats = (self.r + x) * np.log1p((T - t_x) / (self.alpha + t_x))
        return result

    def log_odds_gone(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """delta: log odds of having left after the last purchase; NEVER where leaving is impossible."""
        result = self.log_shrunk(x, t_x, T)
        result += np.log(self.a / (self.b + np.maximum(x + (self.shift - 1), 0)))
        return result if self.shift else np.where(x > 0, result, NEVER)

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Per customer."""
        count, last, age = customers(x, t_x, T)
        purchases = (
            gammaln(self.r + count)
            - gammaln(self.r)
            - self.r * np.log1p(age / self.alpha)
            - count * np.log(self.alpha + age)
        )
        stayed = betaln(self.a, self.b + count + self.shift) - betaln(self.a, self.b)
        result: Floats = purchases + stayed + np.logaddexp(0.0, self.log_odds_gone(count, last, age))
        if self.shift:
            # One purchase: L = 1 - b/(a+b) (1 - (alpha/(alpha+T))^r), which is 1 at T = 0 to the last digit.
            bought_again = -np.expm1(-self.r * np.log1p(age / self.alpha)) * self.b / (self.a + self.b)
            result = np.where(count == 0, np.log1p(-bought_again), result)
        return result

    def alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """P(has not left by T) = 1 / (1 + e^delta), the logarithm of delta's first part not taken."""
        result = np.exp(np.minimum(self.log_shrunk(x, t_x, T), 700.0))
        result *= self.a / (self.b + np.maximum(x + (self.shift - 1), 0))
        if not self.shift:
            result *= x > 0
        result += 1
        return np.reciprocal(result, out=result)

    def buys_while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """P(at least one purchase in the next t) = 1 - ((alpha+T)/(alpha+T+t))^(r+x)."""
        result: Floats = -np.expm1(-(self.r + x) * np.log1p(t / (self.alpha + T)))
        return result

    def while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """Purchases expected in the next t of one who is still there: E[(1 - (1 + p u)^-R)/p], see `staying`."""
        return purchases_while_staying(self.r + x, t / (self.alpha + T), self.a, self.b + x + self.shift)

    def at_least_while_staying(self, x: Floats, T: Floats, t: Floats, m: Floats) -> Floats:
        """m purchases were due, and one stayed after each of the first m-1:
        I_z(m, r+x) B(a, c+m-1)/B(a, c), z = t/(alpha+T+t), c = b+x+s."""
        stayed = self.b + x + self.shift
        due = betainc(m, self.r + x, t / (self.alpha + T + t))
        result: Floats = due * np.exp(betaln(self.a, stayed + m - 1) - betaln(self.a, stayed))
        return np.minimum(result, 1.0)

    def simulate(self, T: ArrayLike, seed: int) -> tuple[Ints, Floats]:
        """Purchase log of one customer for each T: (customer, time since the first purchase), first included."""
        age = np.atleast_1d(np.asarray(T, dtype=np.float64))
        rng = np.random.default_rng(seed)
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        leaving = rng.beta(self.a, self.b, age.size)
        # Purchases made before leaving, the first one not counted.
        most = rng.geometric(np.clip(leaving, 1e-12, 1.0)) - self.shift
        return simulated_log(rng, rate, age, most.astype(np.float64))
