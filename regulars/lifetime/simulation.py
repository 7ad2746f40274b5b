"""Purchase logs drawn from a model, for tests, planning and the bench."""

import numpy as np

from regulars.lifetime.arrays import Floats, Ints

LONGEST = 100_000
"""Purchases a single simulated customer may reach: keeps a wild parameter draw from filling memory."""


def simulated_log(
    rng: np.random.Generator, rate: Floats, age: Floats, most: Floats, stages: int = 1
) -> tuple[Ints, Floats]:
    """(customer, time since first purchase) of customers who buy at `rate` (each gap the sum of `stages`
    exponentials) until `age` or until `most` repeats. The first purchase is included, at 0."""
    active = np.flatnonzero((most > 0) & (rate > 0))
    clock = np.zeros(age.size)
    who, when = [np.arange(age.size)], [np.zeros(age.size)]
    made = 0
    while active.size and made < LONGEST:
        clock[active] += rng.gamma(stages, 1 / rate[active])
        active = active[clock[active] <= age[active]]
        who.append(active)
        when.append(clock[active])
        made += 1
        active = active[most[active] > made]
    people, times = np.concatenate(who), np.concatenate(when)
    order = np.lexsort((times, people))
    return people[order].astype(np.int64), times[order]
