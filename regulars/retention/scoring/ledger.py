"""The counting orders as the maths needs them: a summary an account, made in the database, and everybody's days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from django.db import connection

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.scoring.packed import Column, read
from regulars.team.models import Firm

YEAR = 365

# What counts, in the same words as OrderQuerySet.counting(). An order in another currency is an order, and makes
# clients and customers; only its money is in no sum.
COUNTING = (
    "FROM orders_order WHERE status = 'paid' AND account_id IS NOT NULL AND net > 0 AND day <= %(as_of)s"
)
OWN = "currency = %(currency)s"
MOST = "9999999999999999"
"""What a column of 18 digits holds; more is a slip of the pen, and must not stop a scoring."""
SUMS = {
    "total": "",
    "last_year": "AND day > %(year)s",
    "year_before": "AND day > %(two_years)s AND day <= %(year)s",
}


def _sums(of: str) -> str:
    """The three sums of money of an account, in the firm's currency, as columns."""
    return ", ".join(
        f"coalesce(sum({of}) FILTER (WHERE {OWN} {when}), 0) AS {name}" for name, when in SUMS.items()
    )


# A refund that names no order (a slip in a product code, an order older than the records) is on no order's net, and
# still it went back: what somebody brought is less by it, and never less than nothing.
LEFT = ", ".join(
    f"greatest(0, least(ledger.{name} - coalesce(back.{name}, 0), {MOST})) AS {name}" for name in SUMS
)
SUMMARY = f"""CREATE TEMPORARY TABLE scoring_summary ON COMMIT DROP AS
SELECT ledger.account_id, first_day, last_day, orders, {LEFT}, account.do_not_contact FROM (
  SELECT account_id, min(day) AS first_day, max(day) AS last_day, count(*)::integer AS orders, {_sums("net")}
  {COUNTING} GROUP BY account_id) AS ledger
JOIN people_account AS account ON account.id = ledger.account_id AND account.removed_at IS NULL
LEFT JOIN (
  SELECT account_id, {_sums("amount")} FROM orders_refund
  WHERE order_id IS NULL AND account_id IS NOT NULL AND day <= %(as_of)s GROUP BY account_id
) AS back ON back.account_id = ledger.account_id"""  # noqa: S608 - ours
EPOCH = "DATE '1970-01-01'"
SUMMARY_COLUMNS = [
    Column("account", "account_id"),
    Column("first", f"first_day - {EPOCH}", ">i4"),
    Column("last", f"last_day - {EPOCH}", ">i4"),
    Column("orders", "orders", ">i4"),
    Column("total", "total::float8", ">f8"),
    Column("last_year", "last_year::float8", ">f8"),
    Column("year_before", "year_before::float8", ">f8"),
    Column("silent", "do_not_contact::integer", ">i4"),
]
ORDER_COLUMNS = [
    Column("account", "account_id"),
    Column("day", f"day - {EPOCH}", ">i4"),
    Column("net", f"CASE WHEN {OWN} THEN net::float8 ELSE 0 END", ">f8"),
    Column("id", "id"),
]


@dataclass(frozen=True)
class Jobs:
    """Everybody's jobs in the compressed-row layout: account i owns [offsets[i]:offsets[i + 1]], oldest first.

    day: days since 1970, when the job began. net: its money in the firm's currency, 0 for another. order: the id of
    its newest order. owner: the place of each job's account. A job is a day with orders, or the days within
    Firm.split_job_days of its first.
    """

    offsets: Ints
    day: Ints
    net: Floats
    order: Ints
    owner: Ints

    @cached_property
    def count(self) -> Ints:
        return np.diff(self.offsets)

    @cached_property
    def first(self) -> Ints:
        return self.day[self.offsets[:-1]]

    @cached_property
    def last(self) -> Ints:
        return self.day[self.offsets[1:] - 1]

    @cached_property
    def follows(self) -> Bools:
        """Of each job: whether it is of the same account as the one before it."""
        result = np.zeros(self.owner.size, dtype=np.bool_)
        np.equal(self.owner[1:], self.owner[:-1], out=result[1:])
        return result

    @cached_property
    def wait(self) -> Ints:
        """Of each job: days since the account's job before it, 0 for the first."""
        return np.append(0, np.diff(self.day)) * self.follows if self.day.size else self.day

    @cached_property
    def longest(self) -> Ints:
        """Of each account: the longest wait, 0 with one job."""
        return np.maximum.reduceat(self.wait, self.offsets[:-1]) if self.wait.size else self.wait

    @cached_property
    def key(self) -> tuple[Ints, int, int]:
        """(one sorted number for account and day, days an account spans in it, the earliest day)."""
        earliest = int(self.day.min(initial=0))
        span = int(self.day.max(initial=0)) - earliest + 2
        return self.owner * span + (self.day - earliest), span, earliest

    def count_until(self, day: int) -> Ints:
        """How many jobs each account had by `day`."""
        key, span, earliest = self.key
        if day < earliest:
            return np.zeros(self.count.size, dtype=np.int64)
        sought = np.arange(self.count.size) * span + min(day - earliest, span - 1)
        return np.searchsorted(key, sought, side="right") - self.offsets[:-1]

    def count_until_own(self, day: Ints) -> Ints:
        """How many jobs each account had by a day of its own."""
        key, span, earliest = self.key
        sought = np.arange(self.count.size) * span + np.clip(day - earliest, -1, span - 2)
        return np.searchsorted(key, sought, side="right") - self.offsets[:-1]

    def until(self, day: int) -> tuple["Jobs", Ints]:
        """The jobs up to `day`, with the places here of the accounts that had one by then."""
        keep, count = self.day <= day, self.count_until(day)
        places = np.flatnonzero(count)
        offsets = np.append(0, np.cumsum(count[places])).astype(np.int64)
        owner = np.repeat(np.arange(places.size), count[places])
        return Jobs(offsets, self.day[keep], self.net[keep], self.order[keep], owner), places


