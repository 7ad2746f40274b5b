"""What a file does not say it does not change: where it has no column for something, what we hold of a known order stands in.

Of the order's head that is done where documents are compared (`FOUND`); of its lines here, before anything is compared.
"""

from typing import Any

from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import PRODUCT_ROLES, Settings
from regulars.team.models import Firm

# Finds the orders we hold. A date without a time stands at noon (staging.parsers.when), and says only the day.
FOUND = """
UPDATE {documents} AS document SET order_id = stored.id, state = 'known',
    status = coalesce(document.status,
                      CASE stored.status WHEN 'unpaid' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'test' THEN 4 ELSE 0 END),
    currency = CASE WHEN document.says_currency OR %(says_currency)s THEN document.currency ELSE stored.currency END,
    at = CASE WHEN document.day = stored.day AND (document.at AT TIME ZONE %(zone)s)::time = '12:00'
              THEN stored.at ELSE document.at END,
    refunded = CASE WHEN %(says_refunds)s OR document.status = 1
                      OR (document.status IS NOT NULL AND stored.own >= stored.amount)
                    THEN document.refunded ELSE stored.own END
FROM (
    SELECT held.*, (SELECT coalesce(sum(own.amount), 0) FROM orders_refund AS own
                    WHERE own.source = held.source AND own.external_id = held.external_id) AS own
    FROM orders_order AS held
) AS stored
WHERE stored.source = %(source)s AND stored.external_id = document.key AND NOT document.is_credit
"""
_HELD = """
    SELECT stored.external_id AS order_no, line.code, line.description, line.quantity, line.unit_price AS price, line.amount
    FROM orders_order AS stored JOIN orders_orderline AS line ON line.order_id = stored.id
    WHERE stored.source = %(source)s AND stored.external_id IN (SELECT key FROM {documents} WHERE NOT is_credit)
    UNION ALL
    SELECT external_id, code, description, NULL, NULL, -amount
    FROM orders_refund WHERE source = %(source)s AND external_id IN (SELECT key FROM {documents} WHERE is_credit)
"""
# Only where all lines we hold of that kind agree about it.
_FILL = f"""
UPDATE {{staged}} AS line SET {{sets}}
FROM (
    SELECT order_no, {{by}}, {{values}} FROM ({_HELD}) AS lines WHERE {{test}} GROUP BY order_no, {{by}} HAVING {{agree}}
) AS held
WHERE line.order_no = held.order_no AND line.reject IS NULL AND NOT line.carried AND {{same}}
"""  # noqa: S608 # our own SQL


def said(importing: Import, settings: Settings) -> dict[str, Any]:
    """The parameters of FOUND."""
    firm = Firm.load()
    return {
        "source": importing.source,
        "zone": firm.timezone,
        "says_currency": "currency" in settings.said or settings.currency != firm.currency,
        "says_refunds": settings.has(Role.REFUNDED),
    }


def fill_lines(cursor: Any, importing: Import, settings: Settings) -> None:
    """Give the lines of known orders what the file has no column for: code or description, quantity, price."""
    if not settings.has(*PRODUCT_ROLES):
        return
    code, description = settings.has(Role.CODE), settings.has(Role.DESCRIPTION)
    if not code:
        _fill(cursor, importing, ["code"], {"description": "line.description"})
    if not description:
        _fill(cursor, importing, ["description"], {"code": "line.code"})
    product = {"code": "coalesce(line.code, '')", "description": "coalesce(line.description, '')"}
    if not settings.has(Role.AMOUNT):
        return
    amount = product | {"amount": "round(line.line_amount, 4)"}
    if not settings.has(Role.QUANTITY):
        _fill(cursor, importing, ["quantity", "price"], amount)
    elif not settings.has(Role.PRICE):
        _fill(cursor, importing, ["price"], amount | {"quantity": "round(line.quantity, 4)"})


def _fill(cursor: Any, importing: Import, lacking: list[str], by: dict[str, str]) -> None:
    """Set the columns `lacking` of staged lines from the held ones that are the same in `by` (held column → staged value)."""
    parts = {
        "sets": ", ".join(f"{name} = held.{name}" for name in lacking),
        "by": ", ".join(by),
        "values": ", ".join(f"min({name}) AS {name}" for name in lacking),
        "test": " AND ".join(f"{name} IS NOT NULL" for name in lacking),
        "agree": " AND ".join(f"min({name}) = max({name})" for name in lacking),
        "same": " AND ".join(f"{staged} = held.{name}" for name, staged in by.items()),
    }
    statement = _FILL
    for name, part in parts.items():
        statement = statement.replace("{" + name + "}", part)
    run(cursor, statement, importing, {"source": importing.source})
