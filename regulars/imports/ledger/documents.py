"""From staged rows to documents: one order or one credit each, with its customer, its moment and its money.

All of it is set-based; `{staged}` and its neighbours are the tables of one import (staging.copying.run).
"""

from typing import Any

from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import PRODUCT_ROLES, Level, Settings

# A row of a file without order numbers is known again by what it says: customer, moment, money, quantity, product,
# and being the n-th such row of the file.
FINGERPRINT = """
UPDATE {staged} AS line SET order_no = 'row:' || printed.print || '-' || printed.nth
FROM (
    SELECT row, print, row_number() OVER (PARTITION BY print ORDER BY row) AS nth FROM (
        SELECT row, md5(concat_ws('|', coalesce(customer_key, ''), at, coalesce(trim_scale(coalesce(total, amount))::text, ''),
            coalesce(trim_scale(quantity)::text, ''), coalesce(code, ''), coalesce(description, ''), coalesce(currency, '')
        ))::uuid AS print
        FROM {staged} WHERE reject IS NULL AND order_no IS NULL
    ) AS rows
) AS printed
WHERE line.row = printed.row
"""
# Lines without an order number: what one customer bought at one moment is one order.
BASKETS = """
UPDATE {staged} SET order_no = 'basket:' || md5(concat_ws('|', customer_key, at))
WHERE reject IS NULL AND order_no IS NULL AND customer_key IS NOT NULL
"""
DOCUMENTS = """
CREATE UNLOGGED TABLE {documents} AS
SELECT order_no AS key, min(row) AS first_row, min(at) AS at, min(day) AS day,
    max(customer_key) AS customer_key, max(customer) AS customer, max(name) AS name, max(company) AS company,
    max(email) AS email, max(phone) AS phone, max(country) AS country,
    max(came_by) AS came_by, max(persona) AS persona,
    coalesce(max(currency), %(currency)s) AS currency, max(currency) IS NOT NULL AS says_currency,
    max(status)::integer AS status,
    count(*) AS lines, count(*) FILTER (WHERE NOT carried) AS file_lines,
    coalesce(bool_or(kind = 'refund'), false) AS credit, coalesce(bool_or(quantity < 0), false) AS goes_back,
    coalesce(bool_or(coalesce(amount, 0) > 0), false) AS has_positive,
    {amount} AS amount, {file_amount} AS file_amount,
    coalesce(max(abs(refunded)), 0) AS refunded,
    min(customer_key) IS DISTINCT FROM max(customer_key) AS other_customer,
    min(currency) IS DISTINCT FROM max(currency) AS two_currencies,
    {other_total} AS other_total,
    false AS is_credit, NULL::bigint AS order_id, 'new'::text AS state
FROM {staged} WHERE reject IS NULL GROUP BY order_no
"""
LINES_MONEY = {
    "amount": "sum(amount)",
    "file_amount": "coalesce(sum(amount) FILTER (WHERE NOT carried), 0)",
    "other_total": "false",
}
# The first row of an order with a total gives it; the others repeat it.
_FIRST_TOTAL = (
    "coalesce((array_agg(round(total, 4) ORDER BY row) FILTER (WHERE total IS NOT NULL))[1],"
    " (array_agg(amount ORDER BY row) FILTER (WHERE amount IS NOT NULL AND {single}))[1], sum(amount))"
)
TOTALS_MONEY = {
    "amount": _FIRST_TOTAL,
    "file_amount": _FIRST_TOTAL,
    "other_total": "min(round(total, 4)) IS DISTINCT FROM max(round(total, 4))",
}
# A credit: said to be one, or more money back than paid; or a cancellation number (C + figures) of goods for nothing.
CREDITS = """
UPDATE {documents} SET is_credit = true,
    amount = CASE WHEN credit AND amount > 0 THEN -amount ELSE amount END,
    file_amount = CASE WHEN credit AND file_amount > 0 THEN -file_amount ELSE file_amount END
WHERE credit OR amount < 0 OR (amount = 0 AND goes_back AND key ~ '^C[0-9]+$')
"""
CONFLICT = "SELECT 1 FROM {documents} WHERE {kind}"
_DIFFERS = """
UPDATE {{staged}} AS line SET reject = '{kind}', detail = {detail}
FROM (
    SELECT DISTINCT ON (line.order_no) line.order_no, {said} AS said FROM {{staged}} AS line
    WHERE line.reject IS NULL AND {said} IS NOT NULL AND line.order_no IN (SELECT key FROM {{documents}} WHERE {kind})
    ORDER BY line.order_no, line.row
) AS first
WHERE line.order_no = first.order_no AND line.reject IS NULL AND {said} <> first.said
"""
# What the first row of an order says counts; a row that says otherwise is left out.
CONFLICTS = {
    kind: _DIFFERS.format(kind=kind, said=said, detail=detail)
    for kind, said, detail in (
        ("other_customer", "line.customer_key", "line.customer_key"),
        ("two_currencies", "line.currency", "line.currency"),
        ("other_total", "round(line.total, 4)", "trim_scale(line.total)::text"),
    )
}
_BAD_AMOUNT = """
UPDATE {staged} SET reject = CASE WHEN amount IS NULL THEN 'no_amount' ELSE 'number_too_large' END
WHERE reject IS NULL AND (%(line_by_line)s AND amount IS NULL OR abs(amount) >= 1e12)
"""
# Without money, or with more than any order has: all rows of the document are left out.
_UNUSABLE = """
UPDATE {staged} AS line SET reject = CASE WHEN document.amount IS NULL THEN 'no_amount' ELSE 'order_too_large' END
FROM {documents} AS document
WHERE line.order_no = document.key AND line.reject IS NULL
  AND (document.amount IS NULL OR abs(document.amount) >= 1e12 OR document.refunded >= 1e12)
"""


def build(cursor: Any, importing: Import, settings: Settings) -> None:
    """Make {documents} of {staged}: reject what contradicts itself, number what has no number."""
    run(cursor, _BAD_AMOUNT, importing, {"line_by_line": not settings.totals})
    _number(cursor, importing, settings)
    collect(cursor, importing, settings)
    again = [code for code in CONFLICTS if _any(cursor, importing, CONFLICT.replace("{kind}", code))]
    for code in again:
        run(cursor, CONFLICTS[code], importing)
    run(cursor, _UNUSABLE, importing)
    if again or cursor.rowcount:
        collect(cursor, importing, settings)


def _number(cursor: Any, importing: Import, settings: Settings) -> None:
    if settings.level == Level.LINES and settings.has(*PRODUCT_ROLES):
        run(cursor, BASKETS, importing)
    if _any(cursor, importing, "SELECT 1 FROM {staged} WHERE reject IS NULL AND order_no IS NULL"):
        run(cursor, FINGERPRINT, importing)


def collect(cursor: Any, importing: Import, settings: Settings) -> None:
    """(Re)make {documents} from the rows that are not rejected."""
    money = TOTALS_MONEY if settings.totals else LINES_MONEY
    single = "true" if settings.level == Level.ORDERS else "false"
    statement = DOCUMENTS
    for name, expression in money.items():
        statement = statement.replace("{" + name + "}", expression.replace("{single}", single))
    run(cursor, "DROP TABLE IF EXISTS {documents}", importing)
    run(cursor, statement, importing, {"currency": settings.currency})
    run(cursor, CREDITS, importing)
    run(cursor, "ANALYZE {documents}", importing)


def _any(cursor: Any, importing: Import, query: str) -> bool:
    run(cursor, query + " LIMIT 1", importing)
    return cursor.fetchone() is not None
