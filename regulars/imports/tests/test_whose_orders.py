"""Whose an order is: customers are found again, and nothing a person typed is overwritten."""

from pathlib import Path

import pytest

from regulars.imports.tests.files import bring, bring_rows, snapshot, take_back, write
from regulars.orders.models import Order
from regulars.people.models import Account, AccountReference
from regulars.team.models import Firm
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BUNS = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "BUN", "6", "2.50"]
LOAF = ["101", "2026-03-02 09:00", "17", "Ines Duarte", "LOAF", "1", "4.00"]


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
    take_back(made)
    assert snapshot() == before


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
    take_back(again)
    take_back(named)
    assert snapshot() == before


@pytest.mark.covers("R2")
@pytest.mark.parametrize("before", ["patron", "customer"])
def test_a_number_is_called_by_the_firms_word_and_known_again_by_its_first_one(
    tmp_path: Path, before: str
) -> None:
    Firm.load()
    Firm.objects.update(word_customer=before)
    header = ["Order", "Date", "Customer number", "Amount"]
    bring(write(tmp_path / "a.csv", [["1", "2026-03-01", "17", "5"]], header), source="shop")
    account = Account.objects.get()
    assert account.name == f"{before.capitalize()} 17"
    Firm.objects.update(word_customer="patron")
    people = write(tmp_path / "p.csv", [["17", "Ines Duarte"]], ["Customer number", "Name"])
    bring(people, kind="people", source="shop")
    account.refresh_from_db()
    assert account.name == "Ines Duarte"


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


@pytest.mark.parametrize(
    ("column", "first", "other", "code"),
    [
        ("Customer", "Ines", "Ada", "other_customer"),
        ("Currency", "GBP", "EUR", "two_currencies"),
        ("Order total", "7", "8", "other_total"),
    ],
)
def test_what_the_first_row_of_an_order_says_counts_and_a_row_that_differs_is_left_out(
    tmp_path: Path, column: str, first: str, other: str, code: str
) -> None:
    header = ["Order", "Date", "Customer", "Currency", "Order total", "Amount"]
    said = {"Customer": "Ines", "Currency": "GBP", "Order total": "7"} | {column: first}
    rows = []
    for value in (first, other, first):
        row = said | {column: value}
        rows.append(["1", "2026-03-01", row["Customer"], row["Currency"], row["Order total"], "3.50"])
    made = bring(write(tmp_path / "a.csv", rows, header))
    assert [(row, why) for row, why in made.rejected_rows.values_list("row", "code")] == [(3, code)]
    assert Order.objects.get().amount == 7
