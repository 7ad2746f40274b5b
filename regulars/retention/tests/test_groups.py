"""What people bring, by how they came and by what kind of buyers they are (P3): averages with honest ranges."""

import re
from typing import Any

import numpy as np
import pytest
from django.db.models import Avg
from django.test import Client

from regulars.people.models import Account
from regulars.retention.models import Score, ScoringRun
from regulars.retention.scoring import score
from regulars.retention.scoring.facts.by_group import MORE, UNKNOWN, one_spelling, range_of_mean
from regulars.retention.tests.ledgers import AS_OF, buys, crowd, rows, without_run
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.made_groups import NONE, by_group, one
from tests.cast import Cast, account


def say(people: list[Account], **groups: str) -> None:
    Account.objects.filter(pk__in=[who.pk for who in people]).update(**groups)


def found(name: str = "came_by") -> Any:
    return score(AS_OF).firm_facts["by_group"][name]


def read(client: Client) -> str:
    answer = client.get("/retention/groups/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.covers("P3", "R4")
@pytest.mark.django_db
def test_groups_are_told_the_most_valuable_first_and_the_unknown_is_counted() -> None:
    people = crowd(60)
    for number, who in enumerate(people[:25]):
        buys(who, *range(3, 300, 6), amount=90 + number)
    say(people[:25], came_by="Recommended", persona="Café")
    say(people[25:50], came_by="Trade fair")
    told = found()
    assert [group["name"] for group in told["groups"]] == ["Recommended", "Trade fair"]
    best, other = told["groups"]
    assert (best["people"], other["people"], told["unknown"]["people"], told["more"]) == (25, 25, 10, 0)
    assert float(best["worth_low"]) < float(best["worth"]) < float(best["worth_high"])
    assert float(best["loss"]) > float(best["worth"]) > float(other["worth"])
    assert (best["once"], best["had_time"], best["back"]) == (0, 25, 25)
    kinds = ScoringRun.objects.done().first().firm_facts["by_group"]["persona"]  # type: ignore[union-attr] # there is one
    assert [group["name"] for group in kinds["groups"]] == ["Café"]
    assert kinds["unknown"]["people"] == 35


@pytest.mark.covers("P3")
@pytest.mark.django_db
def test_who_bought_once_is_in_the_range_of_a_group_and_gets_no_figure_of_their_own() -> None:
    crowd(40)
    once = [account(f"Once {number}") for number in range(30)]
    for number, who in enumerate(once):
        buys(who, 20 + number)
    say(once, came_by="Market stall")
    group = next(group for group in found()["groups"] if group["name"] == "Market stall")
    assert (group["people"], group["once"], group["worth"], group["loss"]) == (30, 30, None, None)
    assert 0 <= float(group["worth_low"]) < float(group["worth_high"])
    assert not Score.objects.filter(account__in=once).exclude(worth=None, loss=None).exists()


@pytest.mark.django_db
def test_the_mean_of_a_group_is_that_of_its_people() -> None:
    people = crowd(40)
    say(people, came_by="Recommended")
    group = found()["groups"][0]
    kept: Any = Score.objects.aggregate(worth=Avg("worth"), so_far=Avg("total"))
    assert float(group["worth"]) == pytest.approx(float(kept["worth"]), abs=0.02)
    assert float(group["so_far"]) == pytest.approx(float(kept["so_far"]), abs=0.01)


@pytest.mark.django_db
def test_few_people_get_a_range_and_very_few_get_nothing() -> None:
    people = crowd(40)
    say(people[:19], came_by="Fair")
    say(people[19:23], came_by="Call")
    fair, call = found()["groups"]
    assert (fair["name"], fair["worth"], call["name"]) == ("Fair", None, "Call")
    assert fair["worth_low"] is not None
    assert (call["worth_low"], call["loss_high"]) == (None, None)


@pytest.mark.django_db
def test_spellings_of_one_word_are_one_group_and_orders_of_nobody_are_in_none() -> None:
    people = crowd(30)
    say(people[:12], came_by="Trade fair")
    say(people[12:20], came_by="trade FAIR")
    say([account("Never bought")], came_by="Web search")
    told = found()
    assert [(group["name"], group["people"]) for group in told["groups"]] == [("Trade fair", 20)]
    assert told["unknown"]["people"] == 10


@pytest.mark.django_db
def test_a_firm_without_such_words_or_without_orders_is_told_nothing_false(cast: Cast) -> None:
    assert found() == {"groups": [], "unknown": None, "more": 0}
    buys(cast.harbour, 30)
    told = found()
    assert (told["groups"], told["unknown"]["people"], told["unknown"]["worth_low"]) == ([], 1, None)


@pytest.mark.covers("V12")
@pytest.mark.django_db
def test_how_they_came_and_what_they_are_enter_no_score() -> None:
    people = crowd(30)
    score(AS_OF)
    before = without_run(rows())
    say(people[:15], came_by="Recommended", persona="Café")
    score(AS_OF)
    assert without_run(rows()) == before


@pytest.mark.django_db
def test_scoring_twice_says_the_same() -> None:
    say(crowd(30)[:20], came_by="Recommended")
    assert found() == found()


def test_too_many_words_are_counted_and_told_apart_from_the_unknown() -> None:
    belonging = one_spelling(["Fair", "fáir", "Call"], np.array([0, 1, 2, MORE, UNKNOWN]))
    assert belonging.names == ["Fair", "Call"]
    assert belonging.place.tolist() == [0, 0, 1, MORE, UNKNOWN]


def test_the_range_holds_the_average_of_such_people_eight_times_in_ten() -> None:
    """Groups of thirty drawn from one kind whose mean is 100, each person with an expectation of their own."""
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(500):
        low, high = range_of_mean(rng.gamma(2.0, 50.0, 30), np.zeros(30), np.zeros(30))
        held += low <= 100 <= high
    assert 0.75 < held / 500 < 0.85
    narrow = range_of_mean(np.full(1000, 100.0), np.full(1000, 10.0), np.zeros(1000))
    doubtful = range_of_mean(np.full(1000, 100.0), np.full(1000, 10.0), np.full(1000, 0.04))
    assert doubtful[1] - doubtful[0] > 10 * (narrow[1] - narrow[0])


@pytest.mark.covers("P3", "R4")
def test_the_page_says_it_in_sentences(cast: Cast, as_dana: Client) -> None:
    scored()
    words = read(as_dana)
    assert (
        "One of them brings £120 to £260 over the next 12 months on average, most likely about £180." in words
    )
    assert "48 of the 64 who have had the time came back." in words
    assert (
        "One of them brings £40 to £220 over the next 12 months on average; there are too few to say more."
        in words
    )
    assert (
        "Too few people to say what one of them brings. None of them has had the time to come back yet."
        in words
    )
    assert "Not known of 46 of 121 (38%)." in words
    assert "Nothing is known yet." in words
    assert words.index("Recommended") < words.index("Trade fair") < words.index("Not known One of them")


def test_without_any_word_it_says_how_to_begin(cast: Cast, as_dana: Client) -> None:
    empty = {"groups": [], "unknown": one("", 121, NONE, NONE), "more": 0}
    scored(by_group=by_group(came_by=empty, persona=empty))
    assert "Nobody has said yet how they came" in read(as_dana)


def test_groups_beyond_the_table_are_counted(cast: Cast, as_dana: Client) -> None:
    made = by_group()
    made["came_by"]["more"] = 12
    scored(by_group=made)
    assert "12 more are in groups that are too many to show." in read(as_dana)


@pytest.mark.attack("C1")
def test_a_group_with_script_in_its_name_is_only_a_name(cast: Cast, as_dana: Client) -> None:
    made = by_group()
    made["came_by"]["groups"][0]["name"] = "<script>alert(1)</script>"
    scored(by_group=made)
    assert "<script>alert(1)" not in as_dana.get("/retention/groups/").content.decode()
