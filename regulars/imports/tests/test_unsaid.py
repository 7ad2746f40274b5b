"""What a file does not say it does not change."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from regulars.imports import words
from regulars.imports.models import Import
from regulars.imports.tests.files import bring, snapshot, take_back, write
from regulars.orders.models import Order, Refund

pytestmark = pytest.mark.django_db

SHOP = ["Order", "Date", "Customer number", "Code", "Product", "Quantity", "Unit price", "Currency", "Status"]
TILL = {name: SHOP.index(name) for name in SHOP}
ROWS = [
    ["1", "2026-03-01 09:30", "17", "BUN", "Bun", "6", "2.50", "EUR", "paid"],
    ["1", "2026-03-01 09:30", "17", "LOAF", "Loaf", "1", "4.00", "EUR", "paid"],
    ["2", "2026-03-02 10:15", "18", "BUN", "Bun", "2", "2.50", "EUR", "unpaid"],
    ["3", "2026-03-03 11:45", "17", "LOAF", "Loaf", "1", "4.00", "EUR", "cancelled"],
    ["4", "2026-03-04 08:00", "19", "BUN", "Bun", "1", "2.50", "EUR", "refunded"],
]


def shop(folder: Path, rows: Iterable[list[str]] = ROWS, without: Iterable[str] = ()) -> Import:
    """The shop's file, with some of its columns left out."""
    kept = [place for name, place in TILL.items() if name not in without]
    header = [SHOP[place] for place in kept]
    return bring(
        write(folder / "shop.csv", [[row[place] for place in kept] for row in rows], header), source="shop"
    )


def ledger() -> dict[str, list[str]]:
    """Without how far each file reaches."""
    return {name: rows for name, rows in snapshot().items() if name != "ends"}


def statuses() -> dict[str, str]:
    return dict(Order.objects.values_list("external_id", "status"))


@pytest.mark.parametrize(
    "without",
    [
        ["Status"],
        ["Currency"],
        ["Code"],
        ["Product"],
        ["Status", "Currency", "Code"],
        ["Code", "Product"],
        ["Code", "Product", "Status"],
    ],
)
def test_a_file_that_says_less_leaves_known_orders_as_they_are(tmp_path: Path, without: list[str]) -> None:
    shop(tmp_path)
    before = ledger()
    again = shop(tmp_path, without=without)
    assert (again.counts["known"], again.counts["changed"], again.counts["new"]) == (4, 0, 0)
    assert ledger() == before


def test_without_a_status_known_orders_keep_theirs_new_ones_are_paid_and_it_is_said(tmp_path: Path) -> None:
    shop(tmp_path)
    dearer = [[*row[:6], "3.00", *row[7:]] for row in ROWS]
    more = [*dearer, ["5", "2026-03-05", "20", "BUN", "Bun", "1", "3.00", "EUR", "unpaid"]]
    later = shop(tmp_path, more, without=["Status"])
    assert statuses() == {"1": "paid", "2": "unpaid", "3": "cancelled", "4": "paid", "5": "paid"}
    assert later.counts["changed"] == 4
    assert Refund.objects.get(external_id="4").amount == Decimal("2.5")
    assert any("does not say what was paid or cancelled" in sentence for sentence in words.told(later))
    assert not any("does not say" in sentence for sentence in words.told(shop(tmp_path, more)))


def test_a_blank_status_says_nothing_and_a_stated_one_is_believed(tmp_path: Path) -> None:
    shop(tmp_path)
    shop(tmp_path, [[*row[:8], ""] for row in ROWS])
    assert statuses()["3"] == "cancelled"
    shop(tmp_path, [[*row[:8], "paid"] for row in ROWS])
    assert set(statuses().values()) == {"paid"}
    assert Refund.objects.count() == 0


def test_a_price_that_changed_leaves_the_codes_that_the_file_does_not_have(tmp_path: Path) -> None:
    shop(tmp_path)
    before = ledger()
    changed = shop(tmp_path, [[*row[:6], "3.00", *row[7:]] for row in ROWS], without=["Code", "Currency"])
    order = Order.objects.get(external_id="1")
    assert [(line.code, line.description, line.unit_price) for line in order.lines.order_by("position")] == [
        ("BUN", "Bun", Decimal(3)),
        ("LOAF", "Loaf", Decimal(3)),
    ]
    assert (order.currency, order.amount) == ("EUR", Decimal(21))
    take_back(changed)
    assert ledger() == before


def test_a_day_without_a_time_leaves_the_time(tmp_path: Path) -> None:
    shop(tmp_path)
    before = ledger()
    again = shop(tmp_path, [[row[0], row[1][:10], *row[2:]] for row in ROWS])
    assert again.counts["changed"] == 0
    assert ledger() == before
    moved = shop(tmp_path, [[row[0], "2026-03-09", *row[2:]] for row in ROWS])
    assert moved.counts["changed"] == 4


def test_orders_as_sums_leave_lines_and_refunds_and_customers(tmp_path: Path) -> None:
    lists = ["Order", "Date", "Customer number", "Product", "Amount", "Amount refunded"]
    rows = [["1", "2026-03-01", "17", "Bun", "15.00", "5.00"], ["2", "2026-03-02", "17", "Loaf", "4.00", "0"]]
    bring(write(tmp_path / "a.csv", rows, lists), source="shop")
    before = ledger()
    header = ["Order", "Date", "Customer number", "Total"]
    sums = bring(write(tmp_path / "b.csv", [[*row[:2], "", row[4]] for row in rows], header), source="shop")
    assert (sums.counts["known"], sums.counts["changed"]) == (2, 0)
    assert ledger() == before
    dearer = [[row[0], row[1], "", str(Decimal(row[4]) + 1)] for row in rows]
    bring(write(tmp_path / "c.csv", dearer, header), source="shop")
    order = Order.objects.get(external_id="1")
    assert (order.amount, order.refunded, order.lines.count(), order.account is None) == (
        Decimal(16),
        Decimal(5),
        1,
        False,
    )


def test_a_file_without_quantities_keeps_them(tmp_path: Path) -> None:
    lists = ["Order", "Date", "Customer number", "Product", "Quantity", "Unit price", "Line total"]
    rows = [
        ["1", "2026-03-01", "17", "Bun", "6", "2.50", "15.00"],
        ["1", "2026-03-01", "17", "Loaf", "2", "2.00", "4.00"],
    ]
    bring(write(tmp_path / "a.csv", rows, lists), source="shop")
    before = ledger()
    for kept in ([0, 1, 2, 3, 6], [0, 1, 2, 3, 4, 6]):
        fewer = [[row[place] for place in kept] for row in rows]
        again = bring(write(tmp_path / "b.csv", fewer, [lists[place] for place in kept]), source="shop")
        assert (again.counts["known"], again.counts["changed"]) == (1, 0)
        assert ledger() == before
