"""The repeat purchases themselves, one row each: what x counts and z averages."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.refunds import netted
from regulars.lifetime.summary import numbered, purchase_days


@dataclass(frozen=True)
class Repeats:
    """One row a repeat purchase, by customer and day. number: 1 for a customer's first repeat, 2 for the next.

    A customer has as many rows as `Summary.x` says, and their mean amount is z. The first purchase is in none.
    """

    customer: NDArray[Any]
    day: Ints
    amount: Floats
    number: Ints


def repeats(customer: ArrayLike, day: ArrayLike, amount: ArrayLike | None, end: int) -> Repeats:
    """The repeat purchases in a log up to the close of `end`; arguments and rules as of `summarise`."""
    ids, days = np.asarray(customer).ravel(), np.asarray(day).ravel().astype(np.int64)
    money = np.ones(days.size) if amount is None else np.asarray(amount, dtype=np.float64).ravel()
    keep = np.isfinite(money) & (days <= end)
    names, who, _ = numbered(ids[keep])
    days, money = days[keep], money[keep]
    if (money < 0).any():
        who, days, money = netted(who, days, money)[:3]
    buyers, dates = purchase_days(who, days)
    spent = day_totals((buyers, dates), (who, days, money))
    fresh = np.append(True, buyers[1:] != buyers[:-1])[: buyers.size]
    begins = np.flatnonzero(fresh)
    number = np.arange(buyers.size) - np.repeat(begins, np.diff(np.append(begins, buyers.size)))
    again = ~fresh
    return Repeats(names[buyers[again]], dates[again], spent[again], number[again])


def day_totals(purchases: tuple[Ints, Ints], log: tuple[Ints, Ints, Floats]) -> Floats:
    """The amount of each sorted purchase day, from the rows of the log."""
    buyers, dates = purchases
    who, days, money = log
    if not buyers.size:
        return np.empty(0)
    start, span = int(dates.min()), int(dates.max()) - int(dates.min()) + 1
    place = np.searchsorted(buyers * span + (dates - start), who * span + (days - start))
    return np.bincount(place, weights=money, minlength=buyers.size).astype(np.float64)
