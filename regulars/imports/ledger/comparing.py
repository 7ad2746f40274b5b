"""What of a file is known already. Each document becomes new, known, changed, or smaller: a part of what we hold.

An order that has fewer lines in this file than we hold, all of them the same, was cut off by the export; it stays as it is.
"""

from typing import Any

from regulars.imports.ledger.lines import STAGED_REFUND_TEXT, STAGED_TEXT, STORED_REFUND_TEXT, STORED_TEXT
from regulars.imports.ledger.unsaid import FOUND, said
from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import Settings

STATUS = "(ARRAY['paid', 'paid', 'unpaid', 'cancelled', 'test'])[coalesce(document.status, 0) + 1]"
OWN_REFUND = """
CASE WHEN document.status = 1 AND document.refunded = 0 THEN greatest(document.amount, 0) ELSE document.refunded END
"""
FIND_CREDITS = """
UPDATE {documents} AS document SET state = 'known'
WHERE document.is_credit AND EXISTS (
    SELECT 1 FROM orders_refund AS stored WHERE stored.source = %(source)s AND stored.external_id = document.key)
"""
# A number that was a sale and is a credit now, or the other way round. A sale's own refund carries its number too.
TURNED = """
UPDATE {staged} AS line SET reject = 'kind_changed'
FROM {documents} AS document
WHERE line.order_no = document.key AND line.reject IS NULL AND (
    document.is_credit AND EXISTS (SELECT 1 FROM orders_order AS stored
        WHERE stored.source = %(source)s AND stored.external_id = document.key)
    OR NOT document.is_credit AND document.order_id IS NULL AND EXISTS (SELECT 1 FROM orders_refund AS stored
        WHERE stored.source = %(source)s AND stored.external_id = document.key))
"""
_STAGED_LINES = """
    SELECT document.key, {text} AS said FROM {documents} AS document
    JOIN {staged} AS line ON line.order_no = document.key AND line.reject IS NULL
    WHERE document.state = 'known' AND document.is_credit = {credit}
"""
_STORED_LINES = """
    SELECT document.key, {text} AS said FROM {documents} AS document
    JOIN orders_orderline AS line ON line.order_id = document.order_id
    WHERE document.state = 'known'
"""
_STORED_REFUNDS = """
    SELECT document.key, {text} AS said FROM {documents} AS document
    JOIN orders_refund AS line ON line.source = %(source)s AND line.external_id = document.key
    WHERE document.state = 'known' AND document.is_credit
"""
_DIFFERENT = """
UPDATE {documents} AS document SET state = 'changed'
FROM (
    SELECT key, sum(hashtextextended(said, 0)::numeric * side) AS rest, sum(side) AS more FROM (
        SELECT key, said, 1 AS side FROM ({file}) AS file
        UNION ALL SELECT key, said, -1 FROM ({held}) AS held
    ) AS both_sides GROUP BY key
) AS compared
WHERE document.key = compared.key AND (compared.rest <> 0 OR compared.more <> 0)
"""
# Of those: nothing in the file that we do not hold, so it is only a part of it.
_SMALLER = """
UPDATE {documents} AS document SET state = 'smaller'
WHERE document.state = 'changed' AND document.is_credit = {credit} AND NOT EXISTS (
    SELECT 1 FROM (
        SELECT key, said FROM ({file}) AS file EXCEPT ALL SELECT key, said FROM ({held}) AS held
    ) AS more WHERE more.key = document.key)
"""
HEADERS = """
UPDATE {documents} AS document SET state = 'changed'
FROM (
    SELECT here.key, stored.*, buyer.account_id AS buyer_id,
        (SELECT coalesce(sum(amount), 0) FROM orders_refund AS own
         WHERE own.source = stored.source AND own.external_id = stored.external_id) AS own
    FROM {documents} AS here JOIN orders_order AS stored ON stored.id = here.order_id
    LEFT JOIN {buyers} AS buyer ON buyer.key = here.customer_key
    WHERE here.state = 'known'
) AS stored
WHERE document.key = stored.key AND (
    stored.at <> document.at OR stored.amount <> document.amount OR stored.currency <> document.currency
    OR stored.status <> {status} OR stored.own <> {own}
    OR (document.customer_key IS NOT NULL AND stored.account_id IS DISTINCT FROM stored.buyer_id))
"""


def compare(cursor: Any, importing: Import, settings: Settings) -> bool:
    """Set the state of freshly collected documents. False when rows had to be rejected: {documents} must be collected again."""
    params = {"source": importing.source}
    run(cursor, FOUND, importing, said(importing, settings))
    found = cursor.rowcount
    run(cursor, TURNED, importing, params)
    if cursor.rowcount:
        return False
    run(cursor, FIND_CREDITS, importing, params)
    if cursor.rowcount:
        held = _STORED_REFUNDS.replace("{text}", STORED_REFUND_TEXT)
        _compare_lines(cursor, importing, "true", STAGED_REFUND_TEXT, held)
    if found:
        if settings.names_products:
            _compare_lines(
                cursor, importing, "false", STAGED_TEXT, _STORED_LINES.replace("{text}", STORED_TEXT)
            )
        run(cursor, HEADERS.replace("{status}", STATUS).replace("{own}", OWN_REFUND), importing)
    return True


def _compare_lines(cursor: Any, importing: Import, credit: str, staged: str, held: str) -> None:
    """Equal lines by a sum of hashes; of the few that differ, which are only a part, line by line."""
    params = {"source": importing.source}
    file = _STAGED_LINES.replace("{text}", staged).replace("{credit}", credit)
    run(cursor, _DIFFERENT.replace("{file}", file).replace("{held}", held), importing, params)
    file, held = (side.replace("= 'known'", "= 'changed'") for side in (file, held))
    smaller = _SMALLER.replace("{file}", file).replace("{held}", held).replace("{credit}", credit)
    run(cursor, smaller, importing, params)
