"""What is to be expected of each account, each figure with a range: the chosen model for orders, Gamma-Gamma for money.

Three questions, three kinds of range, all holding 80 in 100 of the belief:
* `still`, the chance to buy within the account's own horizon. Not P(alive), which is 1 for everyone who bought once.
  Its range is how far the chance could be from that, by what is known of the model and of the account's own rate.
* orders and worth over twelve months: the range is for what will really happen, luck included, so that a back-test
  can count how often it held. One purchase says nothing of a rate: those get the range and no point (P3).
* loss (R57): all expected future sales, discounted. Five years stand for "all": further ahead nothing is known.

All of it on the season's clock, and set right by how earlier forecasts turned out, where the choice says so.
"""

from dataclasses import dataclass, fields

import numpy as np
from scipy.special import expit, logit, ndtri

from regulars.lifetime import GammaGamma
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.scoring.lasting import discounted, up_to
from regulars.retention.scoring.models import HORIZON, TINY, Customers, Models
from regulars.retention.scoring.rates import Rates, buys, doubt
from regulars.retention.scoring.usage import Usage

__all__ = ["Chances", "Models", "Usage", "chances", "horizons", "nothing"]

YEAR = 365
LEVEL = 0.8
TAILS = (0.5 - LEVEL / 2, 0.5 + LEVEL / 2)
LOSS_YEARS = 5
DISCOUNT = 0.10
"""A year. A sale next year is worth that much less than one today."""
MOST_DOUBT = 4.0


@dataclass(frozen=True)
class Chances:
    """An entry an account, nan where nothing is said. orders, worth and loss have no point for one purchase.

    For sums over groups only, never told of an account: what each brings on average, one purchase included, with its
    variance; and `doubt`, the variance of the logarithm of the expectation, which everybody's share.
    """

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
    worth_mean: Floats
    worth_variance: Floats
    loss_mean: Floats
    loss_variance: Floats
    doubt: Floats


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
    who = models.customers(usage)
    rates, once = Rates.of(models.orders, who), usage.x == 0
    ahead = models.ahead(usage.as_of, horizon)
    ends = still_range(models, who, rates, ahead)
    unsure = doubt(models.orders, who, ahead, lambda model, some, _time: Rates.of(model, some).present)
    outlook = Outlook(rates, np.minimum(unsure, MOST_DOUBT))
    years = models.ahead(usage.as_of, YEAR * np.arange(1, LOSS_YEARS + 1))
    factors = (1 + DISCOUNT) ** -np.arange(1.0, LOSS_YEARS + 1)
    counts = up_to(models.orders, who, rates.alive, years)
    if models.corrects_counts:
        counts *= models.ratio(buys(models.orders, who, years[0], rates.alive), YEAR)
    orders, lasting = counts[0], discounted(counts, factors)
    low, high = outlook.orders_range(orders)
    values: dict[str, Floats] = {
        **{name: models.chance(end, horizon) for name, end in ends.items()},
        "doubt": outlook.doubt,
        "expected_orders": np.where(once, np.nan, orders),
        "expected_orders_low": np.floor(low),
        "expected_orders_high": np.ceil(high),
    }
    for name, count in (("worth", orders), ("loss", lasting)):
        values |= money(name, count, outlook, usage, models.spend)
    return Chances(**values)


def still_range(models: Models, who: Customers, rates: Rates, ahead: Floats) -> dict[str, Floats]:
    """The chance to buy within `ahead`, and its ends: doubt about the parameters and about the account's own rate,
    added on the logit scale. Not set right yet."""
    chance = buys(models.orders, who, ahead, rates.alive)
    middle = logit(np.clip(chance, TINY, 1 - TINY))
    unsure = doubt(
        models.orders, who, ahead, lambda model, some, time: model.p_buys(*some, time), chance=True
    )
    reach = ndtri(TAILS[1]) * np.sqrt(unsure)
    at_rate = [rates.chance_at(tail, chance, ahead) for tail in TAILS]
    low, high = (logit(np.clip(end, TINY, 1 - TINY)) - middle for end in at_rate)
    return {
        "still": chance,
        "still_low": expit(middle - np.hypot(low, reach)),
        "still_high": expit(middle + np.hypot(high, reach)),
    }


@dataclass(frozen=True)
class Outlook:
    """What is unsure of each account: whether it is still there, its own rate, and the parameters (`doubt`: variance
    of the logarithm of the expectation)."""

    rates: Rates
    doubt: Floats

    def there(self, count: Floats) -> tuple[Floats, Floats]:
        """Mean and variance of the number of orders of those who are still there, of whom `count` are expected."""
        mean = count / np.maximum(self.rates.alive, 1e-9)
        return mean, self.rates.luck(mean) + mean**2 * (1 / self.rates.shape + self.doubt)

    def orders_range(self, count: Floats) -> tuple[Floats, Floats]:
        """None if they have left, else about negative binomial."""
        return mixture_range(self.rates.alive, *self.there(count))


def money(
    name: str, count: Floats, outlook: Outlook, usage: Usage, spend: GammaGamma | None
) -> dict[str, Floats]:
    """Point and range of the money that `count` expected orders bring. Nothing where nobody ordered twice."""
    if spend is None:
        keys = (name, *(f"{name}_{what}" for what in ("low", "high", "mean", "variance")))
        return {key: np.full(count.size, np.nan) for key in keys}
    each = spend.expected_spend(usage.paid, usage.z)
    orders, variance = outlook.there(count)
    # One order's value is gamma with shape p; the account's own mean, inverse gamma with shape p x + q.
    one = each**2 / spend.p
    mean = each**2 / np.maximum(spend.p * usage.paid + spend.q - 2, 1.0)
    spread_of_sum = orders * one + each**2 * variance + orders**2 * mean
    low, high = mixture_range(outlook.rates.alive, orders * each, spread_of_sum)
    expected, there = count * each, outlook.rates.alive * (spread_of_sum + (orders * each) ** 2)
    return {
        name: np.where(usage.x == 0, np.nan, expected),
        f"{name}_low": low,
        f"{name}_high": high,
        f"{name}_mean": expected,
        f"{name}_variance": np.maximum(there - expected**2, 0.0),
    }


def mixture_range(alive: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The LEVEL range of: 0 with chance 1 - alive, else gamma with this mean and variance.

    Gamma quantiles by Wilson & Hilferty (1931): a cube of a normal, close enough for a range and a hundred times
    faster than inverting the incomplete gamma function for everybody.
    """
    square = np.maximum(mean**2, 1e-300)
    shape = np.clip(square / np.maximum(variance, 1e-12 * square), 1e-6, None)
    ends = []
    for tail in TAILS:
        within = np.clip((tail - (1 - alive)) / np.maximum(alive, 1e-9), 1e-9, 1 - 1e-9)
        cube = 1 - 1 / (9 * shape) + ndtri(within) / (3 * np.sqrt(shape))
        ends.append(np.where(tail <= 1 - alive, 0.0, mean * np.maximum(cube, 0.0) ** 3))
    return ends[0], ends[1]
