"""The best customers beside the others (R27), by how they buy: never by revenue alone, never by who they are."""

from datetime import date

import numpy as np
from django.db import connection

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.firm_facts import Best, Groups, Profile
from regulars.retention.scoring.facts.months import median, money, share
from regulars.retention.scoring.ledger import Ledger

MOST_REFUNDED = 0.1
"""Who gave back more than a tenth of what they bought is not easy to serve."""
MANNERS = """SELECT account_id, coalesce(sum(refunded) FILTER (WHERE status = 'paid'), 0)::float8,
 coalesce(sum(amount) FILTER (WHERE status = 'paid'), 0)::float8, count(*) FILTER (WHERE status = 'unpaid'), count(*)
FROM orders_order WHERE (refunded > 0 OR status = 'unpaid') AND account_id IS NOT NULL
 AND currency = %(currency)s AND day <= %(as_of)s AND day > %(as_of)s - 365 GROUP BY account_id"""


class Manners:
    """Refunds and unpaid orders of the last year, an entry an account."""

    def __init__(self, ledger: Ledger, currency: str, as_of: date) -> None:
        with connection.cursor() as cursor:
            cursor.execute(MANNERS, {"currency": currency, "as_of": as_of})
            found = cursor.fetchall()
        self.refunded, self.unpaid = np.zeros(ledger.size), np.zeros(ledger.size)
        ids = np.array([row[0] for row in found], dtype=np.int64)
        place = np.searchsorted(ledger.account, ids)
        known = place < ledger.size
        known[known] = ledger.account[place[known]] == ids[known]
        self.refunded[place[known]] = np.array([row[1] for row in found])[known]
        self.unpaid[place[known]] = np.array([row[3] for row in found])[known]


def best(
    ledger: Ledger, *, top: Bools, interval: Floats, usual: Floats, manners: Manners, currency: str
) -> Best:
    """Best: in the set that brings 80 %, with a known frequency, few refunds and nothing left unpaid."""
    bought = ledger.last_year > 0
    billed = ledger.last_year + manners.refunded
    easy = manners.refunded <= MOST_REFUNDED * np.maximum(billed, 1e-9)
    chosen = top & np.isfinite(interval) & easy & (manners.unpaid == 0)
    orders = orders_in_year(ledger)
    return {
        "best": profile(chosen, interval, usual, manners, (billed, orders)),
        "others": profile(bought & ~chosen, interval, usual, manners, (billed, orders)),
        "currency": currency,
    }


def orders_in_year(ledger: Ledger) -> Ints:
    recent = ledger.jobs.day > ledger.as_of - 365
    return np.bincount(ledger.jobs.owner[recent], minlength=ledger.size)


def profile(
    who: Bools, interval: Floats, usual: Floats, manners: Manners, year: tuple[Floats, Ints]
) -> Profile:
    billed, orders = year
    amount = median(usual[who & np.isfinite(usual)])
    unpaid = float(manners.unpaid[who].sum())
    return {
        "people": int(who.sum()),
        "interval": median(interval[who & np.isfinite(interval)]),
        "usual_amount": None if amount is None else money(amount),
        "frequency": groups(interval[who]),
        "refunded": share(manners.refunded[who].sum(), billed[who].sum()),
        "unpaid": share(unpaid, orders[who].sum() + unpaid),
    }


def groups(interval: Floats) -> Groups:
    known = interval[np.isfinite(interval)]
    weekly, monthly, quarterly = (int((known <= days).sum()) for days in (10, 45, 135))
    return {
        "weekly": weekly,
        "monthly": monthly - weekly,
        "quarterly": quarterly - monthly,
        "yearly": known.size - quarterly,
        "no_rhythm": interval.size - known.size,
    }
