"""What the models need of everybody's jobs: when they came, how often, for how much. Nothing else ever enters (V12)."""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime import Log
from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.rhythm import quantile_rows
from regulars.retention.scoring.ledger import Jobs

BULK = 4.0
"""An order of more than four usual ones counts as four in the mean spend: one bulk order is not a new habit."""


@dataclass(frozen=True)
class Usage:
    """x repeat jobs, t_x, T in days, z mean spend of the repeats, bulk orders cut to BULK, an entry an account.
    paid: repeats that z is the mean of; fewer than x where some were in another currency."""

    x: Ints
    t_x: Ints
    T: Ints
    z: Floats
    paid: Ints
    usual_amount: Floats
    jobs: Jobs
    as_of: int

    @classmethod
    def of(cls, jobs: Jobs, as_of: int) -> "Usage":
        x = jobs.count - 1
        by_amount = np.lexsort((jobs.net, jobs.owner))
        by_amount = by_amount[jobs.net[by_amount] > 0]
        own = np.bincount(jobs.owner[by_amount], minlength=x.size)
        usual = quantile_rows(jobs.net[by_amount], np.append(0, np.cumsum(own)).astype(np.int64), 0.5)
        several = x[jobs.owner] >= 2
        spend = np.where(several, np.minimum(jobs.net, BULK * usual[jobs.owner]), jobs.net)
        spend[jobs.offsets[:-1]] = 0.0  # the first purchase is in neither x nor z: the papers' definition
        paid = np.bincount(jobs.owner, weights=spend > 0, minlength=x.size).astype(np.int64)
        z = np.bincount(jobs.owner, weights=spend, minlength=x.size) / np.maximum(paid, 1)
        return cls(x, jobs.last - jobs.first, as_of - jobs.first, z, paid, usual, jobs, as_of)

    def log(self, most: int) -> Log:
        """Everybody's purchase days, or those of about `most` accounts spread evenly over their ids."""
        owner, day = self.jobs.owner, self.jobs.day
        stride = -(-self.x.size // most)
        if stride > 1:
            keep = owner % stride == 0
            owner, day = owner[keep], day[keep]
        return Log(owner, day)
