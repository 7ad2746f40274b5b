"""Files as the programs of small businesses write them."""

from decimal import Decimal
from pathlib import Path

import pytest

from regulars.imports.receiving import Choices
from regulars.imports.tests.files import (
    HEADER,
    bring,
    bring_rows,
    money_in_ledger,
    snapshot,
    write,
)
from regulars.orders.models import Order, Status
from regulars.people.models import Account

pytestmark = pytest.mark.django_db

BUNS = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "BUN", "6", "2.50"]
LOAF = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "LOAF", "1", "4.00"]


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
