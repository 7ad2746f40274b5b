"""Real data sets into a ledger that is empty, apart from those that come into one that is full (test_real_files.py)."""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from regulars.imports.tests.files import bring, money_in_ledger, prints
from regulars.orders.models import Order, OrderLine, Refund

pytestmark = pytest.mark.slow
Shared = Callable[[str], Path]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "customers", "orders", "money"),
    [("cdnow_master.csv", 23_570, 69_659, "2500315.63"), ("cdnow_sample.csv", 2_357, 6_919, None)],
)
def test_cdnow_imports_as_it_is(
    shared_data: Shared, name: str, customers: int, orders: int, money: str | None
) -> None:
    path = shared_data(name)
    made = bring(path)
    with path.open() as file:
        whole = sum(Decimal(row["amount"]) for row in csv.DictReader(file))
    assert (made.counts["customers"], made.counts["new"], made.counts["rejected_lines"]) == (
        customers,
        orders,
        0,
    )
    assert Decimal(made.counts["money"]["GBP"]["file"]) == whole == money_in_ledger()["orders"]
    assert money is None or whole == Decimal(money)
    before = prints()
    again = bring(path)
    assert (again.counts["new"], again.counts["known"], again.counts["changed"]) == (0, orders, 0)
    assert prints() == before


def test_overlapping_halves_make_what_the_whole_makes(shared_data: Shared, tmp_path: Path, db: Any) -> None:
    """Two files that share rows, each cutting an order in two: orders, lines and money are those of the whole."""
    with gzip.open(shared_data("online_retail.csv.gz"), "rt", newline="") as file:
        header, *rows = [next(file) for _ in range(20_001)]
    contents: dict[str, list[str]] = {
        "whole": rows,
        "first": rows[:11_111],
        "second": rows[9_999:],
        "split": rows[11_111:],
    }
    for name, part in contents.items():
        (tmp_path / f"{name}.csv").write_text("".join([header, *part]))
    found = {}
    for names in (["whole"], ["first", "second"], ["second", "first"], ["first", "split"]):
        with transaction.atomic():
            for name in names:
                bring(tmp_path / f"{name}.csv")
            orders = sorted(
                Order.objects.values_list("external_id", "amount", "net", "account__name", "lines_count")
            )
            refunds = sorted(Refund.objects.values_list("external_id", "amount", "code"))
            found["+".join(names)] = (orders, refunds, OrderLine.objects.count())
            transaction.set_rollback(True)
    whole = found.pop("whole")
    for order_of_files, parts in found.items():
        assert parts == whole, order_of_files
