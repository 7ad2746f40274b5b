"""What models share in which a customer who is still there buys at a rate that depends on (x, T) alone."""

from abc import abstractmethod

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints, customers, horizon, in_parts, unique_pairs
from regulars.lifetime.models.base import CountChance, Model


class Buying(Model):
    """`p_alive` times what one who is still there will buy."""

    @abstractmethod
    def alive(self, x: Floats, t_x: Floats, T: Floats) -> Floats:
        """P(still a customer at T), for flat, checked arrays."""

    @abstractmethod
    def buys_while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """P(one who is still there buys at least once in the next t), for flat arrays."""

    @abstractmethod
    def while_staying(self, x: Floats, T: Floats, t: Floats) -> Floats:
        """Purchases expected in the next t of one who is still there, for flat arrays."""

    @abstractmethod
    def at_least_while_staying(self, x: Floats, T: Floats, t: Floats, m: Floats) -> Floats:
        """P(one who is still there makes at least m purchases in the next t), m >= 1, for flat arrays."""

    def p_alive(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike) -> Floats:
        """P(has not left by T)."""
        return in_parts(self.alive, *customers(x, t_x, T))

    def p_buys(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """P(at least one purchase in the next t): P(alive) times P(one who is there buys)."""

        def buys(x: Floats, t_x: Floats, T: Floats, t: Floats) -> Floats:
            return self.alive(x, t_x, T) * self.buys_while_staying(x, T, t)

        return in_parts(buys, *np.broadcast_arrays(*customers(x, t_x, T), horizon(t)))

    def counter(self, x: Floats, t_x: Floats, T: Floats, t: Floats) -> CountChance:
        """For flat arrays: a function of (rows, m) that gives those rows' P(at least m purchases), m >= 1."""
        alive = in_parts(self.alive, x, t_x, T)

        def chance(rows: Ints, m: Floats) -> Floats:
            return alive[rows] * self.at_least_while_staying(x[rows], T[rows], t[rows], m)

        return chance

    def expected_purchases(self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike) -> Floats:
        """Purchases expected in the next t."""
        count, last, age, ahead = np.broadcast_arrays(*customers(x, t_x, T), horizon(t))
        if ahead.size and ahead.min() == ahead.max():
            end = np.array([ahead.flat[0]])
            return self.discounted(count, last, age, end, np.ones(1))
        each = self.while_staying(count.ravel(), age.ravel(), ahead.ravel()).reshape(count.shape)
        return in_parts(lambda *one: self.alive(*one[:3]) * one[3], count, last, age, each)

    def discounted_purchases(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, ends: Floats, factors: Floats
    ) -> Floats:
        """Sum over steps of factor times the purchases expected in the step; `ends` are where the steps end."""
        return self.discounted(*customers(x, t_x, T), ends, factors)

    def discounted(self, x: Floats, t_x: Floats, T: Floats, ends: Floats, factors: Floats) -> Floats:
        """As `discounted_purchases`, of checked arrays of one shape. What one who is there will buy is worked out once
        for all customers with the same x and T."""
        example, which = unique_pairs(x.ravel(), T.ravel())
        some, ages = x.flat[example], T.flat[example]
        before, total = np.zeros(some.size), np.zeros(some.size)
        for end, factor in zip(ends.tolist(), factors.tolist(), strict=True):
            reached = self.while_staying(some, ages, np.full(some.size, end))
            total += factor * np.maximum(reached - before, 0.0)
            before = reached
        return in_parts(lambda *one: self.alive(*one[:3]) * total[one[3]], x, t_x, T, which.reshape(x.shape))
