"""Files that share orders: each order once, whole, and put back as it was."""

from decimal import Decimal
from pathlib import Path

import pytest

from regulars.imports.errors import LaterImportRests
from regulars.imports.running import do
from regulars.imports.tests.files import bring, bring_rows, snapshot, take_back, write
from regulars.orders.models import Order, Refund

pytestmark = pytest.mark.django_db

BUNS = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "BUN", "6", "2.50"]
LOAF = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "LOAF", "1", "4.00"]


def test_an_order_that_reads_differently_is_updated_and_can_be_put_back(tmp_path: Path) -> None:
    bring_rows(tmp_path, [BUNS, LOAF])
    before = snapshot()
    changed = bring_rows(tmp_path, [BUNS, [*LOAF[:6], "4.50"]])
    assert changed.counts["changed"] == 1
    assert Order.objects.get().amount == Decimal("19.5")
    take_back(changed)
    assert snapshot() == before


def test_an_order_that_is_there_only_in_part_stays_whole(tmp_path: Path) -> None:
    bring_rows(tmp_path, [BUNS, LOAF])
    part = bring_rows(tmp_path, [LOAF, ["102", "2026-03-05", "17", "Ines", "BUN", "1", "2"]])
    assert (part.counts["smaller"], part.counts["known"], part.counts["changed"]) == (1, 1, 0)
    assert Order.objects.get(external_id="101").amount == 19


@pytest.mark.parametrize("overlap", [0, 1, 2])
def test_an_order_cut_in_two_by_the_export_is_put_together(tmp_path: Path, overlap: int) -> None:
    lines = [["7", "2026-03-02", "17", "Ines", f"P{n}", "1", str(n)] for n in range(1, 7)]
    bring_rows(tmp_path, [BUNS, *lines[:3]])
    second = bring_rows(tmp_path, [*lines[3 - overlap :], ["8", "2026-03-05", "17", "Ines", "BUN", "1", "2"]])
    assert second.counts["mended"] == 1
    order = Order.objects.get(external_id="7")
    assert [order.amount, order.lines.count()] == [21, 6]
    money = second.counts["money"]["GBP"]
    assert Decimal(money["file"]) == sum(range(4 - overlap, 7)) + 2


def test_a_credit_that_reads_differently_is_netted_anew_and_can_be_put_back(tmp_path: Path) -> None:
    credit = ["C102", "2026-03-05", "17", "Ines Duarte", "BUN", "-2", "2.50"]
    bring_rows(tmp_path, [BUNS, LOAF, credit])
    before = snapshot()
    changed = bring_rows(tmp_path, [BUNS, LOAF, [*credit[:5], "-4", "2.50"]])
    assert Order.objects.get().net == 9
    assert Refund.objects.get().amount == 10
    take_back(changed)
    assert snapshot() == before


def test_an_import_is_not_taken_back_from_under_a_later_file_with_the_same_orders(tmp_path: Path) -> None:
    first = bring_rows(tmp_path, [BUNS, LOAF])
    second = bring_rows(tmp_path, [BUNS, LOAF], name="again.csv")
    with pytest.raises(LaterImportRests, match=r"again\.csv"):
        do(first, "revert", score=False)
    assert Order.objects.exists()
    take_back(second)
    take_back(first)
    assert not Order.objects.exists()


def test_rows_without_numbers_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    header = ["customer_id", "date", "quantity", "amount"]
    rows = [
        ["00001", "1997-01-01", "1", "11.77"],
        ["00001", "1997-01-01", "1", "11.77"],
        ["00002", "1997-01-12", "1", "12.00"],
    ]
    first = bring(write(tmp_path / "a.csv", rows, header))
    second = bring(write(tmp_path / "b.csv", [*rows[1:], ["00002", "1997-02-01", "1", "12.0"]], header))
    assert (first.counts["new"], second.counts["new"], second.counts["known"]) == (3, 1, 2)
    assert Order.objects.count() == 4
