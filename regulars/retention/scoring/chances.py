"""What is to be expected of each account: BG/NBD for orders, Gamma-Gamma for their value, each with a range.

Three questions, three kinds of range, all holding 80 in 100 of the belief:
* `still`, the chance to buy within the account's own horizon. Not P(alive), which is 1 for everyone who bought once.
  Its range is how far the chance could be from that, by what is known of the model and of the account's own rate.
* orders and worth over twelve months: the range is for what will really happen, luck included, so that a back-test
  can count how often it held. One purchase says nothing of a rate: those get the range and no point (P3).
* loss (R57): all expected future sales, discounted. Five years stand for "all": further ahead nothing is known.
"""

from dataclasses import dataclass, fields

import numpy as np
from scipy.special import expit, gammaincinv, logit, ndtri

from regulars.lifetime import BGNBD, GammaGamma, spread
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.rhythm import quantile_rows
from regulars.retention.scoring.ledger import Jobs

YEAR = 365
LEVEL = 0.8
LOSS_YEARS = 5
DISCOUNT = 0.10
"""A year. A sale next year is worth that much less than one today."""
LEAST_BUYERS = 10
LEAST_REPEATS = 5
"""With fewer the screens say that there is too little history, instead of guessing."""
BULK = 4.0
"""An order of more than four usual ones counts as four in the mean spend: one bulk order is not a new habit."""
HORIZON = (14, 365)
MOST_DOUBT = 4.0


@dataclass(frozen=True)
class Usage:
    """What the models need: x repeat jobs, t_x, T in days, z mean spend of the repeats, bulk orders cut to BULK.
    paid: repeats that z is the mean of; fewer than x where some were in another currency."""

    x: Ints
    t_x: Ints
    T: Ints
    z: Floats
    paid: Ints
    usual_amount: Floats

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
        return cls(x, jobs.last - jobs.first, as_of - jobs.first, z, paid, usual)


@dataclass(frozen=True)
class Models:
    """The fitted models; `spend` is None where nobody has ordered twice."""

    orders: BGNBD
    spend: GammaGamma | None

    @classmethod
    def fit(cls, usage: Usage) -> "Models | None":
        """None with too little history to fit anything to."""
        if usage.x.size < LEAST_BUYERS or int(usage.x.sum()) < LEAST_REPEATS or int(usage.T.max()) < 1:
            return None
        some = usage.paid > 0
        spend = GammaGamma.fit(usage.paid[some], usage.z[some], prior="weak") if some.any() else None
        return cls(BGNBD.fit(usage.x, usage.t_x, usage.T, prior="weak"), spend)


@dataclass(frozen=True)
class Chances:
    """An entry an account, nan where nothing is said. orders, worth and loss have no point for one purchase."""

    still: Floats
    still_low: Floats
    still_high: Floats
    expected_orders: Floats
    expected_orders_low: Floats
    expected_orders_high: Floats
    worth: Floats
    worth_low: Floats
    worth_high: Floats
    loss: Floats
    loss_low: Floats
    loss_high: Floats


def nothing(size: int) -> Chances:
    return Chances(**{field.name: np.full(size, np.nan) for field in fields(Chances)})


def horizons(wait: Floats, known: Bools, typical: int) -> Ints:
    """Days within which each account's return can be expected: twice what they usually wait at most; without a
    rhythm of their own, twice the firm's typical return."""
    own = np.where(known & np.isfinite(wait), wait, float(typical))
    days: Ints = np.clip(np.rint(2 * own), *HORIZON).astype(np.int64)
    return days


def chances(models: Models, usage: Usage, horizon: Ints) -> Chances:
    """Everybody's chances from fitted models."""
    model, x, t_x, age = models.orders, usage.x, usage.t_x, usage.T
    once = x == 0
    alive = model.p_alive(x, t_x, age)
    still = model.p_buys(x, t_x, age, horizon)
    still_low, still_high = still_range(model, usage, horizon, alive)
    # The doubt about the rate at which they buy now: in closed form, since it is asked for nine times over.
    doubt = spread(model, lambda m: m.p_alive(x, t_x, age) * (m.r + x) / (m.alpha + age))[1]
    orders = model.expected_purchases(x, t_x, age, YEAR)
    lasting = model.discounted_purchases(
        x, t_x, age, YEAR * np.arange(1.0, LOSS_YEARS + 1), (1 + DISCOUNT) ** -np.arange(1.0, LOSS_YEARS + 1)
    )
    outlook = Outlook(alive, np.asarray(model.r + x), np.minimum(doubt, MOST_DOUBT))
    low, high = outlook.orders_range(orders)
    values: dict[str, Floats] = {
        "still": still,
        "still_low": still_low,
        "still_high": still_high,
        "expected_orders": np.where(once, np.nan, orders),
        "expected_orders_low": np.floor(low),
        "expected_orders_high": np.ceil(high),
    }
    for name, count in (("worth", orders), ("loss", lasting)):
        values |= money(name, count, outlook, usage, models.spend)
    return Chances(**values)


