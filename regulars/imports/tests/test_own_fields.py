"""The firm's own fields come in with files: read by their kind, never over what is known, and taken back with the import."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField, Kind
from regulars.fields.tests.made import choice, field
from regulars.imports.models import Import, RejectedRow
from regulars.imports.models import Kind as Of
from regulars.imports.receiving import receive
from regulars.imports.tests.files import bring, snapshot, take_back, write
from regulars.imports.understanding.understood import look
from regulars.orders.models import Order
from regulars.people.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PEOPLE = ["Record ID", "Name", "Email", "Level", "Trays"]
ORDERS = ["Order", "Date", "Customer number", "Customer", "Amount", "Delivered on"]


def custom() -> dict[str, dict[str, Any]]:
    return {name: own for name, own in Account.objects.values_list("name", "custom") if own}


def people(folder: Path, *rows: list[str]) -> Import:
    return bring(write(folder / "people.csv", rows, PEOPLE), kind=Of.PEOPLE)


def test_people_come_with_what_the_firm_wants_to_know(tmp_path: Path, cast: Cast) -> None:
    level, trays = field(Kind.CHOICE, "Level"), field(Kind.NUMBER, "Trays")
    gold, silver = choice(level, "Gold"), choice(level, "Silver")
    Account.objects.filter(pk=cast.harbour.pk).update(custom={level.key: silver})
    before = snapshot()
    made = people(
        tmp_path,
        ["7", "Ines Duarte", "ines@harbour.example", "Gold", "1,200"],
        ["8", "Ada Ng", "ada@ng.example", " GOLD", "2.5"],
        ["9", "Ben Lee", "ben@lee.example", "", ""],
    )
    assert custom() == {
        "Harbour Bakery": {level.key: silver, trays.key: "1200"},
        "Ada Ng": {level.key: gold, trays.key: "2.5"},
    }
    assert made.counts["own_filled"] == 1
    take_back(made)
    assert snapshot() == before


def test_a_value_that_does_not_fit_is_told_by_row_and_the_rest_is_kept(tmp_path: Path, cast: Cast) -> None:
    level = field(Kind.CHOICE, "Level")
    field(Kind.NUMBER, "Trays")
    made = people(tmp_path, ["8", "Ada Ng", "ada@ng.example", "Gold", "<b>a dozen</b>"])
    assert custom() == {"Ada Ng": {level.key: choice(level, "Gold")}}
    row = RejectedRow.objects.get(importing=made)
    assert (row.row, row.code, row.detail) == (2, "own_field", "Trays: <b>a dozen</b>")
    assert (made.counts["own_unfit"], made.counts["rejected_lines"]) == (1, 0)


def test_the_page_says_what_did_not_fit(tmp_path: Path, as_dana: Client) -> None:
    field(Kind.NUMBER, "Trays")
    made = people(tmp_path, ["8", "Ada Ng", "ada@ng.example", "", "<b>a dozen</b>"])
    page = as_dana.get(reverse("import", args=[made.pk])).content.decode()
    assert "Row 2: a value that does not fit its field was left out" in page
    assert "Trays: &lt;b&gt;a dozen" in page
    assert "1 value does not fit its field" in page


def test_what_somebody_changed_since_stays_when_the_import_is_taken_back(tmp_path: Path, cast: Cast) -> None:
    trays = field(Kind.NUMBER, "Trays")
    field(Kind.CHOICE, "Level")
    made = people(
        tmp_path,
        ["7", "Ines Duarte", "ines@harbour.example", "", "5"],
        ["8", "Ada Oyelaran", "", "", "6"],
        ["9", "Tomas Albers", "", "", "7"],
    )
    assert custom()["Tomas Albers"] == {trays.key: "7"}
    Account.objects.filter(pk=cast.harbour.pk).update(custom={trays.key: "9"})
    take_back(made)
    assert custom() == {"Harbour Bakery": {trays.key: "9"}}


def test_orders_have_own_fields_too_also_those_that_are_known(tmp_path: Path) -> None:
    delivered = field(Kind.DATE, "Delivered on", "orders")
    first = bring(
        write(tmp_path / "a.csv", [["1", "2026-03-01", "17", "Ines", "5"]], ORDERS[:5]), source="shop"
    )
    before = snapshot()
    rows = [
        ["1", "2026-03-01", "17", "Ines", "5", "2026-03-03"],
        ["2", "2026-03-05", "17", "Ines", "7", "06.03.2026"],
        ["3", "2026-03-07", "17", "Ines", "9", ""],
    ]
    made = bring(write(tmp_path / "b.csv", rows, ORDERS), source="shop")
    found = dict(Order.objects.values_list("external_id", "custom"))
    assert found["1"] == {delivered.key: "2026-03-03"}
    assert found["2"] == {delivered.key: "2026-03-06"}
    assert not found["3"]
    take_back(made)
    after = snapshot()
    assert {name: rows for name, rows in after.items() if name != "orders_order"} == {
        name: rows for name, rows in before.items() if name != "orders_order"
    }
    assert Order.objects.get().custom in (None, {})
    take_back(first)
    assert not Order.objects.exists()


def test_the_form_offers_them_and_a_column_of_the_same_name_is_found(
    tmp_path: Path, as_dana: Client, cast: Cast
) -> None:
    level, person = field(Kind.CHOICE, "LEVEL"), field(Kind.PERSON, "Recommended by")
    path = write(tmp_path / "people.csv", [["8", "Ada Ng", "ada@ng.example", "Gold", "5"]], PEOPLE)
    assert look(path, "people", "GBP").settings.columns[f"custom.{level.name}"] == 3
    made = receive(path, "people.csv", kind=Of.PEOPLE, member=cast.dana)
    page = as_dana.get(reverse("import-columns", args=[made.pk])).content.decode()
    assert f'value="custom.{level.name}" selected' in page
    assert f"custom.{person.name}" not in page
    twice = {
        "source": "x",
        "column_1": "name",
        "column_3": f"custom.{level.name}",
        "column_4": f"custom.{level.name}",
    }
    answer = as_dana.post(reverse("import-columns", args=[made.pk]), twice)
    assert answer.status_code == 422
    assert "Two columns are called “LEVEL”" in answer.content.decode()


def test_a_field_that_was_archived_meanwhile_is_left_out_quietly(tmp_path: Path, cast: Cast) -> None:
    field(Kind.CHOICE, "Level")
    rows = ["8", "Ada Ng", "ada@ng.example", "Gold", "5"]
    people(tmp_path, rows)
    CustomField.objects.update(archived_at="2026-11-22T00:00Z")
    again = people(tmp_path, ["9", "Kim Cho", "kim@cho.example", "Gold", "5"])
    assert "Kim Cho" not in custom()
    assert again.counts["new"] == 1
