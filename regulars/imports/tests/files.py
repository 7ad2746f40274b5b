"""Files and imports for the tests of this app."""

import csv
import gzip
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from regulars.imports.models import Import, Progress, State
from regulars.imports.running import do, import_orders
from regulars.orders.models import Order, Refund
from regulars.retention.models import StatedEnd
from tests.cast import Cast

LEDGER = [
    "people_account",
    "people_person",
    "people_accountreference",
    "orders_order",
    "orders_orderline",
    "orders_refund",
]
HEADER = ["Order", "Date", "Customer number", "Customer", "Code", "Quantity", "Unit price"]


def imported(cast: Cast, state: str = State.UNDERSTOOD) -> Import:
    """An import of Sam's, as far as `state`, without a file."""
    settings = {
        "shape": {"format": "text"},
        "columns": {"order": 0, "date": 1, "name": 2, "total": 3},
        "dates": "ymd",
    }
    understood: dict[str, Any] = {
        "header": ["Order", "Date", "Customer", "Total"],
        "samples": [["1", "2026-09-01", "Ines", "12.00"]],
        "questions": [],
    }
    made = Import.objects.create(
        file_name="may.csv",
        member=cast.sam,
        state=state,
        settings=settings,
        understood=understood,
        applied_at=timezone.now() if state == State.APPLIED else None,
    )
    Progress.objects.create(importing=made)
    return made


def write(path: Path, rows: Iterable[Iterable[Any]], header: list[str] | None = None, **dialect: Any) -> Path:
    """A CSV file, gzipped where its name says so."""
    text = io.StringIO()
    writer = csv.writer(text, **dialect)
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode(dialect.pop("encoding", "utf-8"))
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def bring(path: Path, **more: Any) -> Import:
    return import_orders(path, **({"score": False} | more))


def bring_rows(folder: Path, rows: Iterable[Iterable[Any]], name: str = "orders.csv", **more: Any) -> Import:
    """Import rows of HEADER."""
    return bring(write(folder / name, rows, HEADER), **more)


def snapshot() -> dict[str, list[str]]:
    """Every row of every table that an import writes, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in LEDGER:
            cursor.execute(f"SELECT t::text FROM {table} AS t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    found["ends"] = [f"{end.origin} {end.day}" for end in StatedEnd.objects.order_by("origin")]
    return found


def prints() -> dict[str, tuple[int, Decimal]]:
    """Rows and a hash of all of them, of every table an import writes."""
    found = {}
    with connection.cursor() as cursor:
        for table in LEDGER:
            cursor.execute(
                f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} AS t"
            )
            found[table] = cursor.fetchone()
    return found


def money_in_ledger() -> dict[str, Decimal]:
    """What the ledger holds, walk-ins apart."""
    sums = {"orders": Decimal(0), "refunds": Decimal(0), "walk_in": Decimal(0)}
    for account, amount in Order.objects.values_list("account", "amount"):
        sums["walk_in" if account is None else "orders"] += amount
    for account, amount in Refund.objects.values_list("account", "amount"):
        sums["walk_in" if account is None else "refunds"] -= amount
    return sums


def take_back(importing: Import) -> None:
    do(importing, "revert", score=False)
    assert importing.state == State.REVERTED
