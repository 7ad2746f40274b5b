"""Orders come in: lines become orders, credits take back what they cancel, and no money gets lost."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from regulars.imports.errors import LaterImportRests
from regulars.imports.running import as_json, do
from regulars.imports.tests.files import (
    LEDGER,
    bring,
    bring_rows,
    money_in_ledger,
    snapshot,
    take_back,
    write,
)
from regulars.orders.models import Order, OrderLine, Refund

pytestmark = pytest.mark.django_db

BUNS = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "BUN", "6", "2.50"]
LOAF = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "LOAF", "1", "4.00"]


def test_lines_of_one_number_are_one_order(tmp_path: Path) -> None:
    made = bring_rows(tmp_path, [BUNS, LOAF])
    order = Order.objects.get()
    assert [order.external_id, order.amount, order.lines_count, str(order.account)] == [
        "101",
        19,
        2,
        "Ines Duarte",
    ]
    assert order.at.isoformat() == "2026-03-02T09:00:00+00:00"
    lines = OrderLine.objects.order_by("position").values_list("code", "quantity", "unit_price", "amount")
    assert list(lines) == [
        ("BUN", Decimal(6), Decimal("2.5"), Decimal(15)),
        ("LOAF", Decimal(1), Decimal(4), Decimal(4)),
    ]
    assert as_json(made) == {
        "new": 1, "known": 0, "changed": 0, "refunds": 0, "walk_in_lines": 0, "rejected_lines": 0,
    }  # fmt: skip


@pytest.mark.attack("X8")
def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    rows = [
        BUNS,
        LOAF,
        ["C102", "2026-03-05 09:00", "17", "Ines Duarte", "BUN", "-2", "2.50"],
        ["103", "2026-03-05", "", "", "LOAF", "1", "4"],
    ]
    bring_rows(tmp_path, rows)
    before = snapshot()
    again = bring_rows(tmp_path, rows)
    assert snapshot() | {"ends": []} == before | {"ends": []}
    assert as_json(again) == {
        "new": 0, "known": 2, "changed": 0, "refunds": 0, "walk_in_lines": 1, "rejected_lines": 0,
    }  # fmt: skip


def test_a_cancellation_is_netted_against_the_newest_earlier_order_that_can_bear_it(tmp_path: Path) -> None:
    bring_rows(
        tmp_path,
        [
            ["1", "2026-03-01", "17", "Ines", "BUN", "6", "2.50"],
            ["2", "2026-03-03", "17", "Ines", "BUN", "6", "2.50"],
            ["3", "2026-03-05", "17", "Ines", "LOAF", "9", "2.50"],
            ["4", "2026-03-06", "18", "Ada", "BUN", "9", "2.50"],
            ["C5", "2026-03-04", "17", "Ines", "BUN", "-4", "2.50"],
            ["C6", "2026-03-07", "17", "Ines", "BUN", "-6", "2.50"],
            ["C7", "2026-03-07", "17", "Ines", "BUN", "-6", "2.50"],
            ["9", "2026-03-08", "17", "Ines", "BUN", "6", "2.50"],
        ],
    )
    refunded = dict(Order.objects.values_list("external_id", "refunded"))
    assert refunded == {"1": 15, "2": 10, "3": 0, "4": 0, "9": 0}
    assert dict(Refund.objects.values_list("external_id", "order__external_id")) == {
        "C5": "2",
        "C6": "1",
        "C7": None,
    }


def test_a_cancellation_of_an_order_from_an_earlier_file_is_netted_too(tmp_path: Path) -> None:
    bring_rows(tmp_path, [BUNS])
    before = snapshot()
    back = bring_rows(tmp_path, [["C102", "2026-03-05", "17", "Ines Duarte", "BUN", "-2", "2.50"]])
    assert Order.objects.get().net == 10
    take_back(back)
    assert snapshot() == before


def test_a_cancellation_that_came_before_its_order_finds_it_later(tmp_path: Path) -> None:
    bring_rows(tmp_path, [["C102", "2026-03-05", "17", "Ines Duarte", "BUN", "-2", "2.50"]])
    assert Refund.objects.get().order is None
    before = snapshot()
    order = bring_rows(tmp_path, [BUNS])
    assert Refund.objects.get().order == Order.objects.get()
    assert Order.objects.get().net == 10
    take_back(order)
    assert snapshot() == before


def test_money_adds_up_whatever_the_file_holds(tmp_path: Path) -> None:
    rows = [
        BUNS,
        LOAF,
        ["C102", "2026-03-05", "17", "Ines", "BUN", "-2", "2.50"],
        ["C103", "2026-03-05", "17", "Ines", "NEVER", "-1", "99.99"],
        ["104", "2026-03-05", "", "", "LOAF", "3", "4.00"],
        ["C105", "2026-03-06", "", "", "LOAF", "-1", "4.00"],
        ["A106", "2026-03-06", "", "", "B", "1", "-1100.55"],
        ["107", "2026-02-31", "17", "Ines", "LOAF", "2", "4.00"],
        ["108", "2026-03-07", "17", "Ines", "LOAF", "2", "four"],
        ["109", "2026-03-07", "17", "Ines", "FREE", "5", "0"],
        ["110", "2026-03-07", "17", "Ines", "LOAF", "2", "4.00"],
        ["110", "2026-03-07", "17", "Ines", "OFFER", "-1", "1.50"],
    ]  # fmt: skip
    made = bring_rows(tmp_path, rows)
    money = {name: Decimal(amount) for name, amount in made.counts["money"]["GBP"].items()}
    whole = sum(Decimal(row[5]) * Decimal(row[6]) for row in rows if row[6] != "four")
    assert money["file"] == whole == money["orders"] + money["refunds"] + money["walk_in"] + money["rejected"]
    assert money_in_ledger() == {name: money[name] for name in ("orders", "refunds", "walk_in")}
    assert made.counts["rejected"] == {"date_impossible": 1, "number_unreadable": 1}
    assert (made.counts["cancellation_lines"], made.counts["adjustment_lines"]) == (3, 1)


def test_products_bought_at_one_moment_without_a_number_are_one_order(tmp_path: Path) -> None:
    header = ["date", "customer", "product", "quantity", "price"]
    rows = [
        ["2026-03-01 10:00", "Ada", "Bun", "1", "2.00"],
        ["2026-03-01 10:00", "Ada", "Loaf", "1", "4.00"],
        ["2026-03-02 10:00", "Ada", "Bun", "1", "2.00"],
    ]
    bring(write(tmp_path / "till.csv", rows, header))
    assert sorted(Order.objects.values_list("amount", flat=True)) == [2, 6]


@pytest.mark.parametrize("price", ["2.50", "3.00"])
def test_which_import_was_later_is_when_it_went_in_not_when_it_was_dropped(
    tmp_path: Path, price: str
) -> None:
    waited = bring_rows(tmp_path, [[*BUNS[:6], price], LOAF], name="waited.csv", dry_run=True, keep=True)
    direct = bring_rows(tmp_path, [BUNS, LOAF], name="direct.csv")
    do(waited, "apply", score=False)
    with pytest.raises(LaterImportRests, match=r"waited\.csv"):
        do(direct, "revert", score=False)
    assert Order.objects.exists()
    take_back(waited)
    take_back(direct)
    assert not Order.objects.exists()


def test_an_absurd_quantity_does_not_stop_the_rest(tmp_path: Path) -> None:
    rows = [
        ["1", "2026-03-01", "17", "Ines", "BUN", "9999999999", "9999999999"],
        ["2", "2026-03-01", "17", "Ines", "BUN", "0.0001", "5"],
        LOAF,
    ]
    made = bring_rows(tmp_path, rows)
    assert made.counts["rejected"] == {"number_too_large": 1}
    assert Order.objects.count() == 2


def test_the_planner_knows_a_ledger_that_was_empty_when_it_was_last_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an import was taken back: half a million lines took seven times as long while it believed in empty tables."""
    monkeypatch.setattr("regulars.imports.ledger.inserting.MANY", 0)
    with connection.cursor() as cursor:
        for table in LEDGER:
            cursor.execute(
                "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', %s::text,"
                " 'relpages', 6000, 'reltuples', 0::real)",
                [table],
            )
        bring_rows(
            tmp_path, [BUNS, LOAF, ["C102", "2026-03-05 09:00", "17", "Ines Duarte", "BUN", "-2", "2.50"]]
        )
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relname = ANY(%s)", [LEDGER])
        assert dict(cursor.fetchall()) == {
            "people_account": 1, "people_person": 1, "people_accountreference": 1,
            "orders_order": 1, "orders_orderline": 2, "orders_refund": 1,
        }  # fmt: skip
