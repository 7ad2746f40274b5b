"""Refunds set against the purchases they cancel.

Shops write a refund as a row of its own, often weeks after the purchase. A refund lowers, of the same customer:
the latest purchase day up to its own with exactly its amount; else the latest days before it, one after another,
until it is used up. What finds no purchase (bought before the log began) is left out and counted.
"""

from typing import NamedTuple

import numpy as np

from regulars.lifetime.arrays import Floats, Ints

CENT = 0.005


class Netted(NamedTuple):
    """Purchase days with their amounts after refunds, and what became of the refunds.

    cancelled_days: days refunded to nothing. unmatched_refunds: refund rows of which some part found no purchase;
    unmatched_amount: the sum of those parts.
    """

    who: Ints
    days: Ints
    money: Floats
    cancelled_days: int
    unmatched_refunds: int
    unmatched_amount: float


def applied(amounts: list[float], place: int, refund: float) -> float:
    """Lower `amounts` (one customer's purchase days in order) by a refund known by the day at `place`; returns
    what of the refund found no purchase."""
    for at in range(place, -1, -1):
        if abs(amounts[at] - refund) < CENT:
            amounts[at] = 0.0
            return 0.0
    for at in range(place, -1, -1):
        used = min(amounts[at], refund)
        amounts[at] -= used
        refund -= used
        if refund < CENT:
            return 0.0
    return refund


def netted(who: Ints, days: Ints, money: Floats) -> Netted:
    """The log merged by customer and day with refunds set against purchases, of one day the smallest first: the order
    of the log's rows does not matter. Customers without refunds pass through untouched.
    """
    refunders = np.zeros(int(who.max()) + 1, dtype=np.bool_)
    refunders[who[money < 0]] = True
    touched = refunders[who]
    keep = ~touched
    order = np.lexsort((-money, days, who))
    order = order[touched[order]]
    edges = np.flatnonzero(np.diff(who[order])) + 1
    one_by_one = [
        customer_netted(who[rows], days[rows], money[rows]) for rows in np.split(order, edges) if rows.size
    ]
    return Netted(
        np.concatenate([who[keep], *(one.who for one in one_by_one)]),
        np.concatenate([days[keep], *(one.days for one in one_by_one)]),
        np.concatenate([money[keep], *(one.money for one in one_by_one)]),
        sum(one.cancelled_days for one in one_by_one),
        sum(one.unmatched_refunds for one in one_by_one),
        float(sum(one.unmatched_amount for one in one_by_one)),
    )


def customer_netted(who: Ints, days: Ints, money: Floats) -> Netted:
    """One customer's rows (sorted by day): the purchase days that remain."""
    bought = money >= 0
    dates, place = np.unique(days[bought], return_inverse=True)
    amounts: list[float] = np.bincount(place, weights=money[bought], minlength=dates.size).tolist()
    before = list(amounts)
    over = []
    for day, refund in zip(days[~bought].tolist(), (-money[~bought]).tolist(), strict=True):
        over.append(applied(amounts, int(np.searchsorted(dates, day, side="right")) - 1, refund))
    left = np.array(amounts, dtype=np.float64)
    stays = (left >= CENT) | (np.array(before, dtype=np.float64) < CENT)
    unmatched = [part for part in over if part >= CENT]
    return Netted(
        np.full(int(stays.sum()), who[0]),
        dates[stays],
        left[stays],
        int((~stays).sum()),
        len(unmatched),
        sum(unmatched),
    )
