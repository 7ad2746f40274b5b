"""Orders expected of everybody up to several moments ahead, by any of the models, at once."""

import numpy as np

from regulars.lifetime import MBGCNBDk
from regulars.lifetime.arrays import Floats, unique_pairs
from regulars.lifetime.staying import purchases_while_staying
from regulars.retention.scoring.models import Customers, Purchases

NEAR = 0.05
"""MBG/CNBD-k counts its purchases one by one. In a large firm those who bought as often and are of an age, to this
part of it, share what one who stays will buy, each at their own rate: it moves the figure by less than a hundredth."""
MANY = 5_000


def up_to(model: Purchases, who: Customers, alive: Floats, ends: Floats) -> Floats:
    """ends x accounts: orders expected by each of `ends` (times ahead, on the model's clock). `alive`: their p_alive."""
    if isinstance(model, MBGCNBDk):
        return regular(model, who, ends)
    x, _, age = who
    example, which = unique_pairs(x, age)
    some, ages = x[example], age[example]
    each = np.stack([model.while_staying(some, ages, np.full(some.size, end)) for end in ends.tolist()])
    result: Floats = alive * each[:, which]
    return result


def regular(model: MBGCNBDk, who: Customers, ends: Floats) -> Floats:
    """As `up_to`: up to the first of the ends an expectation for each stage that somebody may be in; after it
    purchases come as often as those of a buyer at random at a k-th of the rate, wherever the first one fell."""
    x, t_x, age = who
    scale = model.alpha + age
    near = np.exp(np.rint(np.log(scale) / NEAR) * NEAR) if x.size > MANY else scale
    example, which = unique_pairs(x, near)
    some, ages = x[example], np.maximum(near[example] - model.alpha, 0.0)
    pace = (model.alpha + ages)[which] / scale
    there = model.stages(x, t_x, age)
    first = model.each_stage(some, ages, np.full(some.size, ends[0]))
    shape, left = model.r + model.k * some + (model.k - 1) / 2, model.b + some + 1
    later = [
        purchases_while_staying(shape, end / (model.k * (model.alpha + ages)), model.a, left)
        for end in ends.tolist()
    ]
    more = there.sum(axis=1) * pace * (np.stack(later) - later[0])[:, which]
    result: Floats = (there * first[which]).sum(axis=1) * pace + more
    return result


def discounted(counts: Floats, factors: Floats) -> Floats:
    """Of what `up_to` told: the orders of each stretch times its factor, summed."""
    stretches = np.diff(counts, axis=0, prepend=0.0)
    result: Floats = factors @ np.maximum(stretches, 0.0)
    return result
