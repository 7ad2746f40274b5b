"""What a file holds that was there already: noted, so that whoever brought it is not taken back from under this file."""

from typing import Any

from regulars.imports.ledger.inserting import log
from regulars.imports.models import Did, Import, Table

_ORDERS = """
SELECT order_id, NULL::jsonb FROM {documents} WHERE state IN ('known', 'smaller') AND NOT is_credit
"""
_REFUNDS = """
SELECT refund.id, NULL::jsonb FROM orders_refund AS refund JOIN {documents} AS document
    ON document.key = refund.external_id AND document.is_credit AND document.state IN ('known', 'smaller')
WHERE refund.source = %(source)s
"""


def note(cursor: Any, importing: Import) -> None:
    """Last of all: a row that was changed as well keeps the entry with its before-image."""
    log(cursor, importing, Table.ORDER, Did.SEEN, _ORDERS)
    log(cursor, importing, Table.REFUND, Did.SEEN, _REFUNDS, params={"source": importing.source})
