"""From an order log to what the models need of each customer.

The papers' definition: a purchase is a customer's day with orders (same-day orders merged, their amounts
summed); the first purchase is in neither x nor z. t_x is last purchase day minus first, T is the observation
end minus first. The observation end is given, never guessed from the last row.
"""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regulars.lifetime.arrays import Bools, Floats, Ints, parts
from regulars.lifetime.merging import Purchases, merged
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
        """Customers whose first purchase is on or after `day`. When the log began after the firm, customers from before
        it look new: `choose(…, began=day)` fits these and scores all."""
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
    purchases = merged(who, day)
    return purchases.who(), purchases.days()


@dataclass(frozen=True)
class Sifted:
    """Which rows of a log count, and how many there are of each kind."""

    keep: Bools
    no_amount: int
    after_end: int
    negative: int
    zero: int

    @classmethod
    def of(cls, days: Ints, money: Floats, end: int) -> Self:
        """Rows up to `end` whose amount is a number."""
        keep = np.empty(days.size, dtype=np.bool_)
        lacking, late, negative, zero = 0, 0, 0, 0
        for part in parts(days.size):
            amount, after = money[part], days[part] > end
            known = np.isfinite(amount)
            kept = np.greater(known, after, out=keep[part])
            lacking += known.size - int(np.count_nonzero(known))
            late += int(np.count_nonzero(after))
            negative += int(np.count_nonzero((amount < 0) & kept))
            zero += int(np.count_nonzero((amount == 0) & kept))
        return cls(keep, lacking, late, negative, zero)


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
    sifted = Sifted.of(days, money, end)
    rows = days.size
    if not sifted.keep.all():
        ids, days, money = ids[sifted.keep], days[sifted.keep], money[sifted.keep]
    names, who, size = numbered(ids)
    cancelled, unmatched, lost, positive = 0, 0, 0.0, days.size - sifted.negative
    if sifted.negative:
        who, days, money, cancelled, unmatched, lost = netted(who, days.astype(np.int64), money)
    purchases = merged(who, days)
    counts = Counts(
        rows=rows,
        after_end=sifted.after_end,
        no_amount=sifted.no_amount,
        negative=sifted.negative,
        zero=sifted.zero,
        same_day=positive - purchases.keys.size - cancelled,
        cancelled_days=cancelled,
        unmatched_refunds=unmatched,
        unmatched_amount=lost,
    )
    return gathered(names[:size], (who, days, money), purchases, end=end, unit=unit, counts=counts)


def gathered(
    names: NDArray[Any],
    log: tuple[Ints, Ints, Floats],
    purchases: Purchases,
    *,
    end: int,
    unit: float,
    counts: Counts,
) -> Summary:
    """The summary of merged purchases, with amounts from the log."""
    who, days, money = log
    begins = purchases.begins()
    x = np.diff(np.append(begins, purchases.keys.size)) - 1
    customers = (purchases.keys[begins] >> purchases.bits).astype(np.int64)
    first, last = purchases.days(begins), purchases.days(begins + x)
    first_of = np.zeros(names.size, dtype=days.dtype)
    first_of[customers] = first
    # One pass for both: a customer's amounts on later days, and beside them those of the first.
    place = 2 * who
    place += days == first_of[who]
    sums = np.bincount(place, weights=money, minlength=2 * names.size).reshape(-1, 2)[customers]
    return Summary(
        ids=names[customers],
        x=x,
        t_x=(last - first) / unit,
        T=(end - first) / unit,
        z=np.where(x > 0, sums[:, 0] / np.maximum(x, 1), 0.0),
        first=first,
        last=last,
        spend=sums.sum(axis=1),
        unit=unit,
        counts=counts,
    )
