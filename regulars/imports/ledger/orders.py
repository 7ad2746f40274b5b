"""Orders and their lines into the ledger, and the images of those that change, so that they can be put back."""

from typing import Any

from regulars.imports.ledger.comparing import OWN_REFUND, STATUS
from regulars.imports.ledger.inserting import insert, log
from regulars.imports.ledger.lines import AMOUNT, CODE, DESCRIPTION, PRICE, QUANTITY
from regulars.imports.models import Did, Import, Table
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import Settings
from regulars.orders.models import Order, OrderLine

# The whole order as it is, with its lines and the refunds that carry its own number.
IMAGE = """
SELECT stored.id, jsonb_build_object(
    'order', to_jsonb(stored) - 'net',
    'lines', (SELECT coalesce(jsonb_agg(to_jsonb(line)), '[]') FROM orders_orderline AS line WHERE line.order_id = stored.id),
    'own', (SELECT coalesce(jsonb_agg(to_jsonb(own)), '[]') FROM orders_refund AS own
            WHERE own.source = stored.source AND own.external_id = stored.external_id))
FROM orders_order AS stored JOIN {documents} AS document ON document.order_id = stored.id
WHERE document.state = 'changed'
"""
CHANGE = """
UPDATE orders_order AS stored SET
    account_id = coalesce(buyer.account_id, stored.account_id), at = document.at, day = document.day, status = {status},
    amount = document.amount, currency = document.currency,
    lines_count = CASE WHEN %(names_products)s THEN document.lines ELSE stored.lines_count END,
    refunded = greatest(0, stored.refunded + {own} - (SELECT coalesce(sum(amount), 0) FROM orders_refund AS own
        WHERE own.source = stored.source AND own.external_id = stored.external_id AND own.order_id = stored.id))
FROM {documents} AS document LEFT JOIN {buyers} AS buyer ON buyer.key = document.customer_key
WHERE document.order_id = stored.id AND document.state = 'changed'
"""
FORGET_LINES = """
DELETE FROM orders_orderline WHERE order_id IN (SELECT order_id FROM {documents} WHERE state = 'changed' AND NOT is_credit)
"""
FORGET_OWN = """
DELETE FROM orders_refund AS own USING {documents} AS document
WHERE document.state = 'changed' AND NOT document.is_credit AND own.source = %(source)s AND own.external_id = document.key
"""


def write(cursor: Any, importing: Import, settings: Settings) -> None:
    """New orders are made, changed ones rewritten; both have their lines afterwards."""
    _rewrite(cursor, importing, settings)
    run(
        cursor,
        "UPDATE {documents} SET order_id = nextval(pg_get_serial_sequence('orders_order', 'id'))"
        " WHERE state = 'new' AND NOT is_credit",
        importing,
    )
    values = {
        "id": "document.order_id",
        "account_id": "buyer.account_id",
        "source": "%(source)s",
        "external_id": "document.key",
        "at": "document.at",
        "day": "document.day",
        "status": STATUS,
        "amount": "document.amount",
        "refunded": OWN_REFUND,
        "currency": "document.currency",
        "lines_count": "document.lines",
    }
    rest = (
        "FROM {documents} AS document LEFT JOIN {buyers} AS buyer ON buyer.key = document.customer_key"
        " WHERE document.state = 'new' AND NOT document.is_credit ORDER BY document.at, document.first_row"
    )
    insert(cursor, importing, Order, values, rest, params={"source": importing.source})
    query = "SELECT order_id, NULL::jsonb FROM {documents} WHERE state = 'new' AND NOT is_credit"
    log(cursor, importing, Table.ORDER, Did.CREATED, query)


def _rewrite(cursor: Any, importing: Import, settings: Settings) -> None:
    run(cursor, "SELECT 1 FROM {documents} WHERE state = 'changed' AND NOT is_credit LIMIT 1", importing)
    if cursor.fetchone() is None:
        return
    log(cursor, importing, Table.ORDER, Did.UPDATED, IMAGE)
    statement = CHANGE.replace("{status}", STATUS).replace("{own}", OWN_REFUND)
    run(cursor, statement, importing, {"names_products": settings.names_products})
    run(cursor, FORGET_OWN, importing, {"source": importing.source})
    if settings.names_products:
        run(cursor, FORGET_LINES, importing)


def write_lines(cursor: Any, importing: Import, settings: Settings) -> None:
    if not settings.has_lines:
        return
    values = {
        "order_id": "document.order_id",
        "position": "line.row - document.first_row + 1",
        "code": CODE,
        "description": DESCRIPTION,
        "quantity": QUANTITY,
        "unit_price": PRICE,
        "amount": AMOUNT,
    }
    rest = (
        "FROM {documents} AS document JOIN {staged} AS line ON line.order_no = document.key AND line.reject IS NULL"
        " WHERE (document.state = 'new' OR document.state = 'changed' AND %(names_products)s) AND NOT document.is_credit"
    )
    insert(cursor, importing, OrderLine, values, rest, params={"names_products": settings.names_products})
