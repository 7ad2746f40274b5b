"""What a file holds and what it changes, counted; and the proof that no money got lost between the two."""

from typing import Any

from regulars.imports.ledger.comparing import OWN_REFUND
from regulars.imports.models import Import
from regulars.imports.staging.copying import run
from regulars.imports.understanding.roles import Role
from regulars.imports.understanding.settings import Settings

_DOCUMENTS = """
SELECT count(*) FILTER (WHERE NOT is_credit AND state = 'new'),
    count(*) FILTER (WHERE NOT is_credit AND state IN ('known', 'smaller')),
    count(*) FILTER (WHERE NOT is_credit AND state = 'changed'),
    count(*) FILTER (WHERE state = 'smaller'),
    count(*) FILTER (WHERE lines > file_lines),
    coalesce(sum(file_lines) FILTER (WHERE customer_key IS NULL), 0),
    count(*) FILTER (WHERE NOT is_credit AND customer_key IS NULL),
    coalesce(sum(file_lines) FILTER (WHERE state = 'changed' AND is_credit), 0),
    count(*) FILTER (WHERE is_credit), count(*) FILTER (WHERE NOT is_credit), min(day), max(day),
    count(*) FILTER (WHERE NOT is_credit AND status IN (2, 3, 4))
FROM {documents}
"""
# Goods that came back (or a credit said to be one); other credits are corrections of the books.
_BACK = """
SELECT count(*) FILTER (WHERE goods), count(*) FILTER (WHERE goods AND state IN ('new', 'changed')),
    count(*) FILTER (WHERE NOT goods)
FROM (
    SELECT document.state, (line.quantity IS NULL OR line.quantity < 0 OR document.credit) AS goods
    FROM {documents} AS document JOIN {staged} AS line ON line.order_no = document.key AND line.reject IS NULL
    WHERE document.is_credit AND NOT line.carried
) AS back
"""
_MONEY = """
SELECT currency,
    coalesce(sum(file_amount) FILTER (WHERE customer_key IS NOT NULL AND NOT is_credit), 0),
    coalesce(sum(file_amount) FILTER (WHERE customer_key IS NOT NULL AND is_credit), 0)
        - coalesce(sum({own}) FILTER (WHERE customer_key IS NOT NULL AND NOT is_credit), 0),
    coalesce(sum(file_amount - CASE WHEN is_credit THEN 0 ELSE {own} END) FILTER (WHERE customer_key IS NULL), 0)
FROM {documents} AS document GROUP BY currency
"""
# Of rows that repeat an order's total only the first counts, as it does among those that were kept.
_REJECTED_MONEY = """
SELECT coalesce(currency, %(currency)s), sum(amount) FROM (
    SELECT DISTINCT ON (
        CASE WHEN %(totals)s AND line.order_no IS NOT NULL
             THEN line.order_no || '|' || coalesce(trim_scale(line.total)::text, '') ELSE line.row::text END)
        line.currency, CASE WHEN %(totals)s THEN coalesce(round(line.total, 4), line.amount) ELSE line.amount END
            * CASE WHEN %(totals)s AND line.kind = 'refund' AND line.total > 0 THEN -1 ELSE 1 END AS amount
    FROM {staged} AS line
    WHERE line.reject IS NOT NULL AND NOT (%(totals)s AND EXISTS (
        SELECT 1 FROM {documents} AS document
        WHERE document.key = line.order_no AND (line.total IS NULL OR abs(document.amount) = abs(round(line.total, 4)))))
) AS lost WHERE amount IS NOT NULL GROUP BY 1
"""


def count(cursor: Any, importing: Import, settings: Settings) -> dict[str, Any]:
    """The figures of a checked file. Lines are rows of the file; `money` is by currency, as strings, and adds up:
    file = orders + refunds + walk_in + rejected, refunds being negative. Rows that merely sum up others have none."""
    counts: dict[str, Any] = {}
    run(cursor, _DOCUMENTS, importing)
    names = [
        "new",
        "known",
        "changed",
        "smaller",
        "mended",
        "walk_in_lines",
        "walk_in_orders",
        "changed_refunds",
        "credits",
        "orders",
        "first_day",
        "last_day",
        "not_paid",
    ]
    counts |= dict(zip(names, cursor.fetchone(), strict=True))
    for name in ("first_day", "last_day"):
        counts[name] = counts[name].isoformat() if counts[name] else None
    run(cursor, _BACK, importing)
    counts |= dict(zip(("cancellation_lines", "refunds", "adjustment_lines"), cursor.fetchone(), strict=True))
    run(cursor, "SELECT count(*), count(*) FILTER (WHERE is_new) FROM {buyers} WHERE twin IS NULL", importing)
    counts["customers"], counts["new_customers"] = cursor.fetchone()
    run(
        cursor,
        "SELECT reject, count(*) FROM {staged} WHERE reject IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1",
        importing,
    )
    counts["rejected"] = dict(cursor.fetchall())
    counts["rejected_lines"] = sum(counts["rejected"].values())
    run(cursor, "SELECT count(*) FROM {staged} WHERE NOT carried", importing)
    counts["lines"] = cursor.fetchone()[0]
    counts["money"] = _money(cursor, importing, settings)
    counts["silent_about_status"] = 0 if settings.has(Role.STATUS) else counts["known"] + counts["changed"]
    return {
        name: int(value) if hasattr(value, "to_integral_value") else value for name, value in counts.items()
    }


def _money(cursor: Any, importing: Import, settings: Settings) -> dict[str, dict[str, str]]:
    run(cursor, _MONEY.replace("{own}", OWN_REFUND), importing)
    sums = {row[0]: [*row[1:], 0] for row in cursor.fetchall()}
    run(cursor, _REJECTED_MONEY, importing, {"totals": settings.totals, "currency": settings.currency})
    for currency, rejected in cursor.fetchall():
        sums.setdefault(currency, [0, 0, 0, 0])[3] = rejected
    names = ("orders", "refunds", "walk_in", "rejected")
    return {
        currency: {"file": str(sum(parts)), **dict(zip(names, map(str, parts), strict=True))}
        for currency, parts in sums.items()
    }


def keep_rejected(cursor: Any, importing: Import) -> None:
    """Remember which rows were left out, and why."""
    cursor.execute("DELETE FROM imports_rejectedrow WHERE importing_id = %s", [importing.pk])
    run(
        cursor,
        "INSERT INTO imports_rejectedrow (importing_id, row, code, detail)"
        " SELECT %(importing)s, row, reject, left(coalesce(detail, ''), 200) FROM {staged} WHERE reject IS NOT NULL ORDER BY row",
        importing,
        {"importing": importing.pk},
    )
