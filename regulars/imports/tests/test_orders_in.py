"""Orders come in: lines become orders, credits take back what they cancel, and no money gets lost."""

from decimal import Decimal
from pathlib import Path

import pytest

from regulars.imports.errors import LaterImportRests
from regulars.imports.models import Import, State
from regulars.imports.receiving import Choices
from regulars.imports.running import as_json, do
from regulars.imports.tests.files import HEADER, bring, bring_rows, money_in_ledger, snapshot, write
from regulars.orders.models import Order, OrderLine, Refund, Status
from regulars.people.models import Account, AccountReference
from tests.cast import Cast

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
    running_revert(back)
    assert snapshot() == before


def test_a_cancellation_that_came_before_its_order_finds_it_later(tmp_path: Path) -> None:
    bring_rows(tmp_path, [["C102", "2026-03-05", "17", "Ines Duarte", "BUN", "-2", "2.50"]])
    assert Refund.objects.get().order is None
    before = snapshot()
    order = bring_rows(tmp_path, [BUNS])
    assert Refund.objects.get().order == Order.objects.get()
    assert Order.objects.get().net == 10
    running_revert(order)
    assert snapshot() == before


def running_revert(importing: Import) -> None:
    do(importing, "revert", score=False)
    assert importing.state == State.REVERTED


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


def test_sales_without_a_customer_belong_to_nobody(tmp_path: Path) -> None:
    bring_rows(
        tmp_path,
        [["1", "2026-03-01", "", "", "BUN", "1", "2"], ["2", "2026-03-01", "NULL", "n/a", "BUN", "1", "2"]],
    )
    assert list(Order.objects.values_list("account", flat=True)) == [None, None]
    assert not Account.objects.exists()


def test_an_order_is_never_split_between_two_customers(tmp_path: Path) -> None:
    made = bring_rows(tmp_path, [BUNS, [*LOAF[:2], "99", "Somebody", *LOAF[4:]]])
    assert AccountReference.objects.get(account=Order.objects.get().account).external_id == "17"
    assert made.counts["rejected"] == {"other_customer": 1}
    assert made.counts["money"]["GBP"]["rejected"] == "4.0000"


def test_totals_repeated_on_every_line_count_once(tmp_path: Path) -> None:
    """As Xero writes them."""
    header = [
        "*ContactName",
        "EmailAddress",
        "*InvoiceNumber",
        "*InvoiceDate",
        "Total",
        "Description",
        "*Quantity",
        "*UnitAmount",
        "LineAmount",
        "Currency",
        "Type",
        "Status",
    ]
    rows = [
        ["Ada", "ada@vets.example", "INV-1", "25/03/2026", "144.00", "Bread", "10", "10.00", "100.00", "GBP", "Sales invoice", "Paid"],
        ["Ada", "ada@vets.example", "INV-1", "25/03/2026", "144.00", "Cake", "1", "20.00", "20.00", "GBP", "Sales invoice", "Paid"],
        ["Ada", "ada@vets.example", "CN-1", "26/03/2026", "24.00", "Cake", "1", "20.00", "20.00", "GBP", "Sales credit note", "Paid"],
        ["Tom", "", "INV-2", "27/03/2026", "12.00", "Bread", "1", "10.00", "10.00", "GBP", "Sales invoice", "Awaiting Payment"],
    ]  # fmt: skip
    made = bring(write(tmp_path / "xero.csv", rows, header))
    assert dict(Order.objects.values_list("external_id", "amount")) == {"INV-1": 144, "INV-2": 12}
    assert Order.objects.get(external_id="INV-1").net == 120
    assert Order.objects.get(external_id="INV-2").status == Status.UNPAID
    assert made.counts["money"]["GBP"]["file"] == "132.0000"


