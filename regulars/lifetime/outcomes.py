"""How many orders will come: the spread of what one customer may do, not of what is known about the mean."""

from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints, customers, horizon, unique_triples

MOST = 2**20


class Counter(Protocol):
    """A model that tells the chance of at least m purchases."""

    def p_at_least(
        self, x: ArrayLike, t_x: ArrayLike, T: ArrayLike, t: ArrayLike, m: ArrayLike
    ) -> Floats: ...


People = tuple[Floats, Floats, Floats]


def more_than(model: Counter, people: People, t: Floats, rows: Ints, n: Floats) -> Floats:
    """P(more than n purchases) of some of the rows."""
    x, t_x, age = people
    return model.p_at_least(x[rows], t_x[rows], age[rows], t[rows], n + 1)


def count_quantile(model: Counter, people: People, t: Floats, q: float) -> Floats:
    """The smallest n with P(at most n purchases) >= q, for flat arrays, by bisection."""
    low, high = np.full(t.size, -1.0), np.zeros(t.size)
    # Double until P(more than `high`) <= 1 - q.
    short = np.arange(t.size)
    while short.size and high.max(initial=0.0) < MOST:
        over = more_than(model, people, t, short, high[short]) > 1 - q
        short = short[over]
        low[short] = high[short]
        high[short] = 2 * high[short] + 1
    open_rows = np.flatnonzero(high - low > 1)
    while open_rows.size:
        middle = np.floor((low[open_rows] + high[open_rows]) / 2)
        over = more_than(model, people, t, open_rows, middle) > 1 - q
        low[open_rows] = np.where(over, middle, low[open_rows])
        high[open_rows] = np.where(over, high[open_rows], middle)
        open_rows = open_rows[high[open_rows] - low[open_rows] > 1]
    return high


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
    people = (flat[0][example], flat[1][example], flat[2][example])
    low = count_quantile(model, people, times[example], 0.5 - level / 2)
    high = count_quantile(model, people, times[example], 0.5 + level / 2)
    return low[which].reshape(count.shape), high[which].reshape(count.shape)
