"""What models share in which a customer who is still there buys at a rate that depends on (x, T) alone."""

from abc import abstractmethod

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints, customers, horizon, unique_pairs
from regulars.lifetime.models.base import CountChance, Model


class Buying(Model):
    """`p_alive` times what one who is still there will buy."""

    @abstractmethod
    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """P(still a customer at T)."""

    @abstractmethod
    def while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """Purchases expected in the next t of one who is still there, for flat arrays."""

    @abstractmethod
    def at_least_while_staying(self, x: Floats, T: Floats, t: Floats, m: Floats) -> Floats:
        """P(one who is still there makes at least m purchases in the next t), m >= 1, for flat arrays."""

    def counter(self, x: Floats, t_x: Floats, T: Floats, t: Floats) -> CountChance:
        """For flat arrays: a function of (rows, m) that gives those rows' P(at least m purchases), m >= 1."""
        alive = self.p_alive(x, t_x, T)

        def chance(rows: Ints, m: Floats) -> Floats:
            return alive[rows] * self.at_least_while_staying(x[rows], T[rows], t[rows], m)

        return chance

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """Purchases expected in the next t."""
        count, last, age = customers(x, t_x, T)
        count, last, age, ahead = np.broadcast_arrays(count, last, age, horizon(t))
        alive = self.p_alive(count, last, age)
        if ahead.size and ahead.min() == ahead.max():
            example, which = unique_pairs(count.ravel(), age.ravel())
            short = self.while_staying(count.flat[example], age.flat[example], ahead.flat[example])
            each = short[which]
        else:
            each = self.while_staying(count.ravel(), age.ravel(), ahead.ravel())
        result: Floats = alive * each.reshape(count.shape)
        return result

    def discounted_purchases(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, ends: Floats, factors: Floats
    ) -> Floats:
        """Sum over steps of factor times the purchases expected in the step; `ends` are where the steps end."""
        count, last, age = customers(x, t_x, T)
        alive = self.p_alive(count, last, age)
        example, which = unique_pairs(count.ravel(), age.ravel())
        some, ages = count.flat[example], age.flat[example]
        before, total = np.zeros(some.size), np.zeros(some.size)
        for end, factor in zip(ends.tolist(), factors.tolist(), strict=True):
            reached = self.while_staying(some, ages, np.full(some.size, end))
            total += factor * np.maximum(reached - before, 0.0)
            before = reached
        result: Floats = alive * total[which].reshape(count.shape)
        return result
