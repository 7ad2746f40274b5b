"""Real order histories, read from the day they reach to."""

import csv
import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from regulars.lib.attention import Item
from regulars.people.models import Account
from regulars.retention.attention import slipping
from regulars.retention.models import Score
from regulars.retention.scoring import score
from regulars.team.models import Firm

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Row = tuple[str, str | None, str, float]


def cdnow(path: Path) -> Iterator[Row]:
    """(order, customer, day, amount)"""
    with path.open() as file:
        for number, row in enumerate(csv.DictReader(file)):
            yield str(number), row["master_id"], row["date"], float(row["amount"])


def online_retail(path: Path) -> Iterator[Row]:
    """Invoices without cancellations."""
    invoices: dict[str, tuple[str | None, str, float]] = {}
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            if not row["InvoiceNo"].startswith("C"):
                customer, day, amount = invoices.get(
                    row["InvoiceNo"], (row["CustomerID"] or None, row["InvoiceDate"][:10], 0.0)
                )
                invoices[row["InvoiceNo"]] = (
                    customer,
                    day,
                    amount + float(row["Quantity"]) * float(row["UnitPrice"]),
                )
    for invoice, (customer, day, amount) in invoices.items():
        yield invoice, customer, day, amount


def keep(rows: list[Row]) -> None:
    """The ledger in one go, without the importer."""
    names = sorted({customer for _order, customer, _day, _amount in rows if customer})
    Account.objects.bulk_create([Account(name=name, folded=name) for name in names])
    ids = dict(Account.objects.values_list("name", "pk"))
    with connection.cursor() as cursor, cursor.copy(
        "COPY orders_order (account_id, source, external_id, at, day, status, amount, refunded, currency, lines_count)"
        " FROM STDIN"
    ) as copy:  # fmt: skip
        for order, customer, day, amount in rows:
            who = ids[customer] if customer else None
            copy.write_row((who, "file", order, f"{day} 12:00+00", day, "paid", f"{amount:.2f}", 0, "GBP", 1))


def listed(as_of: date) -> list[Item]:
    return list(slipping(Firm.load(), as_of, 10, frozenset()))


@pytest.fixture
def retail(db: Any, shared_data: Callable[[str], Path]) -> None:
    keep(list(online_retail(shared_data("online_retail.csv.gz"))))


def test_online_retail_is_read_as_of_its_last_day(retail: None) -> None:
    run = score()
    facts = run.firm_facts
    assert run.as_of == date(2011, 12, 9)
    assert sum(facts["standing"].values()) == run.accounts == Score.objects.count()
    assert facts["counts"]["walk_ins"] > 1000
    assert 0.2 < facts["pareto"]["customers_share"] < 0.35
    assert facts["backtest"]["not_back"] <= facts["backtest"]["called"]
    assert facts["backtest"]["auc"] > 0.7
    items = listed(run.as_of)
    assert len(items) == 10
    assert all(item.sentence and item.at_stake.amount > 0 for item in items)
    stakes = [item.priority for item in items]
    assert stakes == sorted(stakes, reverse=True)


def test_cdnow_is_read_as_of_its_last_day_and_its_calls_come_true(
    db: Any, shared_data: Callable[[str], Path]
) -> None:
    keep(list(cdnow(shared_data("cdnow_sample.csv"))))
    run = score()
    assert run.as_of == date(1998, 6, 30)
    backtest = run.firm_facts["backtest"]
    assert backtest["error"] < 0.06
    assert backtest["auc"] > 0.75
    # Those called at risk stayed away clearly more often than those who were not.
    called, others = (
        backtest["not_back"] / backtest["called"],
        backtest["others_not_back"] / backtest["others"],
    )
    assert called > others + 0.1
