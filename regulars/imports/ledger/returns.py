"""Money given back: each line of a credit, netted against the order it takes back, or standing alone.

What a credit takes back is the customer's most recent earlier order of the same product with enough of it left.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import connection
from psycopg import sql

from regulars.imports.ledger.comparing import OWN_REFUND
from regulars.imports.ledger.inserting import insert, log
from regulars.imports.ledger.lines import AMOUNT, CODE, DESCRIPTION
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import Settings
from regulars.orders.models import Refund

LOOKED_BACK = 1000  # orders without a product are tried from the newest; older ones than this many are not
TABLE = """
CREATE UNLOGGED TABLE {returns} (
    id bigint, held boolean, external_id text, position integer, account_id bigint, order_id bigint, at timestamptz, day date,
    amount numeric, currency text, code text, description text
)
"""
_NEXT = "nextval(pg_get_serial_sequence('orders_refund', 'id'))"
BY_LINE = f"""
INSERT INTO {{returns}}
SELECT {_NEXT}, false, document.key, row_number() OVER (PARTITION BY document.key ORDER BY line.row), buyer.account_id, NULL,
    document.at, document.day, abs({AMOUNT}), document.currency, {CODE}, {DESCRIPTION}
FROM {{documents}} AS document JOIN {{staged}} AS line ON line.order_no = document.key AND line.reject IS NULL
LEFT JOIN {{buyers}} AS buyer ON buyer.key = document.customer_key
WHERE document.is_credit AND document.state IN ('new', 'changed') AND NOT (%(whole)s OR document.has_positive)
"""  # noqa: S608 # our own SQL
# A credit with a total, or with something charged on it, is one sum.
WHOLE = f"""
INSERT INTO {{returns}}
SELECT {_NEXT}, false, document.key, 1, buyer.account_id, NULL, document.at, document.day, abs(document.amount),
    document.currency, '', ''
FROM {{documents}} AS document LEFT JOIN {{buyers}} AS buyer ON buyer.key = document.customer_key
WHERE document.is_credit AND document.state IN ('new', 'changed') AND (%(whole)s OR document.has_positive)
"""
# An order that says itself how much of it was given back.
OWN = f"""
INSERT INTO {{returns}}
SELECT {_NEXT}, false, document.key, 0, buyer.account_id, document.order_id, document.at, document.day, {OWN_REFUND},
    document.currency, '', ''
FROM {{documents}} AS document LEFT JOIN {{buyers}} AS buyer ON buyer.key = document.customer_key
WHERE NOT document.is_credit AND document.state IN ('new', 'changed') AND {OWN_REFUND} > 0
"""  # noqa: S608 # our own SQL
# Credits that came in an earlier file than the order they take back.
HELD = """
INSERT INTO {returns}
SELECT refund.id, true, refund.external_id, refund.position, refund.account_id, NULL, refund.at, refund.day, refund.amount,
    refund.currency, refund.code, refund.description
FROM orders_refund AS refund
WHERE refund.order_id IS NULL AND refund.account_id IN (
    SELECT buyer.account_id FROM {documents} AS document JOIN {buyers} AS buyer ON buyer.key = document.customer_key
    WHERE document.state IN ('new', 'changed') AND NOT document.is_credit AND NOT buyer.is_new)
