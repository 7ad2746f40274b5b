"""What care puts on the morning list, and offers to lists of accounts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.care.attention import care
from regulars.care.due import KINDS
from regulars.care.models import AskedFirst, CareSettings, Dependency, EmpathyFlag, Review, Wish
from regulars.care.tests.given import ago, today
from regulars.lib.attention import Item
from regulars.lib.money import Money
from regulars.lists.filters import from_address
from regulars.lists.filters.asker import Asker
from regulars.lists.filters.asking import asked
from regulars.people.models import Account
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.team.models import Firm
from regulars.today.groups import ORDER
from tests.cast import Cast, account


def listed(limit: int = 20, decided: frozenset[tuple[int, str]] = frozenset()) -> list[Item]:
    return list(care(Firm.load(), today(), limit, decided))


def everything(cast: Cast) -> None:
    """One thing due of each kind, on accounts of one value each."""
    run = scored()
    for number, who in enumerate((cast.harbour, cast.vets, cast.tomas, cast.quiet, account("Quay Shop"))):
        score(run, who, top=number == 4, last_year=Decimal(1000))
    for day in (3, 9):
        AskedFirst.note(cast.harbour, by=cast.sam, wanted="help", words="", asked_on=ago(day))
    Dependency.note(cast.vets, by=cast.sam, words="Till 4", what="version", ends_on=ago(-80), our_trade=True)
    Review.schedule(cast.tomas, by=cast.sam, due_on=ago(20))
    EmpathyFlag.raise_(cast.quiet, by=cast.sam, until=ago(-2))
    CareSettings.begin()


def test_each_thing_due_is_a_sentence_with_its_evidence_and_what_opens_it(cast: Cast) -> None:
    everything(cast)
    CareSettings.objects.update(items_a_day=20)
    items = {item.kind: item for item in listed()}
    assert set(items) == set(KINDS)
    for item in items.values():
        assert item.group in ORDER
        assert item.reasons[0].links[0].url.startswith(f"/accounts/{item.account_id}/care/#care-")
    assert items["care_asked"].action.label == "Call Ines"
    assert items["care_review"].action.kind == "open"
    assert items["care_ends"].sentence.startswith("Till 4 runs until ")
    assert items["care_sheet"].sentence.startswith("One of those you cannot afford to lose.")
    assert [item.kind for item in listed()][:2] == ["care_asked", "care_ends"]


def test_what_is_at_stake_is_said_honestly(cast: Cast) -> None:
    everything(cast)
    CareSettings.objects.update(items_a_day=20)
    stakes = {item.kind: item.at_stake for item in listed()}
    assert stakes["care_asked"] == stakes["care_ends"] == Money(Decimal(1000), "GBP")
    assert {stakes[kind].amount for kind in ("care_review", "care_flag", "care_sheet")} == {0}


def test_the_morning_is_not_flooded(cast: Cast, as_dana: Client) -> None:
    run = scored()
    for number in range(40):
        who = account(f"Café {number}")
        score(run, who, top=True)
        Review.schedule(who, by=cast.sam, due_on=ago(5))
    assert len(listed()) == 4
    assert len({item.account_id for item in listed()}) == 4
    assert len(listed(limit=2)) == 2
    CareSettings.begin()
    CareSettings.objects.update(items_a_day=0)
    assert listed() == []


def test_each_account_comes_once_and_what_was_decided_stays_away(cast: Cast) -> None:
    everything(cast)
    AskedFirst.objects.update(account=cast.vets)
    assert [item.kind for item in listed() if item.account_id == cast.vets.pk] == ["care_asked"]
    decided = frozenset({(cast.vets.pk, "care_asked")})
    assert [item.kind for item in listed(decided=decided) if item.account_id == cast.vets.pk] == ["care_ends"]


def test_nobody_who_asked_for_quiet_is_called_and_nothing_comes_from_the_bin(cast: Cast) -> None:
    everything(cast)
    Account.objects.update(do_not_contact=True)
    assert {item.kind for item in listed()} == {"care_flag", "care_sheet"}
    Account.objects.update(removed_at=cast.harbour.created_at)
    assert listed() == []


def test_the_list_costs_two_queries_whatever_is_due(cast: Cast) -> None:
    everything(cast)
    firm = Firm.load()
    with CaptureQueriesContext(connection) as queries:
        care(firm, today(), 10, frozenset())
    assert len(queries) == 2


def test_care_stands_on_the_morning_page_and_on_its_own(cast: Cast, as_dana: Client) -> None:
    everything(cast)
    morning = as_dana.get(reverse("today")).content.decode()
    assert "They had to ask us first <em>2</em> times" in morning
    page = as_dana.get(reverse("care")).content.decode()
    for words in (
        "Reviews due",
        "Ends to tell them about",
        "They had to ask first",
        "Protection sheets",
        "Going gently",
    ):
        assert words in page


def found(cast: Cast, condition: str) -> set[str]:
    asker = Asker.now(cast.dana, Firm.load())
    answer = asked(from_address("accounts", condition), asker)
    assert not answer.problems
    return set(Account.objects.filter(answer.q).values_list("name", flat=True))


HARBOUR, ALL = {"Harbour Bakery"}, {"Harbour Bakery", "Oyelaran Vets", "Tomas Albers", "Green Park Dental"}


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("open_wish:yes", HARBOUR),
        ("open_wish:no", ALL - HARBOUR),
        ("gently:yes", HARBOUR),
        ("review_due:in_next:30", HARBOUR),
        ("review_due:in_last:30", set()),
        ("review_due:empty", ALL - HARBOUR),
        ("review_due:filled", HARBOUR),
        ("depends_until:in_next:100", HARBOUR),
        ("depends_until:in_next:10", set()),
        ("asked_first:at_least:2", HARBOUR),
        ("asked_first:at_least:0", ALL),
        ("asked_first:at_most:1", ALL - HARBOUR),
        ("asked_first:is:2", HARBOUR),
        ("asked_first:is:0", ALL - HARBOUR),
        ("asked_first:is_not:2", ALL - HARBOUR),
    ],
)
def test_accounts_are_found_by_what_care_knows(condition: str, names: set[str], cast: Cast) -> None:
    who: Any = cast.harbour
    Wish.hear(who, by=cast.sam, words="a second shop", heard_on=today())
    Wish.hear(cast.vets, by=cast.sam, words="a garden", heard_on=today()).grant(by=cast.sam)
    EmpathyFlag.raise_(who, by=cast.sam, until=ago(-9))
    Review.schedule(who, by=cast.sam, due_on=today() + timedelta(days=20))
    Dependency.note(who, by=cast.sam, words="Till", what="version", ends_on=ago(-90), our_trade=True)
    for day in (1, 80, 95):
        AskedFirst.note(who, by=cast.sam, wanted="help", words="", asked_on=ago(day))
    assert found(cast, condition) == names
