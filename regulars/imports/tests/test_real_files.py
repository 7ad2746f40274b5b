"""The real data sets, as they come, without a hand-made mapping."""

import csv
import gzip
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from regulars.imports.models import Import, State
from regulars.imports.running import as_json, do
from regulars.imports.tests.files import bring, money_in_ledger, prints
from regulars.orders.models import Order, OrderLine, Refund
from regulars.people.models import Account
from tests.made_once import fresh, made_once

pytestmark = pytest.mark.slow
Shared = Callable[[str], Path]


def brought(request: pytest.FixtureRequest) -> tuple[Import, float]:
    """Online Retail, and how many seconds its import took."""
    path = request.getfixturevalue("shared_data")("online_retail.csv.gz")
    start = time.monotonic()
    return bring(path), time.monotonic() - start


retail = made_once(brought)


@pytest.fixture
def held(retail: tuple[Import, float], db: None) -> Import:
    """The imported file, with whatever a test does undone."""
    return fresh(retail[0])


def test_online_retail_is_understood_and_counted(held: Import) -> None:
    counts = held.counts
    assert (counts["lines"], counts["customers"], counts["walk_in_lines"]) == (541_909, 4_372, 135_080)
    assert (counts["cancellation_lines"], counts["adjustment_lines"], counts["rejected_lines"]) == (
        9_288,
        2,
        0,
    )
    assert counts["orders"] + counts["credits"] == 25_900
    assert (counts["first_day"], counts["last_day"]) == ("2010-12-01", "2011-12-09")
    assert str(held.covers_until) == "2011-12-09"
    assert as_json(held)["refunds"] == 9_288


def test_money_in_online_retail_is_money_in_the_ledger_to_the_penny(
    held: Import, shared_data: Shared
) -> None:
    with gzip.open(shared_data("online_retail.csv.gz"), "rt", newline="") as file:
        whole = sum(Decimal(row["Quantity"]) * Decimal(row["UnitPrice"]) for row in csv.DictReader(file))
    money = {name: Decimal(amount) for name, amount in held.counts["money"]["GBP"].items()}
    assert whole == Decimal("9747747.934") == money["file"]
    assert whole == money["orders"] + money["refunds"] + money["walk_in"] + money["rejected"]
    assert money_in_ledger() == {name: money[name] for name in ("orders", "refunds", "walk_in")}


def test_counts_reported_are_counts_stored(held: Import) -> None:
    assert Order.objects.count() == held.counts["new"]
    assert Account.objects.count() == held.counts["new_customers"]
    assert Refund.objects.count() == held.counts["refunds"] + held.counts["adjustment_lines"]
    assert (
        OrderLine.objects.count()
        == 541_909 - held.counts["cancellation_lines"] - held.counts["adjustment_lines"]
    )
    assert Order.objects.filter(account=None).count() == held.counts["walk_in_orders"]


def test_refunds_are_netted_only_against_earlier_orders_of_the_same_customer(held: Import) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE stored.account_id <> refund.account_id OR stored.at > refund.at)"
            " FROM orders_refund AS refund JOIN orders_order AS stored ON stored.id = refund.order_id"
        )
        netted, wrong = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM orders_order AS stored WHERE net < 0 AND amount > 0 OR refunded <> (SELECT coalesce(sum(amount), 0)"
            " FROM orders_refund WHERE order_id = stored.id)"
        )
        assert cursor.fetchone()[0] == 0
    assert wrong == 0
    assert netted > 5_000


def test_customer_numbers_are_numbers_again(held: Import) -> None:
    account = Account.objects.get(references__external_id="17850")
    assert (account.name, account.country, account.people.count()) == ("Customer 17850", "United Kingdom", 1)


def test_half_of_online_retail_again_changes_nothing_and_taking_the_half_back_neither(
    held: Import, shared_data: Shared, tmp_path: Path
) -> None:
    """Rows 100,000 to 250,000, cut in the middle of orders on both sides."""
    half = tmp_path / "half.csv"
    with (
        gzip.open(shared_data("online_retail.csv.gz"), "rt", newline="") as file,
        half.open("w", newline="") as out,
    ):
        for number, line in enumerate(file):
            if number == 0 or 100_000 <= number < 250_000:
                out.write(line)
    before = prints()
    again = bring(half)
    assert (again.counts["new"], again.counts["changed"], again.counts["refunds"]) == (0, 0, 0)
    assert again.counts["smaller"] in {1, 2}
    assert prints() == before
    do(again, "revert", score=False)
    assert prints() == before


def test_taking_online_retail_back_leaves_nothing(held: Import) -> None:
    do(held, "revert", score=False)
    assert held.state == State.REVERTED
    assert {count for count, _print in prints().values()} == {0}
