"""Money given back: each line of a credit, netted against the order it takes back, or standing alone.

What a credit takes back is the customer's most recent earlier order of the same product with enough of it left.
"""

from typing import Any

from regulars.imports.ledger.comparing import OWN_REFUND
from regulars.imports.ledger.inserting import count_anew, insert, log
from regulars.imports.ledger.lines import AMOUNT, CODE, DESCRIPTION
from regulars.imports.ledger.matching import match
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import Settings
from regulars.orders.models import Refund

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
"""  # noqa: S608 # our own SQL
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

CHANGED = """
 FROM orders_refund AS refund JOIN {documents} AS document ON document.key = refund.external_id
 AND document.is_credit AND document.state = 'changed' AND refund.source = %(source)s
"""
REFUNDED = """
SELECT stored.id, jsonb_build_object('refunded', stored.refunded) FROM orders_order AS stored WHERE stored.id """
TAKE_OUT = """
UPDATE orders_order AS stored SET refunded = greatest(0, stored.refunded - gone.amount)
FROM (
    SELECT refund.order_id, sum(refund.amount) AS amount
    FROM orders_refund AS refund JOIN {documents} AS document ON document.key = refund.external_id
     AND document.is_credit AND document.state = 'changed' AND refund.source = %(source)s
    GROUP BY 1
) AS gone
WHERE gone.order_id = stored.id
"""
TAKE_OFF = """
UPDATE orders_order AS stored SET refunded = stored.refunded + given.amount
FROM (SELECT order_id, sum(amount) AS amount FROM {returns} WHERE position > 0 AND order_id IS NOT NULL GROUP BY 1) AS given
WHERE given.order_id = stored.id
"""
FORGET = """
DELETE FROM orders_refund WHERE source = %(source)s AND external_id IN
    (SELECT key FROM {documents} WHERE is_credit AND state = 'changed')
"""


def write(cursor: Any, importing: Import, settings: Settings) -> None:
    """Replace changed credits, make new ones, and net what can be netted."""
    _take_out_changed(cursor, importing)
    run(cursor, "DROP TABLE IF EXISTS {returns}", importing)
    run(cursor, TABLE, importing)
    run(cursor, BY_LINE, importing, {"whole": settings.totals})
    run(cursor, WHOLE, importing, {"whole": settings.totals})
    run(cursor, OWN, importing)
    run(cursor, HELD, importing)
    run(cursor, "ANALYZE {returns}", importing)
    match(importing)
    _put_in(cursor, importing)


def _put_in(cursor: Any, importing: Import) -> None:
    _net(cursor, importing)
    columns = [
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
    ]
    values = {column: f"back.{column}" for column in columns} | {"source": "%(source)s"}
    insert(
        cursor,
        importing,
        Refund,
        values,
        "FROM {returns} AS back WHERE NOT held ORDER BY id",
        params={"source": importing.source},
    )
    count_anew(cursor, importing, "orders_refund")
    query = "SELECT id, NULL::jsonb FROM {returns} WHERE NOT held"
    log(cursor, importing, Table.REFUND, Did.CREATED, query)
    query = "SELECT id, '{{\"order_id\": null}}'::jsonb FROM {returns} WHERE held AND order_id IS NOT NULL"
    log(cursor, importing, Table.REFUND, Did.UPDATED, query)
    run(
        cursor,
        "UPDATE orders_refund AS refund SET order_id = back.order_id FROM {returns} AS back"
        " WHERE back.held AND back.id = refund.id AND back.order_id IS NOT NULL",
        importing,
    )


def _net(cursor: Any, importing: Import) -> None:
    """What was matched here is taken off its order. An order's own refund was put on it when it was written."""
    query = REFUNDED + "IN (SELECT order_id FROM {returns} WHERE position > 0)"  # noqa: S608 # our own SQL
    log(cursor, importing, Table.ORDER, Did.UPDATED, query)
    run(cursor, TAKE_OFF, importing)


def _take_out_changed(cursor: Any, importing: Import) -> None:
    """A credit that reads differently now leaves the ledger, to come in again as the file has it."""
    params = {"source": importing.source}
    log(
        cursor,
        importing,
        Table.REFUND,
        Did.DELETED,
        "SELECT refund.id, to_jsonb(refund)" + CHANGED,
        params=params,
    )
    query = REFUNDED + "IN (SELECT refund.order_id" + CHANGED + ")"
    log(cursor, importing, Table.ORDER, Did.UPDATED, query, params=params)
    run(cursor, TAKE_OUT, importing, params)
    run(cursor, FORGET, importing, params)
