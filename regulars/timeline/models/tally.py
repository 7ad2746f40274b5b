"""The tally of contacts: how often an account was really in touch, and when last. One row an account.

It is counted from the touches themselves, in the transaction that logs or takes back one, so it never drifts.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, models, transaction

WRITTEN_COPY = "30 days"
SPOKEN_COPY = "1 hour"
"""How long the same words again are a copy and no further contact: a letter sent to them seven times is one contact,
while "no answer" of yesterday and of today are two calls; only a call logged twice at once is one."""

BATCH = 5_000


class Tally(models.Model):
    """Notes, what was taken back and what programs send never count. Copies count once."""

    account = models.OneToOneField("people.Account", models.CASCADE, primary_key=True, related_name="tally")
    touches = models.PositiveIntegerField(default=0, db_default=0)
    attempts = models.PositiveIntegerField(default=0, db_default=0, help_text="those we began")
    two_way = models.PositiveIntegerField(default=0, db_default=0)
    last_at = models.DateTimeField(null=True)
    last_two_way_not_sales_at = models.DateTimeField(null=True)
    last_thanked_at = models.DateTimeField(null=True)
    last_sales_at = models.DateTimeField(null=True)
    said_no_at = models.DateTimeField(null=True, help_text="when they last said no, or that they leave")

    class Meta:
        indexes = [
            models.Index(fields=["last_at", "account"], name="tally_by_last"),
            models.Index(
                fields=["-last_at", "account"],
                name="tally_stopped_early",
                condition=models.Q(touches__range=(1, 6), said_no_at=None),
            ),
            models.Index(fields=["last_two_way_not_sales_at", "account"], name="tally_by_last_two_way"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.touches}"


IS_COPY = """coalesce(t.at - lag(t.at) OVER (PARTITION BY t.account_id, t.channel, t.from_us, t.note ORDER BY t.at, t.id)
    < CASE WHEN t.channel IN ('write', 'message') AND t.note <> '' THEN %(written)s::interval
           ELSE %(spoken)s::interval END, false)"""
COUNTING = "t.withdrawn_at IS NULL AND NOT t.automatic AND t.channel <> 'note'"
COUNTED = f"""
WITH wanted AS (SELECT unnest(%(accounts)s::bigint[]) AS account_id),
told AS (SELECT t.*, {IS_COPY} AS copy FROM timeline_touch t JOIN wanted USING (account_id) WHERE {COUNTING})
INSERT INTO timeline_tally (account_id, touches, attempts, two_way, last_at, last_two_way_not_sales_at,
    last_thanked_at, last_sales_at, said_no_at)
SELECT wanted.account_id, count(*) FILTER (WHERE NOT copy), count(*) FILTER (WHERE NOT copy AND from_us),
    count(*) FILTER (WHERE NOT copy AND two_way), max(at), max(at) FILTER (WHERE two_way AND NOT sales),
    max(at) FILTER (WHERE thanks), max(at) FILTER (WHERE sales), max(at) FILTER (WHERE outcome IN ('said_no', 'leaving'))
FROM wanted LEFT JOIN told USING (account_id) GROUP BY wanted.account_id ORDER BY wanted.account_id
ON CONFLICT (account_id) DO UPDATE SET (touches, attempts, two_way, last_at, last_two_way_not_sales_at,
    last_thanked_at, last_sales_at, said_no_at) = (excluded.touches, excluded.attempts, excluded.two_way, excluded.last_at,
    excluded.last_two_way_not_sales_at, excluded.last_thanked_at, excluded.last_sales_at, excluded.said_no_at)
WHERE timeline_tally IS DISTINCT FROM excluded
"""  # noqa: S608 # of our own words only

NEXT = """
(SELECT DISTINCT account_id FROM timeline_touch WHERE account_id > %(last)s ORDER BY 1 LIMIT %(many)s)
UNION (SELECT account_id FROM timeline_tally WHERE account_id > %(last)s ORDER BY 1 LIMIT %(many)s)
ORDER BY 1 LIMIT %(many)s
"""


def recount(accounts: Iterable[int]) -> None:
    """Count these accounts anew, after their touches were written in the same transaction.

    The rows are locked before anything is read: whoever logs at the same moment waits, and then counts both.
    """
    values: dict[str, Any] = {
        "accounts": sorted(set(accounts)),
        "written": WRITTEN_COPY,
        "spoken": SPOKEN_COPY,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timeline_tally (account_id) SELECT unnest(%(accounts)s::bigint[]) ORDER BY 1 ON CONFLICT DO NOTHING",
            values,
        )
        cursor.execute(
            "SELECT FROM timeline_tally WHERE account_id = ANY(%(accounts)s) ORDER BY account_id FOR UPDATE",
            values,
        )
        cursor.execute(COUNTED, values)


def recount_all() -> int:
    """Every account that has touches or a tally, a batch a transaction; for touches that came in by another way.

    Returns how many accounts were counted. Doing it again changes nothing.
    """
    done = 0
    for accounts in _batches():
        recount(accounts)
        done += len(accounts)
    return done


def _batches() -> Iterator[list[int]]:
    """Ids of accounts with touches or a tally, each batch after the last."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, {"last": last, "many": BATCH})
            batch = [pk for (pk,) in cursor.fetchall()]
        if not batch:
            return
        last = batch[-1]
        yield batch
