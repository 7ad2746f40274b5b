"""MBG/CNBD-k (Platzer & Reutterer 2016, "Ticking away the moments", Marketing Science 35(5); Chatfield & Goodhardt
1973): buyers more regular than chance.

The gap between purchases is the sum of k exponentials of rate lambda ~ Gamma(r, alpha); after every purchase, the
first included, one leaves with chance p ~ Beta(a, b). k = 1 is MBG/NBD. With R = r + kx:

    L = Gamma(R) alpha^r / Gamma(r) / B(a, b) * ( B(a+1, b+x) (alpha+t_x)^-R
        + B(a, b+x+1) sum over j < k of Gamma(R+j)/Gamma(R) (T-t_x)^j / j! (alpha+T)^-(R+j) )
      [ times the product of the gaps^(k-1) / Gamma(k)^x, which does not touch the parameters but tells k ]

The papers approximate the conditional expectation; here it is exact: given stage j, the m-th purchase to come
needs mk - j more ticks, of which a negative binomial number falls in the horizon.
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaln, gammaln

from regulars.lifetime.arrays import Floats, Ints, customers, floats, horizon, unique_pairs
from regulars.lifetime.models.base import CountChance, Fit, Model
from regulars.lifetime.models.cnbd_fit import likelihood_terms, stage_logs
from regulars.lifetime.models.leavers import fit_leavers
from regulars.lifetime.models.nbd import needed, start_of
from regulars.lifetime.models.posterior import posterior_peak
from regulars.lifetime.models.stages import regular_purchases
from regulars.lifetime.priors import Prior, beta_geometric_prior, resolve
from regulars.lifetime.rows import Rows, distinct_rows
from regulars.lifetime.simulation import simulated_log

MOST_REGULAR = 6


class MBGCNBDk(Model):
    """Parameters k (whole), r, alpha, a, b."""

    names = ("r", "alpha", "a", "b")
    k: int
    r: float
    alpha: float
    a: float
    b: float

    def __init__(self, k: int, *values: float, fitted: Fit | None = None, **named: float) -> None:
        if k != int(k) or k < 1:
            raise ValueError(f"k must be a whole number from 1, not {k!r}.")
        super().__init__(*values, fitted=fitted, **named)
        self.k = int(k)

    @property
    def params(self) -> dict[str, float]:
        """Parameters by name, k first."""
        return {"k": float(self.k), **super().params}

    def with_values(self, values: ArrayLike) -> Self:
        """The same k at other r, alpha, a, b."""
        return type(self)(self.k, *np.asarray(values, dtype=np.float64).tolist())

    @classmethod
    def fit(  # noqa: PLR0917 - as every model, and k
        cls,
        x: ArrayLike,
        t_x: ArrayLike,
        T: ArrayLike,
        weights: ArrayLike | None = None,
        prior: Prior | str | None = None,
        k: int | None = None,
        log_gaps: ArrayLike | None = None,
    ) -> Self:
        """As BGNBD.fit for a given k. Without k: 2, or with `log_gaps` (each customer's sum of the logarithms
        of the gaps between purchases) the likeliest k from 1 to 6."""
        rows = distinct_rows(x, t_x, T, weights)
        if k is not None or log_gaps is None:
            return cls.fit_rows(rows, k or 2, prior)
        w = np.ones(1) if weights is None else floats(weights, "weights")
        repeats = float((floats(x, "x") * w).sum())
        gaps = float((floats(log_gaps, "log_gaps") * w).sum())
        best, top = cls.fit_rows(rows, 1, prior), 1
        for more in range(2, MOST_REGULAR + 1):
            other = cls.fit_rows(rows, more, prior)
            gain = (more - top) * gaps - repeats * (gammaln(more) - gammaln(top))
            if other.need_fit().log_likelihood + gain <= best.need_fit().log_likelihood:
                break
            best, top = other, more
        return best

    @classmethod
    def fit_rows(cls, rows: Rows, k: int, prior: Prior | str | None = None) -> Self:
        """As `fit`, of rows already made distinct."""
        needed(rows)
        chosen = resolve(prior, beta_geometric_prior(rows.mean_age / k))
        start = np.append(start_of(rows) - [0.0, np.log(1 / k)], np.log([0.8, 2.5]))
        values, fitted = fit_leavers(
            rows,
            lambda some, at: likelihood_terms(some, k, at),
            chosen,
            start,
            most=20_000,
            baseline=posterior_peak(lambda at: nobody_leaves(rows, k, at), None, start[:2]).value,
        )
        return cls(k, *values.tolist(), fitted=fitted)

    def stages(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """customers x k: P(still there and in stage j), for flat arrays."""
        shape = self.r + self.k * x
        logs = stage_logs(shape, T - t_x, self.alpha + T, self.k)
        gone = np.log(self.a) - np.log(self.b + x) + shape * np.log1p((T - t_x) / (self.alpha + t_x))
        top = np.maximum(logs.max(axis=1), gone)
        parts = np.exp(logs - top[:, None])
        result: Floats = parts / (parts.sum(axis=1) + np.exp(gone - top))[:, None]
        return result

    def log_likelihood(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """Per customer, without the part of the gaps that does not touch the parameters."""
        count, last, age = customers(x, t_x, T)
        shape = self.r + self.k * count
        front = gammaln(shape) - gammaln(self.r) - self.r * np.log1p(age / self.alpha)
        front = front - self.k * count * np.log(self.alpha + age)
        stayed = betaln(self.a, self.b + count + 1) - betaln(self.a, self.b)
        alive = self.stages(count.ravel(), last.ravel(), age.ravel())[:, 0].reshape(count.shape)
        # L / P(there, stage 0) is stage 0's own term, in which nothing has happened since t_x.
        with np.errstate(divide="ignore"):
            direct = front + stayed - np.log(alive)
        gone = betaln(self.a + 1, self.b + count) - betaln(self.a, self.b)
        away = front + gone + shape * np.log1p((age - last) / (self.alpha + last))
        result: Floats = np.where(alive > 1e-290, direct, away)
        # One purchase: 1 - P(another by T), to the last digit of a likelihood near 1.
        again = self.b / (self.a + self.b) * betainc(self.k, self.r, age / (self.alpha + age))
        return np.where(count == 0, np.log1p(-again), result)

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """P(has not left by T): the stages' share of the likelihood."""
        count, last, age = customers(x, t_x, T)
        there = self.stages(count.ravel(), last.ravel(), age.ravel()).sum(axis=1)
        result: Floats = np.clip(there, 0.0, 1.0).reshape(count.shape)
        return result

    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """P(at least one purchase in the next t): in stage j, k - j ticks must fall in it."""
        count, last, age = customers(x, t_x, T)
        count, last, age, ahead = np.broadcast_arrays(count, last, age, horizon(t))
        shape = (self.r + self.k * count).ravel()
        share = (ahead / (self.alpha + age + ahead)).ravel()
        there = self.stages(count.ravel(), last.ravel(), age.ravel())
        ticks = np.arange(self.k, 0, -1)
        buys = betainc(ticks, shape[:, None] + np.arange(self.k), share[:, None])
        result: Floats = np.clip((there * buys).sum(axis=1), 0.0, 1.0).reshape(count.shape)
        return result

    def counter(self, x: Floats, t_x: Floats, T: Floats, t: Floats) -> CountChance:
        """For flat arrays: a function of (rows, m) that gives those rows' P(at least m purchases), m >= 1. From
        stage j, mk - j ticks must fall in t and one must stay after each of the first m-1 purchases."""
        there, share = self.stages(x, t_x, T), t / (self.alpha + T + t)
        shape = (self.r + self.k * x)[:, None] + np.arange(self.k)
        stayed = self.b + x + 1
        here = betaln(self.a, stayed)

        def chance(rows: Ints, m: Floats) -> Floats:
            ticks = m[:, None] * self.k - np.arange(self.k)
            due = (there[rows] * betainc(ticks, shape[rows], share[rows, None])).sum(axis=1)
            result: Floats = due * np.exp(betaln(self.a, stayed[rows] + m - 1) - here[rows])
            return np.clip(result, 0.0, 1.0)

        return chance

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """Purchases expected in the next t."""
        count, last, age = customers(x, t_x, T)
        count, last, age, ahead = np.broadcast_arrays(count, last, age, horizon(t))
        there = self.stages(count.ravel(), last.ravel(), age.ravel())
        each = self.by_stage(count.ravel(), age.ravel(), ahead.ravel())
        result: Floats = (there * each).sum(axis=1).reshape(count.shape)
        return result

    def by_stage(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """customers x k: purchases expected in the next t of one who is there in stage j."""
        if not (t.size and t.min() == t.max()):
            return self.each_stage(x, T, t)
        example, which = unique_pairs(x, T)
        result: Floats = self.each_stage(x[example], T[example], t[example])[which]
        return result

    def each_stage(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """As `by_stage`, without looking for equal customers."""
        shape, u, stayed = self.r + self.k * x, t / (self.alpha + T), self.b + x + 1
        columns = [regular_purchases(shape + j, u, self.a, stayed, k=self.k, stage=j) for j in range(self.k)]
        return np.stack(columns, axis=1)

    def discounted_purchases(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, ends: Floats, factors: Floats
    ) -> Floats:
        """Sum over steps of factor times the purchases expected in the step; `ends` are where the steps end."""
        count, last, age = customers(x, t_x, T)
        there = self.stages(count.ravel(), last.ravel(), age.ravel())
        example, which = unique_pairs(count.ravel(), age.ravel())
        some, ages = count.flat[example], age.flat[example]
        before, total = np.zeros((some.size, self.k)), np.zeros((some.size, self.k))
        for end, factor in zip(ends.tolist(), factors.tolist(), strict=True):
            reached = self.each_stage(some, ages, np.full(some.size, end))
            total += factor * np.maximum(reached - before, 0.0)
            before = reached
        result: Floats = (there * total[which]).sum(axis=1).reshape(count.shape)
        return result

    def simulate(self, T: ArrayLike, seed: int) -> tuple[Ints, Floats]:
        """Purchase log of one customer for each T: (customer, time since the first purchase), first included."""
        age = np.atleast_1d(np.asarray(T, dtype=np.float64))
        rng = np.random.default_rng(seed)
        rate = rng.gamma(self.r, 1 / self.alpha, age.size)
        most = rng.geometric(np.clip(rng.beta(self.a, self.b, age.size), 1e-12, 1.0)) - 1
        return simulated_log(rng, rate, age, most.astype(np.float64), stages=self.k)


def nobody_leaves(rows: Rows, k: int, values: Floats) -> tuple[float, Floats, Floats]:
    """The likelihood in (r, alpha) with a chance of leaving of next to nothing."""
    value, gradient, hessian = likelihood_terms(rows, k, np.append(values, [1e-12, 1.0]))
    return value, gradient[:2], hessian[:2, :2]