def test_a_total_on_the_first_line_only_counts_once(tmp_path: Path) -> None:
    """As Shopify writes them."""
    header = [
        "Name",
        "Email",
        "Financial Status",
        "Paid at",
        "Currency",
        "Total",
        "Created at",
        "Lineitem quantity",
        "Lineitem name",
        "Lineitem price",
        "Billing Name",
        "Refunded Amount",
    ]
    rows = [
        ["#1001", "ines@harbour.example", "paid", "2026-03-02 09:01:02 +0000", "GBP", "21.00", "2026-03-02 09:01:00 +0000", "6", "Buns", "2.50", "Ines Duarte", "0.00"],
        ["#1001", "ines@harbour.example", "", "", "", "", "2026-03-02 09:01:00 +0000", "1", "Loaf", "4.00", "", ""],
        ["#1002", "ada@vets.example", "partially_refunded", "2026-03-03 09:01:02 +0000", "GBP", "10.00", "2026-03-03 09:01:00 +0000", "1", "Cake", "10.00", "Ada", "4.00"],
        ["#1002", "ada@vets.example", "", "", "", "", "2026-03-03 09:01:00 +0000", "1", "Card", "0.00", "", ""],
        ["#1003", "tom@albers.example", "refunded", "2026-03-04 09:01:02 +0000", "GBP", "8.00", "2026-03-04 09:01:00 +0000", "2", "Loaf", "4.00", "Tom", "8.00"],
    ]  # fmt: skip
    path = write(tmp_path / "shopify.csv", rows, header)
    made = bring(path)
    found = {order.external_id: [order.amount, order.net, order.lines_count] for order in Order.objects.all()}
    assert found == {"#1001": [21, 21, 2], "#1002": [10, 6, 2], "#1003": [8, 0, 1]}
    assert set(Account.objects.values_list("name", flat=True)) == {"Ines Duarte", "Ada", "Tom"}
    money = made.counts["money"]["GBP"]
    assert {name: Decimal(money[name]) for name in money_in_ledger()} == money_in_ledger()
    before = snapshot()
    assert bring(path).counts["known"] == 3
    assert snapshot() | {"ends": 0} == before | {"ends": 0}


def test_a_payment_list_counts_each_payment_and_what_was_given_back(tmp_path: Path) -> None:
    """As Stripe writes them."""
    header = [
        "id",
        "Created date (UTC)",
        "Amount",
        "Amount Refunded",
        "Currency",
        "Status",
        "Customer ID",
        "Customer Email",
        "Card Last4",
    ]
    rows = [
        ["ch_1", "2026-03-02 23:30", "12.00", "0.00", "eur", "Paid", "cus_1", "ada@vets.example", "4242"],
        ["ch_2", "2026-03-03 10:00", "30.00", "30.00", "eur", "Refunded", "cus_2", "tom@albers.example", "4242"],
        ["ch_3", "2026-03-03 10:00", "99.00", "0.00", "eur", "Failed", "cus_2", "tom@albers.example", "4242"],
    ]  # fmt: skip
    made = bring(write(tmp_path / "unified_payments.csv", rows, header))
    assert dict(Order.objects.values_list("external_id", "net")) == {"ch_1": 12, "ch_2": 0, "ch_3": 99}
    assert Order.objects.counting().get().external_id == "ch_1"
    assert set(Order.objects.values_list("currency", flat=True)) == {"EUR"}
    assert made.counts["not_paid"] == 1


def test_a_report_with_a_title_above_and_totals_below_is_read(tmp_path: Path) -> None:
    """As QuickBooks writes them."""
    (tmp_path / "report.csv").write_text(
        "Fern & Flour,,,,,,\nInvoice List by Date,,,,,,\n\"March 1 - 31, 2026\",,,,,,\n\n"
        "Date,Transaction type,Num,Customer,Memo/Description,Due date,Amount\n"
        "03/14/2026,Invoice,1001,Harbour Bakery,,04/13/2026,\"$1,100.00\"\n"
        "03/15/2026,Payment,,Harbour Bakery,,,\"$1,100.00\"\n"
        "03/16/2026,Credit Memo,1002,Harbour Bakery,,,\"$(100.00)\"\n"
        "03/17/2026,Estimate,1003,Oyelaran Vets,,,$50.00\n"
        "TOTAL,,,,,,\"$1,000.00\"\n"
    )  # fmt: skip
    made = bring(tmp_path / "report.csv")
    order = Order.objects.get()
    assert [order.external_id, order.amount, order.refunded, order.currency] == ["1001", 1100, 100, "USD"]
    assert made.counts["rejected"] == {"not_a_sale": 2, "total_line": 1}


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


