"""Good and bad months (M42), and what enters no other number: counted by the database in one pass."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from regulars.lib.days import months_before
from regulars.retention.firm_facts import Month, Months, OtherCurrency
from regulars.retention.scoring.facts.months import month_name, month_of, share
from regulars.retention.scoring.ledger import Jobs

MOST = 36
WINDFALL, DRY = 1.4, 0.7
SALES = """SELECT currency, to_char(month, 'YYYY-MM'), walk_in, number, net, first_day FROM (
 SELECT currency, date_trunc('month', day) AS month, account_id IS NULL AS walk_in, count(*) AS number,
  sum(net) AS net, min(day) AS first_day
 FROM orders_order WHERE status = 'paid' AND net > 0 AND day <= %(as_of)s GROUP BY 1, 2, 3) AS sales ORDER BY month"""
REFUNDS = """SELECT to_char(day, 'YYYY-MM'), sum(amount) FROM orders_refund
WHERE order_id IS NULL AND currency = %(currency)s AND day <= %(as_of)s GROUP BY 1"""


class Sale(NamedTuple):
    """A currency's month, walk-ins and orders of known buyers apart."""

    currency: str
    month: str
    walk_in: bool
    number: int
    net: Decimal
    first_day: date


@dataclass(frozen=True)
class Income:
    """Everything sold up to the as-of day, by month. `refunds`: those that name no order, by month."""

    currency: str
    as_of: date
    sales: list[Sale]
    refunds: dict[str, Decimal]

    @property
    def own(self) -> list[Sale]:
        return [sale for sale in self.sales if sale.currency == self.currency]

    @property
    def began(self) -> date | None:
        return min((sale.first_day for sale in self.sales), default=None)

    @property
    def walk_ins(self) -> int:
        return sum(sale.number for sale in self.own if sale.walk_in)

    def net(self) -> dict[str, Decimal]:
        totals: dict[str, Decimal] = {}
        for sale in self.own:
            totals[sale.month] = totals.get(sale.month, Decimal(0)) + sale.net
        return {month: total - self.refunds.get(month, Decimal(0)) for month, total in totals.items()}

    def is_whole(self, month: str) -> bool:
        """The records cover the month from its first day to its last. A week's grace at the start: a shop closed on
        New Year's Day has records of January all the same."""
        first = date.fromisoformat(f"{month}-01")
        ended = (months_before(first, -1) - self.as_of).days <= 1
        return self.began is not None and (self.began - first).days <= 7 and ended


def rows(query: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def income(currency: str, as_of: date) -> Income:
    values = {"currency": currency, "as_of": as_of}
    sales = [Sale(*row) for row in rows(SALES, values)]
    return Income(currency, as_of, sales, dict(rows(REFUNDS, values)))


def other_currencies(earned: Income) -> list[OtherCurrency]:
    """Paid orders in another currency than the firm's: counted, and in no sum."""
    found: dict[str, tuple[int, Decimal]] = {}
    for sale in earned.sales:
        if sale.currency != earned.currency:
            number, net = found.get(sale.currency, (0, Decimal(0)))
            found[sale.currency] = (number + sale.number, net + sale.net)
    return [
        {"currency": code, "orders": number, "net": f"{net:.2f}"}
        for code, (number, net) in sorted(found.items())
    ]


def repeat_by_month(jobs: Jobs) -> dict[str, float]:
    """Sales to buyers who had ordered on an earlier day."""
    if not jobs.day.size:
        return {}
    month = month_of(jobs.day)
    first = int(month.min())
    sums = np.bincount(month - first, weights=jobs.net * jobs.follows)
    return {month_name(first + at): float(amount) for at, amount in enumerate(sums.tolist())}


def months(earned: Income, jobs: Jobs) -> Months:
    net, repeat = earned.net(), repeat_by_month(jobs)
    result: list[Month] = []
    for month in sorted(net)[-MOST:]:
        own = [sale for sale in earned.own if sale.month == month]
        walk_in = sum((sale.net for sale in own if sale.walk_in), Decimal(0))
        known = sum((sale.net for sale in own if not sale.walk_in), Decimal(0))
        whole = earned.is_whole(month)
        norm = norm_of(month, net, earned)
        result.append(
            {
                "month": month,
                "net": f"{net[month]:.2f}",
                "walk_in": f"{walk_in:.2f}",
                "orders": sum(sale.number for sale in own),
                "repeat_net": f"{repeat.get(month, 0.0):.2f}",
                "repeat_share": share(repeat.get(month, 0.0), float(known)),
                "norm": None if norm is None else f"{norm:.2f}",
                "call": call(net[month], norm) if whole else None,
                "whole": whole,
            }
        )
    return {"months": result, "windfall_from": WINDFALL, "dry_below": DRY, "currency": earned.currency}


def norm_of(month: str, net: dict[str, Decimal], earned: Income) -> Decimal | None:
    """The same calendar month in earlier years is the only fair measure: a quiet August may be every August."""
    earlier = [
        amount
        for other, amount in net.items()
        if other < month and other[5:] == month[5:] and earned.is_whole(other)
    ]
    return median(earlier) if earlier else None


def call(net: Decimal, norm: Decimal | None) -> str | None:
    if norm is None or norm <= 0:
        return None
    times = float(net / norm)
    return "windfall" if times >= WINDFALL else "dry" if times < DRY else "usual"
