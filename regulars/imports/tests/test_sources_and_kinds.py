"""How customers came and what kind of buyers they are, brought in by file: never guessed, never overwritten, taken back."""

from pathlib import Path

import pytest

from regulars.imports.models import Kind
from regulars.imports.receiving import Choices
from regulars.imports.tests.files import bring, snapshot, take_back, write
from regulars.imports.understanding.columns import columns_of
from regulars.imports.understanding.mapping import map_orders, map_people
from regulars.people.models import Account
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PEOPLE = ["Record ID", "Name", "Email", "Original Source", "Persona"]
ORDERS = ["Order", "Date", "Customer number", "Customer", "Amount", "Lead source", "Customer segment"]


def groups() -> dict[str, tuple[str, str]]:
    return {
        name: (came, kind) for name, came, kind in Account.objects.values_list("name", "came_by", "persona")
    }


@pytest.mark.covers("R4")
def test_a_list_of_people_says_how_they_came_and_unknown_stays_unknown(tmp_path: Path, cast: Cast) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(came_by="Neighbour")
    before = snapshot()
    rows = [
        ["7", "Ines Duarte", "ines@harbour.example", "Trade fair", "Café"],
        ["8", "Tomas Albers", "", "Web", "Family"],
        ["9", "Ada Ng", "ada@ng.example", "  Web   search ", "Café"],
        ["10", "Ben Lee", "ben@lee.example", "", ""],
        ["11", "Kim Cho", "kim@cho.example", "-", "x" * 100],
    ]
    made = bring(write(tmp_path / "people.csv", rows, PEOPLE), kind=Kind.PEOPLE)
    found = groups()
    assert found["Harbour Bakery"] == ("Neighbour", "Café")
    assert found["Tomas Albers"] == ("Web", "Family")
    assert found["Ada Ng"] == ("Web search", "Café")
    assert found["Ben Lee"] == ("", "")
    assert found["Kim Cho"] == ("", "x" * 80)
    assert made.counts["changed"] == 1
    take_back(made)
    assert snapshot() == before


def test_orders_say_how_someone_came_at_first_and_what_they_are_now(tmp_path: Path) -> None:
    rows = [
        ["2", "2026-03-05", "17", "Ines", "9", "Newsletter", "Hotel"],
        ["1", "2026-03-01", "17", "Ines", "5", "Trade fair", "Café"],
        ["3", "2026-03-09", "17", "Ines", "5", "", ""],
        ["4", "2026-03-09", "18", "Ada", "5", "", "Family"],
    ]
    bring(write(tmp_path / "orders.csv", rows, ORDERS))
    assert groups() == {"Ines": ("Trade fair", "Hotel"), "Ada": ("", "Family")}


def test_the_same_file_twice_changes_nothing_and_what_was_corrected_stays(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", [["1", "2026-03-01", "17", "Ines", "5", "Web", ""]], ORDERS)
    bring(path)
    Account.objects.update(came_by="Recommended by Ada")
    before = snapshot()
    made = bring(path)
    assert snapshot() | {"ends": []} == before | {"ends": []}
    take_back(made)
    assert groups() == {"Ines": ("Recommended by Ada", "")}


def test_what_was_filled_in_goes_again_unless_somebody_changed_it_since(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.csv", [["1", "2026-03-01", "17", "Ines", "5"]], ORDERS[:5])
    bring(plain, source="shop")
    more = write(tmp_path / "b.csv", [["1", "2026-03-01", "17", "Ines", "5", "Web", "Café"]], ORDERS)
    made = bring(more, source="shop")
    assert groups() == {"Ines": ("Web", "Café")}
    Account.objects.update(persona="Hotel")
    take_back(made)
    assert groups() == {"Ines": ("", "Hotel")}


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Source", "came_by"),
        ("Lead Source", "came_by"),
        ("How did you hear about us?", "came_by"),
        ("Acquisition channel", "came_by"),
        ("Herkunft", "came_by"),
        ("Segment", "persona"),
        ("Customer type", "persona"),
        ("Kind", "persona"),
        ("Kundengruppe", "persona"),
    ],
)
def test_the_usual_names_are_known_in_a_list_of_people(header: str, role: str) -> None:
    rows = [["Ada Ng", "Web"], ["Ben Lee", "Fair"], ["Kim Cho", "Web"]]
    assert map_people(["Name", header], columns_of(rows, 2)) == {"name": 0, role: 1}


@pytest.mark.parametrize("header", ["Source", "Channel", "Category", "Group"])
def test_where_an_order_was_sold_is_not_how_its_customer_came(header: str) -> None:
    rows = [["1", "2026-03-01", "Ada Ng", "5.00", "Web"], ["2", "2026-03-02", "Ben Lee", "6.00", "Till"]]
    found = map_orders(["Order", "Date", "Customer", "Amount", header], columns_of(rows, 5), rows)
    assert not {"came_by", "persona"} & found.keys()


def test_any_column_can_be_named_by_hand(tmp_path: Path) -> None:
    path = write(
        tmp_path / "o.csv",
        [["1", "2026-03-01", "Ines", "5", "Till"]],
        ["Order", "Date", "Customer", "Amount", "Channel"],
    )
    columns = {"order": "Order", "date": "Date", "name": "Customer", "amount": "Amount", "came_by": "Channel"}
    bring(path, choices=Choices(columns=columns))
    assert groups() == {"Ines": ("Till", "")}
