"""From an order log to what the models need of each customer.

The papers' definition: a purchase is a customer's day with orders (same-day orders merged, their amounts
summed); the first purchase is in neither x nor z. t_x is last purchase day minus first, T is the observation
end minus first. The observation end is given, never guessed from the last row.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.refunds import netted


@dataclass(frozen=True)
class Counts:
    """Rows of the log and what became of them.

    negative: refunds. cancelled_days: purchase days refunded to nothing. unmatched_refunds: refunds of which some
    part found no purchase to set against, usually bought before the log began; unmatched_amount: those parts.
    no_customer, no_day: rows a source could not place, left out.
    """

    rows: int
    after_end: int
    no_amount: int
    negative: int
    zero: int
    same_day: int
    cancelled_days: int
    unmatched_refunds: int = 0
    unmatched_amount: float = 0.0
    no_customer: int = 0
    no_day: int = 0


@dataclass(frozen=True)
class Summary:
    """One row a customer, sorted by id. Days are whole numbers on one calendar; x, t_x, T in units of `unit` days.

    z: mean spend of a repeat purchase, 0 where x is 0. spend: all purchases, the first included.
    """

    ids: NDArray[Any]
    x: Ints
    t_x: Floats
    T: Floats
    z: Floats
    first: Ints
    last: Ints
    spend: Floats
    unit: float
    counts: Counts

    def born_from(self, day: int) -> Bools:
        """Customers whose first purchase is on or after `day`: fit on these when the log began after the firm
        (customers from before it look new); score all."""
        born: Bools = self.first >= day
        return born


def numbered(ids: NDArray[Any]) -> tuple[NDArray[Any], Ints, int]:
    """(distinct ids, place of each row among them, size of the table). Small whole numbers stay as they are."""
    if ids.dtype.kind in "iu" and ids.size and ids.min() >= 0 and int(ids.max()) < 4 * ids.size + 1_000:
        return np.arange(int(ids.max()) + 1), ids.astype(np.int64, copy=False), int(ids.max()) + 1
    distinct, place = np.unique(ids, return_inverse=True)
    return distinct, place.astype(np.int64, copy=False), distinct.size


def purchase_days(who: Ints, day: Ints) -> tuple[Ints, Ints]:
    """The distinct (customer, day) pairs, sorted by both."""
    if who.size == 0:
        return who, day
    start = int(day.min())
    span = int(day.max()) - start + 1
    key = who * span + (day - start)
    key.sort()
    fresh = np.empty(key.size, dtype=np.bool_)
    fresh[0] = True
    np.not_equal(key[1:], key[:-1], out=fresh[1:])
    customer, offset = np.divmod(key[fresh], span)
    return customer, offset + start


def summarise(
    customer: ArrayLike, day: ArrayLike, amount: ArrayLike | None, end: int, unit: float = 1.0
) -> Summary:
    """Summary of a log of orders: `customer` ids (numbers or text), `day` whole day numbers, `amount` or None.

    Rows after `end` are left out. Negative amounts are refunds: they lower the purchase they cancel (the same
    amount first, else the latest before), and a purchase day refunded to nothing did not happen. Zero amounts
    are purchases. Rows whose amount is no number are left out. All are counted, refunds that match nothing too.
    """
    ids, days = np.asarray(customer).ravel(), np.asarray(day).ravel()
    money = np.ones(days.size) if amount is None else np.asarray(amount, dtype=np.float64).ravel()
    if not ids.size == days.size == money.size:
        raise ValueError("customer, day and amount must be equally long.")
    if days.dtype.kind not in "iu":
        raise ValueError("day holds whole day numbers, such as days since 1970.")
    rows, days = days.size, days.astype(np.int64, copy=False)
    known = np.isfinite(money)
    no_amount = rows - int(known.sum())
    keep = known & (days <= end)
    after = int((days > end).sum())
    if not keep.all():
        ids, days, money = ids[keep], days[keep], money[keep]
    names, who, size = numbered(ids)
    negative, zero = int((money < 0).sum()), int((money == 0).sum())
    cancelled, unmatched, lost, positive = 0, 0, 0.0, days.size - negative
    if negative:
        who, days, money, cancelled, unmatched, lost = netted(who, days, money)
    buyers, dates = purchase_days(who, days)
    same_day = positive - buyers.size - cancelled
    counts = Counts(rows, after, no_amount, negative, zero, same_day, cancelled, unmatched, lost)
    return gathered(
        names=names,
        size=size,
        log=(who, days, money),
        purchases=(buyers, dates),
        end=end,
        unit=unit,
        counts=counts,
    )


def gathered(
    *,
    names: NDArray[Any],
    size: int,
    log: tuple[Ints, Ints, Floats],
    purchases: tuple[Ints, Ints],
    end: int,
    unit: float,
    counts: Counts,
) -> Summary:
    """The summary of distinct, sorted purchase days, with amounts from the log."""
    who, days, money = log
    buyers, dates = purchases
    begins = (
        np.flatnonzero(np.append(True, buyers[1:] != buyers[:-1])) if buyers.size else np.empty(0, np.int64)
    )
    number = np.diff(np.append(begins, buyers.size))
    customers = buyers[begins]
    first, last = dates[begins], dates[begins + number - 1]
    first_of = np.zeros(size, dtype=np.int64)
    first_of[customers] = first
    total = np.bincount(who, weights=money, minlength=size)[customers].astype(np.float64)
    opening = days == first_of[who]
    at_first = np.bincount(who[opening], weights=money[opening], minlength=size)[customers]
    x = number - 1
    z = np.where(x > 0, (total - at_first) / np.maximum(x, 1), 0.0)
    return Summary(
        ids=names[customers],
        x=x,
        t_x=(last - first) / unit,
        T=(end - first) / unit,
        z=z,
        first=first,
        last=last,
        spend=total,
        unit=unit,
        counts=counts,
    )
