"""The firm's settings, and its own words for client and customer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from regulars.team.forms import FirmForm
from regulars.team.models import Firm
from regulars.team.places import probable_place
from regulars.timeline.models import Event
from tests.cast import Cast, order


def posted(**changes: Any) -> dict[str, Any]:
    """What the page would send back unchanged, and the changes."""
    form = FirmForm(instance=Firm.load())
    data = {field.html_name: field.value() for field in form}
    return {
        name: value for name, value in (data | changes).items() if value is not None and value is not False
    }


def waiting() -> list[Any]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("args", flat=True))


def test_changing_the_thresholds_is_told_and_asks_for_new_scores_once(cast: Cast, as_dana: Client) -> None:
    for habit in (3, 4):
        assert as_dana.post("/settings/firm/", posted(habit_orders=habit)).status_code == 302
    assert Firm.load().habit_orders == 4
    assert [
        event.data["changes"] for event in Event.objects.filter(kind="team.settings_changed").order_by("pk")
    ] == [
        {"habit_orders": ["2", "3"]},
        {"habit_orders": ["3", "4"]},
    ]
    assert [job["name"] for job in waiting()] == ["retention.score_tonight"]


def test_what_does_not_count_anyone_differently_asks_for_no_scores(cast: Cast, as_dana: Client) -> None:
    as_dana.post("/settings/firm/", posted(name="Fern, Flour & Friends", today_limit=5))
    assert Firm.load().today_limit == 5
    assert waiting() == []


def test_nothing_changed_is_nothing_told(cast: Cast, as_dana: Client) -> None:
    as_dana.post("/settings/firm/", posted())
    assert not Event.objects.filter(kind="team.settings_changed").exists()


@pytest.mark.attack("I6", "B5")
def test_the_currency_stays_once_orders_are_in_it(cast: Cast, as_dana: Client) -> None:
    as_dana.post("/settings/firm/", posted(currency="EUR"))
    assert Firm.load().currency == "EUR"
    order(cast.harbour, date(2026, 1, 5), 10, currency="EUR")
    assert "so it stays" in as_dana.get("/settings/firm/").content.decode()
    as_dana.post("/settings/firm/", posted(currency="USD"))
    assert Firm.load().currency == "EUR"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("habit_orders", "1"), ("rhythm_orders", "2"), ("today_limit", "0"), ("today_limit", "51"), ("minutes_each", "0"),
        ("gross_margin", "101"), ("gross_margin", "0"), ("replacement_cost", "-1"), ("currency", "XXX"),
        ("timezone", "Mars/Olympus"), ("word_client", ""), ("name", ""), ("gross_margin", "NaN"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(cast: Cast, as_dana: Client, field: str, value: str) -> None:
    answer = as_dana.post("/settings/firm/", posted(**{field: value}))
    assert answer.status_code == 422
    assert not Event.objects.filter(kind="team.settings_changed").exists()


def test_the_margin_is_typed_in_percent(cast: Cast, as_dana: Client) -> None:
    as_dana.post("/settings/firm/", posted(gross_margin="62.5"))
    assert Firm.load().gross_margin == Decimal("0.625")
    assert 'value="62.5"' in as_dana.get("/settings/firm/").content.decode()


@pytest.mark.covers("R2")
def test_the_owner_swaps_client_and_customer_without_changing_what_is_stored(
    cast: Cast, as_dana: Client
) -> None:
    as_dana.post("/settings/firm/words/swapped/")
    firm = Firm.load()
    assert [firm.word(name) for name in ("client", "clients", "customer", "customers")] == [
        "customer", "customers", "client", "clients",
    ]  # fmt: skip
    assert waiting() == [], "no score changes by a word"
    as_dana.post("/settings/firm/words/swapped/")
    assert Firm.load().word("customer") == "customer"


@pytest.mark.covers("R2")
def test_the_owners_own_words_stand_everywhere_on_the_page(cast: Cast, as_dana: Client) -> None:
    words = {
        "word_client": "guest",
        "word_clients": "guests",
        "word_customer": "regular",
        "word_customers": "regulars",
    }
    as_dana.post("/settings/firm/", posted(**words))
    firm = Firm.load()
    said = Template('{% word "Customers" %} {% word "client" %}').render(Context({"firm": firm}))
    assert said == "Regulars guest"
    assert waiting() == []


@pytest.mark.parametrize(
    ("header", "place"),
    [
        ("en-GB,en;q=0.9", ("GBP", "Europe/London")),
        ("de", ("EUR", "Europe/Berlin")),
        ("pt-BR,pt;q=0.8", ("BRL", "America")),
        ("xx-nonsense,,;q", ("GBP", "Europe/London")),
        ("", ("GBP", "Europe/London")),
    ],
)
def test_currency_and_zone_are_guessed_from_the_browsers_language(
    header: str, place: tuple[str, str]
) -> None:
    currency, zone = probable_place(header)
    assert currency == place[0]
    assert zone.startswith(place[1])
