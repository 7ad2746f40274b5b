"""What retention puts on the morning list, and in which words (R30, R19)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.lib.attention import Item
from regulars.lib.money import Money
from regulars.people.models import Person
from regulars.retention.attention import slipping
from regulars.retention.models import Score
from regulars.retention.reasons import SENTENCES, days, reasons_of, told
from regulars.retention.scoring import score
from regulars.retention.tests.ledgers import AS_OF, ago, buys, crowd, every, firm
from tests.cast import Cast, account

pytestmark = pytest.mark.django_db


def listed(limit: int = 10, decided: frozenset[tuple[int, str]] = frozenset()) -> list[Item]:
    return list(slipping(firm(), AS_OF, limit, decided))


@pytest.mark.covers("R30")
def test_a_risk_is_one_sentence_of_reasons_each_with_its_numbers_and_its_records(cast: Cast) -> None:
    crowd()
    buys(cast.harbour, *every(32, 10, until=71), amount=240)
    score(AS_OF)
    item = next(found for found in listed() if found.account_id == cast.harbour.pk)
    assert item.sentence.startswith("Orders about every 32 days; last was 71 days ago. ")
    assert "likely to buy again within 64 days." in item.sentence
    assert (item.kind, item.group, item.tag, item.tone) == ("risk", "keep", "at risk", "risk")
    assert (item.due, item.at_stake.currency) == (ago(39), "GBP")
    missed = item.reasons[0]
    assert missed.numbers["interval"] == 32.0
    assert missed.links[0].url == f"/accounts/{cast.harbour.pk}/evidence/missed_beat/"
    assert all(reason.links for reason in item.reasons)


def test_few_orders_are_linked_one_by_one(cast: Cast) -> None:
    crowd()
    bought = buys(cast.tomas, 40)[0]
    score(AS_OF)
    item = next(found for found in listed(50) if found.account_id == cast.tomas.pk)
    assert [link.url for link in item.reasons[0].links] == [
        f"/accounts/{cast.tomas.pk}/evidence/one_time_not_back/", f"/orders/{bought.pk}/",
    ]  # fmt: skip


def test_the_action_is_a_call_else_a_letter_else_a_note_of_what_happened(cast: Cast) -> None:
    for who in (cast.harbour, cast.vets, cast.tomas):
        buys(who, *every(30, 8, until=71))
    Person.objects.filter(account=cast.vets).update(email="ada@vets.example")
    score(AS_OF)
    actions = {item.account_id: item.action for item in listed()}
    assert (actions[cast.harbour.pk].kind, actions[cast.harbour.pk].label) == ("call", "Call Ines")
    assert actions[cast.harbour.pk].url == "tel:+442079460018"
    assert actions[cast.vets.pk].url.startswith("mailto:ada@vets.example")
    assert actions[cast.tomas.pk].url == f"/today/{cast.tomas.pk}/risk/act/"


def test_what_was_decided_is_left_out_before_the_limit_counts(cast: Cast) -> None:
    names = [account(f"Café {number}") for number in range(4)]
    for number, who in enumerate(names):
        buys(who, *every(30, 8, until=75), amount=100 + 50 * number)
    score(AS_OF)
    first = listed(2)
    assert [item.account_name for item in first] == ["Café 3", "Café 2"]
    rest = listed(2, frozenset((item.account_id, item.kind) for item in first))
    assert [item.account_name for item in rest] == ["Café 1", "Café 0"]


@pytest.mark.covers("R19")
def test_previous_clients_worth_a_call_fill_the_room_that_is_left_by_what_they_brought(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=71), amount=100)
    buys(cast.vets, *every(30, 8, until=400), amount=100)
    buys(cast.tomas, *every(30, 8, until=400), amount=300)
    score(AS_OF)
    items = listed(3)
    assert [(item.account_name, item.kind) for item in items] == [
        ("Harbour Bakery", "risk"), ("Tomas Albers", "win_back"), ("Oyelaran Vets", "win_back"),
    ]  # fmt: skip
    assert items[1].sentence == "Ordered 8 times for £2,400 in all; the last was on 26 May 2025."
    assert items[1].group == "reach"
    assert [item.kind for item in listed(1)] == ["risk"]


@pytest.mark.covers("R19")
def test_nobody_is_named_who_asked_not_to_be_contacted_even_since_the_scoring(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=71))
    buys(cast.tomas, *every(30, 8, until=400))
    score(AS_OF)
    assert len(listed()) == 2
    for who in (cast.harbour, cast.tomas):
        who.do_not_contact = True
        who.save()
    assert listed() == []


def test_removed_accounts_are_not_named(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 8, until=71))
    score(AS_OF)
    cast.harbour.removed_at = cast.harbour.created_at
    cast.harbour.save()
    assert listed() == []
    score(AS_OF)
    assert not Score.objects.filter(account=cast.harbour).exists()


def test_three_queries_whatever_the_size(cast: Cast) -> None:
    for number in range(15):
        buys(account(f"Café {number}"), *every(30, 8, until=75))
    buys(cast.tomas, *every(30, 8, until=400))
    score(AS_OF)
    settings = firm()
    with CaptureQueriesContext(connection) as queries:
        assert len(list(slipping(settings, AS_OF, 40, frozenset()))) == 16
    assert len(queries) == 3
    with CaptureQueriesContext(connection) as queries:
        assert len(list(slipping(settings, AS_OF, 10, frozenset()))) == 10
    assert len(queries) == 2


def test_at_stake_is_money_in_the_firms_currency(cast: Cast) -> None:
    buys(cast.harbour, *every(30, 13, until=71), amount=100)
    score(AS_OF)
    score_kept: Any = cast.harbour.score
    assert listed()[0].at_stake == Money(score_kept.at_stake, "GBP")


NUMBERS = {
    "missed_beat": {"interval": 1.2, "silence": 12},
    "silence": {"silence": 90, "typical": 40, "orders": 2},
    "same_season_not_back": {"first": "2025-07-03", "asked": None},
    "one_time_not_back": {"silence": 90, "typical": 1},
    "falling_spend": {"drop": 0.384},
    "unanswered": {"times": 2},
    "chance": {"still": 0.414, "horizon": 64},
    "top_value": {"last_year": "2900.00", "currency": "GBP"},
}
SAID = {
    "missed_beat": "Orders about every 1 day; last was 12 days ago.",
    "silence": "Ordered on 2 days, the last 90 days ago; most who come back here do so within 40 days.",
    "same_season_not_back": "First came on 3 Jul 2025, not back this season; nobody has asked them.",
    "one_time_not_back": "Bought once, 90 days ago; most who come back here do so within 1 day.",
    "falling_spend": "Spend down 38% on the year before.",
    "unanswered": "We wrote or called 2 times since, without an answer.",
    "chance": "41% likely to buy again within 64 days.",
    "top_value": "Brought £2,900 in the last 12 months, one of those who bring most.",
}


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_reason_has_its_sentence(name: str) -> None:
    assert told(7, {"name": name, "numbers": NUMBERS[name], "orders": []}).text == SAID[name]


@pytest.mark.parametrize(("still", "begins"), [(0.0, "Less than 1%"), (0.996, "More than 99%"), (0.5, "50%")])
def test_a_chance_is_never_said_to_be_nothing_or_certain(still: float, begins: str) -> None:
    assert SENTENCES["chance"]({"still": still, "horizon": 30}).startswith(begins)


def test_a_reason_this_version_does_not_know_is_left_out() -> None:
    kept = [
        {"name": "astrology", "numbers": {}, "orders": []},
        {"name": "chance", "numbers": {"of_an_earlier_version": 1}, "orders": []},
        {"name": "falling_spend", "numbers": {"drop": 0.5}, "orders": []},
    ]
    assert [reason.name for reason in reasons_of(Score(account_id=7, reasons=kept))] == ["falling_spend"]


def test_days_are_whole_and_at_least_one() -> None:
    assert (days(0.3), days(31.6)) == ("1 day", "32 days")


@pytest.mark.covers("P3")
@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.052, 0.43, "Between 5% and 43% likely to buy again within 30 days."),
        (0.001, 0.43, "At most 43% likely to buy again within 30 days."),
        (0.0001, 0.001, "At most 1% likely to buy again within 30 days."),
        (0.6, 0.9999, "At least 60% likely to buy again within 30 days."),
    ],
)
def test_of_one_purchase_a_range_is_said_and_no_point(low: float, high: float, said: str) -> None:
    assert SENTENCES["chance"]({"low": low, "high": high, "horizon": 30}) == said


@pytest.mark.covers("P3")
def test_who_bought_once_is_given_a_range_on_today_and_on_the_page_of_evidence(
    cast: Cast, as_dana: Client
) -> None:
    crowd()
    buys(cast.tomas, 45, amount=900)
    score(AS_OF)
    kept = next(one for one in cast.tomas.score.reasons if one["name"] == "chance")
    assert set(kept["numbers"]) == {"low", "high", "horizon"}
    item = next(one for one in listed() if one.account_id == cast.tomas.pk)
    assert "% and " in item.sentence or "At most" in item.sentence
    page = as_dana.get(f"/accounts/{cast.tomas.pk}/evidence/chance/").content.decode()
    assert "Chance of another order" not in page
    assert "at most" in page
