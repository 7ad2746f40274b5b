"""Which order a refund takes back: the customer's most recent earlier one of the same product with enough of it left."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection

from regulars.imports.models import Import
from regulars.imports.staging.copying import run

LOOKED_BACK = 1000  # orders without a product are tried from the newest; older ones than this many are not
PRODUCT = "coalesce(nullif({line}.code, ''), {line}.description)"
EVENTS = f"""
WITH wanted AS (
    SELECT DISTINCT account_id, {PRODUCT.format(line="back")} AS product FROM {{returns}} AS back
    WHERE account_id IS NOT NULL AND order_id IS NULL
)
SELECT stored.account_id, stored.at, 0 AS side, stored.id, '' AS product, stored.currency, stored.net AS amount
FROM orders_order AS stored
WHERE stored.account_id IN (SELECT account_id FROM wanted) AND stored.status IN ('paid', 'unpaid')
UNION ALL
SELECT stored.account_id, stored.at, 1, stored.id, wanted.product, stored.currency, sum(line.amount) - coalesce((
    SELECT sum(given.amount) FROM orders_refund AS given
    WHERE given.order_id = stored.id AND {PRODUCT.format(line="given")} = wanted.product), 0)
FROM wanted JOIN orders_order AS stored ON stored.account_id = wanted.account_id AND stored.status IN ('paid', 'unpaid')
JOIN orders_orderline AS line ON line.order_id = stored.id AND {PRODUCT.format(line="line")} = wanted.product
WHERE wanted.product <> ''
GROUP BY stored.account_id, stored.at, stored.id, wanted.product, stored.currency
UNION ALL
SELECT account_id, at, 2, id, {PRODUCT.format(line="back")}, currency, amount FROM {{returns}} AS back
WHERE account_id IS NOT NULL AND order_id IS NULL AND amount > 0
ORDER BY account_id, at, side, id
"""  # noqa: S608 # our own SQL
Event = tuple[int, Any, int, int, str, str, Decimal]


def matches(events: Iterator[Event] | list[Event]) -> Iterator[tuple[int, int]]:
    """(refund, order) for each refund that an earlier order of its customer can bear. Events come by customer and time.

    side 0: an order and what is left of it; 1: what is left of one product in it; 2: a refund.
    """
    account, left = None, dict[int, Decimal]()
    orders: dict[str, list[int]] = defaultdict(list)
    products: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)
    for who, _at, side, record, product, currency, amount in events:
        if who != account:
            account, left = who, {}
            orders.clear()
            products.clear()
        if side == 0:
            left[record] = amount
            orders[currency].append(record)
        elif side == 1:
            products[product, currency].append([record, amount])
        elif product:
            for entry in reversed(products[product, currency]):
                if entry[1] >= amount and left[entry[0]] >= amount:
                    entry[1] -= amount
                    left[entry[0]] -= amount
                    yield record, entry[0]
                    break
        elif found := _bearing(orders[currency][-LOOKED_BACK:], left, amount):
            left[found] -= amount
            yield record, found


def _bearing(orders: list[int], left: dict[int, Decimal], amount: Decimal) -> int | None:
    """Without a product: the newest order of exactly this amount, else the newest with enough left."""
    for test in (amount.__eq__, amount.__le__):
        for order in reversed(orders):
            if test(left[order]):
                return order
    return None


def match(importing: Import) -> None:
    """Name the order that each row of {returns} takes back, where there is one."""
    with connection.chunked_cursor() as reader:
        run(reader, EVENTS, importing)
        found = list(matches(iter(reader)))
    with connection.cursor() as writer:
        writer.execute("CREATE TEMPORARY TABLE netted (id bigint, order_id bigint) ON COMMIT DROP")
        with writer.copy("COPY netted FROM STDIN") as copy:
            for row in found:
                copy.write_row(row)
        run(
            writer,
            "UPDATE {returns} AS back SET order_id = netted.order_id FROM netted WHERE netted.id = back.id",
            importing,
        )
        writer.execute("DROP TABLE netted")
