"""Which products will be ordered how often (R55), where order lines tell.

Somebody's next order is taken to hold what their orders of late held, as often; what everybody is expected to order
is summed by product. Only recent lines are read, so that the cost does not grow with the firm.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection

from regulars.lifetime.arrays import Ints
from regulars.retention.firm_facts import ComingItem
from regulars.retention.scoring.facts.expecting import Ahead, ranged
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.ledger import day_number

MOST_LINES = 100_000
MOST_DAYS, LEAST_DAYS = 365, 28
MOST_ITEMS = 20
LEAST_ORDERS = 5
"""Orders that must have held a product before anything is said of it."""
RECENT = """SELECT max(day) FROM (SELECT day, sum(sum(lines_count)) OVER (ORDER BY day DESC) AS lines FROM orders_order
WHERE status = 'paid' AND account_id IS NOT NULL AND net > 0 AND day <= %(as_of)s AND day > %(earliest)s
GROUP BY day) AS days WHERE lines > %(most)s"""
LINES = """CREATE TEMPORARY TABLE scoring_lines ON COMMIT DROP AS
SELECT coalesce(nullif(line.code, ''), line.description) AS item, orders.account_id, orders.id AS order_id,
 sum(line.quantity) AS quantity, max(line.description) AS name
FROM orders_order AS orders JOIN orders_orderline AS line ON line.order_id = orders.id
WHERE orders.status = 'paid' AND orders.account_id IS NOT NULL AND orders.net > 0
 AND orders.day > %(since)s AND orders.day <= %(as_of)s AND line.quantity > 0 AND line.amount > 0
GROUP BY 1, 2, 3"""
MOST_ORDERED = """SELECT item, max(name), count(*), count(DISTINCT account_id),
 percentile_disc(0.5) WITHIN GROUP (ORDER BY quantity)
FROM scoring_lines WHERE item <> '' GROUP BY item HAVING count(*) >= %(least)s ORDER BY 3 DESC, 1 LIMIT %(items)s"""
WHO = """SELECT array_position(%(items)s::text[], item::text) - 1, account_id, count(*) FROM scoring_lines
WHERE item = ANY(%(items)s::text[]) GROUP BY 1, 2"""


@dataclass(frozen=True)
class Items:
    """The most ordered products since `since` (None: no lines): (item, name, orders, buyers, usual quantity) each, and
    who ordered them: place among `found`, account, orders."""

    since: date | None
    found: list[tuple[Any, ...]]
    item: Ints
    account: Ints
    orders: Ints


NOTHING = Items(None, [], *(np.empty(0, dtype=np.int64) for _ in range(3)))


def read_items(as_of: date) -> Items:
    """Up to MOST_LINES of the newest lines, at least of LEAST_DAYS."""
    with connection.cursor() as cursor:
        since = since_when(cursor, as_of)
        cursor.execute("DROP TABLE IF EXISTS scoring_lines")
        cursor.execute(LINES, {"since": since, "as_of": as_of})
        cursor.execute(MOST_ORDERED, {"least": LEAST_ORDERS, "items": MOST_ITEMS})
        found = cursor.fetchall()
        if not found:
            return NOTHING
        cursor.execute(WHO, {"items": [row[0] for row in found]})
        who = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 3)
    return Items(since + timedelta(days=1), found, who[:, 0], who[:, 1], who[:, 2])


def since_when(cursor: Any, as_of: date) -> date:
    """The day after which lines are read."""
    earliest = as_of - timedelta(days=MOST_DAYS)
    cursor.execute(RECENT, {"as_of": as_of, "earliest": earliest, "most": MOST_LINES})
    full: date | None = cursor.fetchone()[0]
    if full is None:
        return earliest
    return min(full, as_of - timedelta(days=LEAST_DAYS))


def coming_items(
    items: Items, found: Findings, ahead: Ahead, *, days: int, off: float | None
) -> list[ComingItem]:
    """The products most expected in the next `days`, the most first."""
    if items.since is None:
        return []
    ledger = found.ledger
    # Everybody's orders spread over the coming weeks as all orders together do.
    expected = ahead.each * float(ahead.within(np.array([days]))[0] / max(ahead.sums[-1], 1e-9))
    recent = np.bincount(ledger.jobs.owner[ledger.jobs.day >= day_number(items.since)], minlength=ledger.size)
    place = np.searchsorted(ledger.account, items.account)
    known = (place < ledger.size) & (ledger.account[np.minimum(place, ledger.size - 1)] == items.account)
    place, item, orders = place[known], items.item[known], items.orders[known]
    each = np.minimum(orders / np.maximum(recent[place], 1), 1.0) * expected[place]
    # Who has not ordered of late orders too: like the others.
    seen = float(expected[recent > 0].sum())
    share = float(expected.sum()) / seen if seen else 1.0
    sums = np.asarray(share * np.bincount(item, weights=each, minlength=len(items.found)), dtype=np.float64)
    low, high = ranged(sums, off)
    rows: list[ComingItem] = [
        {
            "code": str(code),
            "name": str(name or code),
            "seen": int(number),
            "buyers": int(buyers),
            "usual": f"{usual.normalize():f}",
            "expected": round(float(sums[at]), 1),
            "low": round(float(low[at]), 1),
            "high": round(float(high[at]), 1),
        }
        for at, (code, name, number, buyers, usual) in enumerate(items.found)
    ]
    return sorted(rows, key=lambda row: -row["expected"])