"""
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


def write(cursor: Any, importing: Import, settings: Settings) -> None:
    """Replace changed credits, make new ones, and net what can be netted."""
    names = {
        name: sql.Identifier(f"{importing.staged}_{name}") for name in ("documents", "buyers", "returns")
    } | {"staged": sql.Identifier(importing.staged)}
    _take_out_changed(cursor, importing, names)
    run(cursor, "DROP TABLE IF EXISTS {returns}", importing)
    run(cursor, TABLE, importing)
    run(cursor, BY_LINE, importing, {"whole": settings.totals})
    run(cursor, WHOLE, importing, {"whole": settings.totals})
    run(cursor, OWN, importing)
    run(cursor, HELD, importing)
    run(cursor, "ANALYZE {returns}", importing)
    _match(cursor, importing)
    _put_in(cursor, importing, names)


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


def _match(cursor: Any, importing: Import) -> None:
    with connection.chunked_cursor() as reader:
        run(reader, EVENTS, importing)
        found = list(matches(iter(reader)))  # type: ignore[arg-type] # rows of EVENTS
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


def _put_in(cursor: Any, importing: Import, names: dict[str, Any]) -> None:
    _net(cursor, importing, names)
    columns = (
        "id",
        "external_id",
        "position",
        "account_id",
        "order_id",
        "at",
        "day",
        "amount",
        "currency",
        "code",
        "description",
    )
    values = {column: f"back.{column}" for column in columns} | {"source": "%(source)s"}
    insert(
        cursor,
        Refund,
        values,
        "FROM {returns} AS back WHERE NOT held ORDER BY id",
        names,
        {"source": importing.source},
    )
    query = "SELECT id, NULL::jsonb FROM {returns} WHERE NOT held"
    log(cursor, importing, Table.REFUND, Did.CREATED, query, names, {})
    query = "SELECT id, '{{\"order_id\": null}}'::jsonb FROM {returns} WHERE held AND order_id IS NOT NULL"
    log(cursor, importing, Table.REFUND, Did.UPDATED, query, names, {})
    run(
        cursor,
        "UPDATE orders_refund AS refund SET order_id = back.order_id FROM {returns} AS back"
        " WHERE back.held AND back.id = refund.id AND back.order_id IS NOT NULL",
        importing,
    )


def _net(cursor: Any, importing: Import, names: dict[str, Any]) -> None:
    """What was matched here is taken off its order. An order's own refund was put on it when it was written."""
    query = (
        "SELECT stored.id, jsonb_build_object('refunded', stored.refunded) FROM orders_order AS stored"
        " WHERE stored.id IN (SELECT order_id FROM {returns} WHERE position > 0)"
    )
    log(cursor, importing, Table.ORDER, Did.UPDATED, query, names, {})
    run(
        cursor,
        "UPDATE orders_order AS stored SET refunded = stored.refunded + given.amount"
        " FROM (SELECT order_id, sum(amount) AS amount FROM {returns} WHERE position > 0 AND order_id IS NOT NULL"
        " GROUP BY order_id) AS given WHERE given.order_id = stored.id",
        importing,
    )


def _take_out_changed(cursor: Any, importing: Import, names: dict[str, Any]) -> None:
    """A credit that reads differently now leaves the ledger, to come in again as the file has it."""
    which = (
        " FROM orders_refund AS refund JOIN {documents} AS document ON document.key = refund.external_id"
        " AND document.is_credit AND document.state = 'changed' AND refund.source = %(source)s"
    )
    params = {"source": importing.source}
    log(
        cursor,
        importing,
        Table.REFUND,
        Did.DELETED,
        "SELECT refund.id, to_jsonb(refund)" + which,
        names,
        params,
    )
    query = "SELECT stored.id, jsonb_build_object('refunded', stored.refunded) FROM orders_order AS stored WHERE stored.id IN (SELECT refund.order_id"
    log(cursor, importing, Table.ORDER, Did.UPDATED, query + which + ")", names, params)
    run(
        cursor,
        "UPDATE orders_order AS stored SET refunded = greatest(0, stored.refunded - given.amount)"
        f" FROM (SELECT refund.order_id, sum(refund.amount) AS amount {which} GROUP BY 1) AS given"
        " WHERE given.order_id = stored.id",
        importing,
        params,
    )
    run(
        cursor,
        "DELETE FROM orders_refund WHERE source = %(source)s AND external_id IN"
        " (SELECT key FROM {documents} WHERE is_credit AND state = 'changed')",
        importing,
        params,
    )