@dataclass(frozen=True)
class Ledger:
    """Accounts with counting orders, sorted by id; every array but `jobs` has one entry an account, money as float."""

    as_of: int
    account: Ints
    first: Ints
    last: Ints
    orders: Ints
    total: Floats
    last_year: Floats
    year_before: Floats
    silent: Bools
    jobs: Jobs

    @property
    def size(self) -> int:
        return self.account.size


def read_ledger(firm: Firm, as_of: date) -> Ledger:
    """Summaries (left in the temporary table scoring_summary for storing) and jobs as of `as_of`."""
    params: dict[str, Any] = {
        "currency": firm.currency,
        "as_of": as_of,
        "year": as_of - timedelta(days=YEAR),
        "two_years": as_of - timedelta(days=2 * YEAR),
    }
    with connection.cursor() as cursor:
        # The summary of 100,000 accounts fits; without this the server spills it to disk and takes three times as long.
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(SUMMARY, params)
    rows = read(SUMMARY_COLUMNS, "FROM scoring_summary", {})
    rows = rows[np.argsort(rows["account"])]
    account = rows["account"].astype(np.int64)
    return Ledger(
        as_of=day_number(as_of),
        account=account,
        first=rows["first"].astype(np.int64),
        last=rows["last"].astype(np.int64),
        orders=rows["orders"].astype(np.int64),
        total=rows["total"].astype(np.float64),
        last_year=rows["last_year"].astype(np.float64),
        year_before=rows["year_before"].astype(np.float64),
        silent=rows["silent"] == 1,
        jobs=read_jobs(account, params, firm.split_job_days),
    )


def read_jobs(account: Ints, params: dict[str, Any], split: int) -> Jobs:
    """The jobs of these accounts (sorted ids)."""
    rows = read(ORDER_COLUMNS, COUNTING, params)
    ids = rows["account"].astype(np.int64)
    owner = np.searchsorted(account, ids)
    known = owner < account.size
    known[known] = account[owner[known]] == ids[known]
    return jobs_of(
        owner[known],
        rows["day"][known].astype(np.int64),
        rows["net"][known].astype(np.float64),
        rows["id"][known].astype(np.int64),
        size=account.size,
        split=split,
    )


def jobs_of(owner: Ints, day: Ints, money: Floats, order: Ints, *, size: int, split: int) -> Jobs:
    """Orders (owner: place of the account, all of 0..size-1 at least once) merged into jobs."""
    span = int(day.max(initial=0)) - int(day.min(initial=0)) + split + 2
    key = owner * span + (day - int(day.min(initial=0)))
    by_time = np.lexsort((order, key))
    key, owner, day, money, order = key[by_time], owner[by_time], day[by_time], money[by_time], order[by_time]
    begins = job_starts(key, owner, split)
    starts = np.flatnonzero(begins)
    net = np.add.reduceat(money, starts) if starts.size else np.empty(0)
    newest = np.append(starts[1:], key.size) - 1
    offsets = np.append(0, np.cumsum(np.bincount(owner[starts], minlength=size))).astype(np.int64)
    return Jobs(offsets, day[starts], net, order[newest] if starts.size else order, owner[starts])


def job_starts(key: Ints, owner: Ints, split: int) -> Bools:
    """Which rows (sorted by key = account, day) begin a job: the first of a day; with `split`, the first day that is
    more than `split` days after the job before it began. A daily buyer is not one endless job."""
    begins = np.ones(key.size, dtype=np.bool_)
    begins[1:] = key[1:] != key[:-1]
    if split == 0 or key.size == 0:
        return begins
    after = np.searchsorted(key, key + split, side="right")
    at = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    begins[:] = False
    while at.size:
        begins[at] = True
        here, at = at, after[at]
        inside = at < key.size
        here, at = here[inside], at[inside]
        at = at[owner[at] == owner[here]]
    return begins


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def day_of_number(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(number))