def test_products_bought_at_one_moment_without_a_number_are_one_order(tmp_path: Path) -> None:
    header = ["date", "customer", "product", "quantity", "price"]
    rows = [
        ["2026-03-01 10:00", "Ada", "Bun", "1", "2.00"],
        ["2026-03-01 10:00", "Ada", "Loaf", "1", "4.00"],
        ["2026-03-02 10:00", "Ada", "Bun", "1", "2.00"],
    ]
    bring(write(tmp_path / "till.csv", rows, header))
    assert sorted(Order.objects.values_list("amount", flat=True)) == [2, 6]


def test_a_customer_is_found_by_number_then_by_address_then_by_name(tmp_path: Path, cast: Cast) -> None:
    header = ["Order", "Date", "Customer number", "Customer", "E-mail", "Amount"]
    bring(
        write(
            tmp_path / "a.csv",
            [
                ["1", "2026-03-01", "H1", "Harbour", "ines@harbour.example", "5"],
                ["2", "2026-03-02", "N1", "Nobody Known", "new@one.example", "5"],
            ],
            header,
        ),
        source="shop",
    )
    cast.harbour.refresh_from_db()
    assert cast.harbour.orders.get().external_id == "1"
    assert cast.harbour.name == "Harbour Bakery"
    assert AccountReference.objects.get(source="shop", external_id="H1").account == cast.harbour
    bring(
        write(
            tmp_path / "b.csv",
            [["3", "2026-03-03", "Harbour Bakery", "7"], ["4", "2026-03-03", "Tomas  ALBERS", "7"]],
            ["Order", "Date", "Customer", "Amount"],
        ),
        source="ledger",
    )
    assert cast.harbour.orders.count() == 2
    assert cast.tomas.orders.get().external_id == "4"
    bring(
        write(tmp_path / "c.csv", [["5", "2026-03-04", "H1", "Renamed", "other@one.example", "5"]], header),
        source="shop",
    )
    assert cast.harbour.orders.count() == 3
    assert not Account.objects.filter(name="Renamed").exists()


def test_two_numbers_that_share_an_address_stay_two_customers(tmp_path: Path, cast: Cast) -> None:
    header = ["Order", "Date", "Customer number", "E-mail", "Amount"]
    rows = [
        ["1", "2026-03-01", "A", "ines@harbour.example", "5"],
        ["2", "2026-03-02", "B", "ines@harbour.example", "5"],
    ]
    bring(write(tmp_path / "a.csv", rows, header))
    assert len(set(Order.objects.values_list("account", flat=True))) == 2
    assert not cast.harbour.orders.exists()


def test_an_order_that_reads_differently_is_updated_and_can_be_put_back(tmp_path: Path) -> None:
    bring_rows(tmp_path, [BUNS, LOAF])
    before = snapshot()
    changed = bring_rows(tmp_path, [BUNS, [*LOAF[:6], "4.50"]])
    assert changed.counts["changed"] == 1
    assert Order.objects.get().amount == Decimal("19.5")
    running_revert(changed)
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


def test_what_the_file_says_fills_gaps_and_overwrites_nothing(tmp_path: Path, cast: Cast) -> None:
    cast.harbour.country = "Wales"
    cast.harbour.save(update_fields=["country"])
    header = ["Order", "Date", "E-mail", "Phone", "Country", "Amount"]
    rows = [
        ["1", "2026-03-01", "ines@harbour.example", "+44 1", "France", "5"],
        ["2", "2026-03-01", "ada@vets.example", "+44 2", "France", "5"],
    ]
    before = snapshot()
    made = bring(write(tmp_path / "a.csv", rows, header))
    cast.harbour.refresh_from_db()
    assert (cast.harbour.country, cast.harbour.people.get().phone) == ("Wales", "+442079460018")
    running_revert(made)
    assert snapshot() == before


