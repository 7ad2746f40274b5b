"""Orders that the end of a file cut in two.

Exports are made by the period or by the thousand rows, so the first and the last order of a file may be there in part.
Where the other part is known, both are put together again: a changed order then has all its lines, and no money is lost.
"""

from collections import Counter
from typing import Any, NamedTuple

from regulars.imports.ledger.lines import AMOUNT, CODE, DESCRIPTION, PRICE, QUANTITY
from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.imports.understanding.settings import Settings


class Line(NamedTuple):
    code: str
    description: str
    quantity: Any
    price: Any
    amount: Any


_ENDS = """
SELECT DISTINCT order_no FROM {staged} WHERE reject IS NULL AND row IN (
    (SELECT min(row) FROM {staged} WHERE reject IS NULL), (SELECT max(row) FROM {staged} WHERE reject IS NULL))
"""
_IN_FILE = f"""
SELECT {CODE}, {DESCRIPTION}, {QUANTITY}, {PRICE}, {AMOUNT}
FROM {{staged}} AS line WHERE order_no = %s AND reject IS NULL ORDER BY row
"""  # noqa: S608 # our own SQL
_HELD = """
SELECT line.code, line.description, line.quantity, line.unit_price, line.amount
FROM orders_orderline AS line JOIN orders_order AS stored ON stored.id = line.order_id
WHERE stored.source = %s AND stored.external_id = %s ORDER BY line.position, line.id
"""
_HELD_CREDIT = """
SELECT code, description, NULL, NULL, -amount FROM orders_refund WHERE source = %s AND external_id = %s ORDER BY position
"""
# A line we hold joins the file's rows as one of the same order, without being counted as a row of the file.
_CARRY = """
INSERT INTO {staged} (row, carried, order_no, at, day, customer_key, currency, status, kind, code, description,
                      quantity, price, line_amount)
SELECT %(row)s, true, order_no, at, day, customer_key, currency, status, kind, %(code)s, %(description)s,
       %(quantity)s, %(price)s, %(amount)s
FROM {staged} WHERE order_no = %(key)s AND reject IS NULL AND NOT carried ORDER BY row LIMIT 1
"""


def mend(cursor: Any, importing: Import, settings: Settings) -> int:
    """Put the cut orders of this file together; how many there were."""
    if not settings.names_products or settings.totals or not _anything_held(cursor, importing):
        return 0
    run(cursor, _ENDS, importing)
    return sum(_mend_one(cursor, importing, row[0]) for row in cursor.fetchall())


def _anything_held(cursor: Any, importing: Import) -> bool:
    """Nothing of this source yet: nothing to put together."""
    cursor.execute("SELECT EXISTS (SELECT 1 FROM orders_order WHERE source = %s)", [importing.source])
    orders = cursor.fetchone()[0]
    cursor.execute("SELECT EXISTS (SELECT 1 FROM orders_refund WHERE source = %s)", [importing.source])
    return bool(orders or cursor.fetchone()[0])


def _mend_one(cursor: Any, importing: Import, key: str) -> bool:
    run(cursor, _IN_FILE, importing, [key])
    file = [Line(*row) for row in cursor.fetchall()]
    credit = sum(line.amount for line in file) < 0
    cursor.execute(_HELD_CREDIT if credit else _HELD, [importing.source, key])
    held = [Line(*row) for row in cursor.fetchall()]
    missing = missing_part([_plain(line, credit) for line in held], [_plain(line, credit) for line in file])
    for place in missing:
        line = held[place]
        values = {"key": key, "row": place - len(held), "code": line.code, "description": line.description}
        numbers = {"quantity": -1 if credit else line.quantity, "price": line.price, "amount": line.amount}
        run(cursor, _CARRY, importing, values | numbers)
    return bool(missing)


def _plain(line: Line, credit: bool) -> tuple[Any, ...]:
    """What two lines are compared by. A refund does not keep quantities."""
    return (line.code, line.description, line.amount) if credit else tuple(line)


def missing_part(held: list[tuple[Any, ...]], file: list[tuple[Any, ...]]) -> range:
    """The places of `held` that `file` lacks because it was cut; none where one contains the other, or it was edited.

    Two parts overlap where the end of one is the beginning of the other, and else share hardly a product.
    """
    nothing = range(0)
    one, other = Counter(held), Counter(file)
    if not held or not file or one <= other or other <= one:
        return nothing
    for overlap in range(min(len(held), len(file)), 0, -1):
        if held[-overlap:] == file[:overlap]:
            return range(len(held) - overlap)
        if file[-overlap:] == held[:overlap]:
            return range(overlap, len(held))
    products, others = {line[0] or line[1] for line in held}, {line[0] or line[1] for line in file}
    edited = len(products & others) > min(len(products), len(others)) / 2
    return nothing if edited else range(len(held))
