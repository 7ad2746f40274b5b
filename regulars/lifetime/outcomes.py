"""How many orders will come: the spread of what one customer may do, not of what is known about the mean."""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, customers, floats, horizon, unique_triples
from regulars.lifetime.models.base import CountChance

MOST = 2**20


class Counter(Protocol):
    """A model that tells the chance of at least m purchases."""

    def counter(self, x: Floats, t_x: Floats, T: Floats, t: Floats) -> CountChance: ...


def quantile(at_least: CountChance, size: int, q: float) -> Floats:
    """The smallest n with P(at most n purchases) >= q of each row, by doubling and bisection."""
    low, high = np.full(size, -1.0), np.zeros(size)
    short = np.arange(size)
    while short.size and high.max(initial=0.0) < MOST:
        short = short[at_least(short, high[short] + 1) > 1 - q]
        low[short] = high[short]
        high[short] = 2 * high[short] + 1
    wide = np.flatnonzero(high - low > 1)
    while wide.size:
        middle = np.floor((low[wide] + high[wide]) / 2)
        over = at_least(wide, middle + 1) > 1 - q
        low[wide] = np.where(over, middle, low[wide])
        high[wide] = np.where(over, high[wide], middle)
        wide = wide[high[wide] - low[wide] > 1]
    return high


def p_at_least(  # noqa: PLR0917 - the arrays every model takes, in their order
    model: Counter, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike, m: ArrayLike
) -> Floats:
    """P(at least m purchases in the next t); 1 where m is 0 or less."""
    count, last, age = customers(x, t_x, T)
    count, last, age, ahead, least = np.broadcast_arrays(count, last, age, horizon(t), floats(m, "m"))
    at_least = model.counter(count.ravel(), last.ravel(), age.ravel(), ahead.ravel())
    chance = at_least(np.arange(count.size), np.maximum(np.ceil(least), 1.0).ravel())
    result: Floats = np.where(least <= 0, 1.0, chance.reshape(count.shape))
    return result


def count_range(  # noqa: PLR0917 - the arrays every model takes, in their order
    model: Counter, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike, level: float = 0.8
) -> tuple[Floats, Floats]:
    """(low, high): whole numbers of purchases in the next t between which the outcome falls with at least
    `level` belief, the parameters taken as known."""
    count, last, age = customers(x, t_x, T)
    count, last, age, ahead = np.broadcast_arrays(count, last, age, horizon(t))
    flat = (count.ravel(), last.ravel(), age.ravel())
    times = ahead.ravel()
    if times.size == 0 or times.min() < times.max():
        example, which = np.arange(times.size), np.arange(times.size)
    else:
        example, which = unique_triples(*flat)
    at_least = model.counter(*(column[example] for column in (*flat, times)))
    low = quantile(at_least, example.size, 0.5 - level / 2)
    high = quantile(at_least, example.size, 0.5 + level / 2)
    return low[which].reshape(count.shape), high[which].reshape(count.shape)
