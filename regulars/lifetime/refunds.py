"""Refunds set against the purchases they cancel.

Shops write a refund as a row of its own, often weeks after the purchase. A refund lowers, of the same customer:
the latest purchase day up to its own with exactly its amount; else the latest days before it, one after another,
until it is used up. What finds no purchase (bought before the log began) is left out.
"""

import numpy as np

from regulars.lifetime.arrays import Floats, Ints

CENT = 0.005


def applied(amounts: list[float], place: int, refund: float) -> None:
    """Lower `amounts` (one customer's purchase days in order) by a refund known by the day at `place`."""
    for at in range(place, -1, -1):
        if abs(amounts[at] - refund) < CENT:
            amounts[at] = 0.0
            return
    for at in range(place, -1, -1):
        used = min(amounts[at], refund)
        amounts[at] -= used
        refund -= used
        if refund < CENT:
            return


def netted(who: Ints, days: Ints, money: Floats) -> tuple[Ints, Ints, Floats, int]:
    """The log merged by customer and day with refunds set against purchases, and how many days were cancelled.

    Customers without refunds pass through untouched.
    """
    refunders = np.zeros(int(who.max()) + 1, dtype=np.bool_)
    refunders[who[money < 0]] = True
    touched = refunders[who]
    keep = ~touched
    new_who, new_days, new_money, cancelled = [who[keep]], [days[keep]], [money[keep]], 0
    order = np.lexsort((days, who))
    order = order[touched[order]]
    edges = np.flatnonzero(np.diff(who[order])) + 1
    for rows in np.split(order, edges):
        dates, amounts, gone = customer_netted(days[rows], money[rows])
        new_who.append(np.full(dates.size, who[rows[0]]))
        new_days.append(dates)
        new_money.append(amounts)
        cancelled += gone
    return np.concatenate(new_who), np.concatenate(new_days), np.concatenate(new_money), cancelled


def customer_netted(days: Ints, money: Floats) -> tuple[Ints, Floats, int]:
    """One customer's purchase days (sorted) that remain, their amounts, and how many were cancelled."""
    bought = money >= 0
    dates, place = np.unique(days[bought], return_inverse=True)
    amounts: list[float] = np.bincount(place, weights=money[bought], minlength=dates.size).tolist()
    before = list(amounts)
    for day, refund in zip(days[~bought].tolist(), (-money[~bought]).tolist(), strict=True):
        applied(amounts, int(np.searchsorted(dates, day, side="right")) - 1, refund)
    left = np.array(amounts, dtype=np.float64)
    stays = (left >= CENT) | (np.array(before, dtype=np.float64) < CENT)
    return dates[stays], left[stays], int((~stays).sum())