def still_range(model: BGNBD, usage: Usage, horizon: Ints, alive: Floats) -> tuple[Floats, Floats]:
    """Doubt about the parameters and about the account's own rate (gamma, given x), added on the logit scale."""
    middle, doubt = spread(model, lambda m: m.p_buys(usage.x, usage.t_x, usage.T, horizon), chance=True)
    counts, place = np.unique(usage.x, return_inverse=True)
    exposure = horizon / (model.alpha + usage.T)
    reach = ndtri(0.5 + LEVEL / 2) * np.sqrt(doubt)
    ends = []
    for tail in (0.5 - LEVEL / 2, 0.5 + LEVEL / 2):
        rate = gammaincinv(model.r + counts, tail)[place]
        chance = np.clip(alive * -np.expm1(-rate * exposure), 1e-12, 1 - 1e-12)
        ends.append(logit(chance) - middle)
    return expit(middle - np.hypot(ends[0], reach)), expit(middle + np.hypot(ends[1], reach))


@dataclass(frozen=True)
class Outlook:
    """What is unsure of each account: whether it is still there, its own rate (gamma of this shape), and the
    parameters (`doubt`: variance of the logarithm of the expectation)."""

    alive: Floats
    shape: Floats
    doubt: Floats

    def there(self, count: Floats) -> tuple[Floats, Floats]:
        """Mean and variance of the number of orders of those who are still there, of whom `count` are expected."""
        mean = count / np.maximum(self.alive, 1e-9)
        return mean, mean + mean**2 * (1 / self.shape + self.doubt)

    def orders_range(self, count: Floats) -> tuple[Floats, Floats]:
        """None if they have left, else negative binomial."""
        return mixture_range(self.alive, *self.there(count))


def money(
    name: str, count: Floats, outlook: Outlook, usage: Usage, spend: GammaGamma | None
) -> dict[str, Floats]:
    """Point and range of the money that `count` expected orders bring. Nothing where nobody ordered twice."""
    if spend is None:
        return {key: np.full(count.size, np.nan) for key in (name, f"{name}_low", f"{name}_high")}
    each = spend.expected_spend(usage.paid, usage.z)
    orders, variance = outlook.there(count)
    # One order's value is gamma with shape p; the account's own mean, inverse gamma with shape p x + q.
    one = each**2 / spend.p
    mean = each**2 / np.maximum(spend.p * usage.paid + spend.q - 2, 1.0)
    spread_of_sum = orders * one + each**2 * variance + orders**2 * mean
    low, high = mixture_range(outlook.alive, orders * each, spread_of_sum)
    return {name: np.where(usage.x == 0, np.nan, count * each), f"{name}_low": low, f"{name}_high": high}


def mixture_range(alive: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The LEVEL range of: 0 with chance 1 - alive, else gamma with this mean and variance.

    Gamma quantiles by Wilson & Hilferty (1931): a cube of a normal, close enough for a range and a hundred times
    faster than inverting the incomplete gamma function for everybody.
    """
    square = np.maximum(mean**2, 1e-300)
    shape = np.clip(square / np.maximum(variance, 1e-12 * square), 1e-6, None)
    ends = []
    for tail in (0.5 - LEVEL / 2, 0.5 + LEVEL / 2):
        within = np.clip((tail - (1 - alive)) / np.maximum(alive, 1e-9), 1e-9, 1 - 1e-9)
        cube = 1 - 1 / (9 * shape) + ndtri(within) / (3 * np.sqrt(shape))
        ends.append(np.where(tail <= 1 - alive, 0.0, mean * np.maximum(cube, 0.0) ** 3))
    return ends[0], ends[1]