def test_the_order_of_columns_and_headers_in_other_languages_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "de.csv").write_bytes(
        "Rechnungsnummer;Rechnungsdatum;Kundennummer;Kunde;Artikel;Menge;Einzelpreis\r\n"
        "R1;31.03.2026;K7;Bäckerei Müller;Brötchen;1.000;0,25 €\r\nR2;01.04.2026;K7;Bäckerei Müller;Brot;2;1.234,56 €\r\n".encode("cp1252")
    )  # fmt: skip
    bring(tmp_path / "de.csv")
    assert dict(Order.objects.values_list("external_id", "amount")) == {"R1": 250, "R2": Decimal("2469.12")}
    assert Account.objects.get().name == "Bäckerei Müller"
    assert Order.objects.get(external_id="R1").currency == "EUR"


def test_what_is_said_on_the_command_line_is_obeyed(tmp_path: Path) -> None:
    path = write(
        tmp_path / "odd.csv",
        [["a1", "03/04/2026", "Ines", "x", "5"]],
        ["alpha", "beta", "gamma", "delta", "epsilon"],
    )
    said = Choices(
        source="odd",
        dates="dmy",
        currency="CHF",
        columns={"order": "alpha", "date": "beta", "name": "3", "total": "epsilon"},
    )
    bring(path, choices=said)
    order = Order.objects.get()
    assert (order.day.isoformat(), order.currency, order.source, order.external_id) == (
        "2026-04-03",
        "CHF",
        "odd",
        "a1",
    )


def test_header_names_are_all_known(tmp_path: Path) -> None:
    assert bring_rows(tmp_path, [BUNS]).settings["columns"].keys() == {
        "order", "date", "customer", "name", "code", "quantity", "price",
    }  # fmt: skip
    assert len(HEADER) == 7


def test_a_number_gets_its_name_when_a_later_file_knows_it_and_loses_it_again(tmp_path: Path) -> None:
    header = ["Order", "Date", "Customer number", "Amount"]
    bring(write(tmp_path / "a.csv", [["1", "2026-03-01", "17", "5"]], header), source="shop")
    account = Account.objects.get()
    assert account.name == "Customer 17"
    before = snapshot()
    people = [["17", "Ines Duarte", "ines@harbour.example", "020"]]
    path = write(tmp_path / "p.csv", people, ["Customer number", "Name", "E-mail", "Phone"])
    named = bring(path, kind="people", source="shop")
    account.refresh_from_db()
    assert (account.name, account.folded) == ("Ines Duarte", "ines duarte")
    assert account.people.get().email == "ines@harbour.example"
    assert (named.counts["new"], named.counts["changed"]) == (0, 1)
    again = bring(path, kind="people", source="shop")
    assert (again.counts["changed"], again.counts["known"]) == (0, 1)
    running_revert(again)
    running_revert(named)
    assert snapshot() == before


def test_a_credit_that_reads_differently_is_netted_anew_and_can_be_put_back(tmp_path: Path) -> None:
    credit = ["C102", "2026-03-05", "17", "Ines Duarte", "BUN", "-2", "2.50"]
    bring_rows(tmp_path, [BUNS, LOAF, credit])
    before = snapshot()
    changed = bring_rows(tmp_path, [BUNS, LOAF, [*credit[:5], "-4", "2.50"]])
    assert Order.objects.get().net == 9
    assert Refund.objects.get().amount == 10
    running_revert(changed)
    assert snapshot() == before


def test_an_import_is_not_taken_back_from_under_a_later_file_with_the_same_orders(tmp_path: Path) -> None:
    first = bring_rows(tmp_path, [BUNS, LOAF])
    second = bring_rows(tmp_path, [BUNS, LOAF], name="again.csv")
    with pytest.raises(LaterImportRests, match=r"again\.csv"):
        do(first, "revert", score=False)
    assert Order.objects.exists()
    running_revert(second)
    running_revert(first)
    assert not Order.objects.exists()


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
    running_revert(waited)
    running_revert(direct)
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
