"""The three lines before every contact (R49), and all other business at stake (A42)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.care.brief import Brief, brief_of
from regulars.care.known import read
from regulars.care.models import EmpathyFlag, Goal, Incident, SaidMeant, Wish
from regulars.care.stake import at_stake
from regulars.care.tests.given import ago, today
from regulars.people.models import Account, AccountRelation, ContactRole, Person
from regulars.retention.models import Score
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import log_touch
from tests.cast import Cast, account, order

YEAR = "2050"


def told(account: Account) -> Brief:
    return brief_of(read(account, today()), Score.objects.filter(account=account).first())


def line(sentences: list[str]) -> str:
    return " ".join(sentences)


@pytest.mark.covers("R49")
def test_three_lines_say_what_matters_when_we_thanked_and_what_they_meant(
    cast: Cast, as_dana: Client
) -> None:
    cast.harbour.people.update(note="worries about early deliveries")
    Wish.hear(cast.harbour, by=cast.sam, words="a second shop in January", heard_on=ago(20))
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", thanks=True, two_way=True)
    SaidMeant.hear(
        cast.harbour,
        by=cast.sam,
        said="cheaper",
        asked="Than what?",
        meant="one person who picks up",
        heard_on=ago(5),
    )
    brief = told(cast.harbour)
    assert brief.know[0] == "Ines: worries about early deliveries."
    assert brief.know[1].startswith("Wishes for: a second shop in January (said on ")
    assert brief.appreciate == ["Thanked today."]
    assert brief.value == ["They said “cheaper”; asked again, they meant “one person who picks up”."]
    assert brief.way == "Ask how that is going, and how else we can help."
    for address in (
        reverse("account", args=[cast.harbour.pk]),
        reverse("today-act", args=[cast.harbour.pk, "risk"]),
    ):
        page = as_dana.get(address).content.decode()
        assert "a second shop in January" in page
        assert "one person who picks up" in page


@pytest.mark.covers("R49")
def test_with_nothing_noted_the_brief_asks_for_it_and_invents_nothing(cast: Cast) -> None:
    brief = told(cast.quiet)
    assert brief.know == ["Nothing noted yet. Ask what matters to them, and write it down."]
    assert brief.appreciate == ["No thank-you is noted yet."]
    assert brief.value == []
    assert brief.way == "Ask what would make their week easier, and write down the answer."


@pytest.mark.covers("R49")
def test_a_stale_wish_is_told_as_old_and_a_settled_one_not_at_all(cast: Cast) -> None:
    wish = Wish.hear(cast.harbour, by=cast.sam, words="a second shop.", heard_on=ago(400))
    assert told(cast.harbour).know == [
        "13 months ago they wished for: a second shop. Ask whether they still do."
    ]
    assert "second shop" not in told(cast.harbour).way
    wish.grant(by=cast.sam)
    assert "second shop" not in line(told(cast.harbour).know)


@pytest.mark.covers("R49")
@pytest.mark.parametrize(
    "words", ["she has cancer", "new mosque nearby", "since her husband left", "they are getting DIVORCED"]
)
def test_what_is_nobodys_business_is_never_read_out(words: str, cast: Cast) -> None:
    who = cast.harbour
    who.people.update(note=words)
    Wish.hear(who, by=cast.sam, words=words, heard_on=today(), need="the menu depends on it")
    Goal.state(who, by=cast.sam, side="theirs", words=words, set_on=today()).settle("missed", by=cast.sam)
    SaidMeant.hear(who, by=cast.sam, said=words, asked="And?", meant=words, heard_on=today())
    brief = told(who)
    assert words not in line([*brief.know, *brief.appreciate, *brief.value, brief.way])


@pytest.mark.covers("R49")
def test_the_sincere_way_is_a_true_thank_you_for_who_was_never_thanked(cast: Cast) -> None:
    score(scored(), cast.harbour)
    assert told(cast.harbour).way == "Thank them: 12 orders since 2024 are not a matter of course."


@pytest.mark.covers("R49", "S62")
def test_a_goal_of_theirs_that_was_missed_is_said_first(cast: Cast) -> None:
    Goal.state(cast.harbour, by=cast.sam, side="theirs", words="bread before five", set_on=ago(90)).settle(
        "missed", by=cast.sam
    )
    assert told(cast.harbour).value == ["They wanted this and did not get it: bread before five."]


@pytest.mark.covers("R59")
def test_mistakes_they_stayed_through_stand_in_the_brief_and_excuse_nothing(cast: Cast) -> None:
    Incident.own_up(cast.harbour, by=cast.sam, words="a week of late loaves", happened_on=date(2023, 5, 2))
    assert "They have not ordered since." in line(told(cast.harbour).appreciate)
    order(cast.harbour, date(2023, 6, 1))
    brief = told(cast.harbour)
    assert brief.appreciate[1] == "They stayed through a mistake of ours in 2023: a week of late loaves."
    Incident.own_up(
        cast.harbour,
        by=cast.sam,
        words="the wrong cake",
        happened_on=today(),
        mended="two of us check each order",
    )
    brief = told(cast.harbour)
    assert "We let them down on" in line(brief.appreciate)
    assert brief.way == "Tell them what has changed since: two of us check each order."


@pytest.mark.covers("R59")
def test_letting_them_go_is_decided_with_what_they_lived_through_in_sight(
    cast: Cast, as_dana: Client
) -> None:
    Incident.own_up(cast.harbour, by=cast.sam, words="a week of late loaves", happened_on=ago(90))
    order(cast.harbour, ago(60))
    page = as_dana.get(reverse("today-let-go", args=[cast.harbour.pk, "risk"])).content.decode()
    assert "They stayed through a mistake of ours" in page


@pytest.mark.covers("R53")
def test_while_we_go_gently_the_brief_says_so_before_all_else(cast: Cast, as_dana: Client) -> None:
    EmpathyFlag.raise_(cast.harbour, by=cast.sam, until=today() + timedelta(days=9), reason="their dog")
    brief = told(cast.harbour)
    assert brief.gently.startswith("Go gently until ")
    assert brief.way == "Ask how they are, and offer nothing."
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "listen, and do not sell" in page
    assert "their dog" not in page


def related(cast: Cast) -> tuple[Account, Any]:
    run = scored()
    score(run, cast.harbour, last_year=Decimal(400))
    return cast.harbour, run


@pytest.mark.covers("A42")
def test_a_small_matter_stands_beside_all_other_business_of_the_same_people(cast: Cast) -> None:
    harbour, run = related(cast)
    group, branch = account("Quay Group"), account("Quay Branch", person="Ben")
    score(run, group, last_year=Decimal(20000))
    score(run, branch, last_year=Decimal(10000))
    AccountRelation.objects.create(account=harbour, other=group, kind="part_of")
    AccountRelation.objects.create(account=branch, other=group, kind="part_of")
    said = at_stake(read(harbour, today()), harbour.score)
    assert said == "Also at stake: £30,000 a year with Quay Group and 1 more, beside the £400 here."


@pytest.mark.covers("A42")
@pytest.mark.parametrize("how", ["role", "role back", "same e-mail", "same name", "joined"])
def test_the_same_people_under_another_record_are_one_buyer(how: str, cast: Cast) -> None:
    """One company split over duplicate records is still one company here."""
    harbour, run = related(cast)
    twin = account("Harbour Bakery Ltd", person="I. Duarte")
    score(run, twin, last_year=Decimal(2500))
    match how:
        case "role":
            ContactRole.objects.create(account=twin, person=harbour.people.get(), part="decides")
        case "role back":
            ContactRole.objects.create(account=harbour, person=twin.people.get(), part="pays")
        case "same e-mail":
            twin.people.update(email="ines@harbour.example")
        case "same name":
            twin.name = "HARBOUR  bakery"
            twin.save(update_fields=["name", "folded"])
        case "joined":
            AccountRelation.objects.create(account=twin, other=harbour, kind="joined")
    assert f"£2,500 a year with {twin.name}" in at_stake(read(harbour, today()), harbour.score)


@pytest.mark.covers("A42")
def test_what_was_only_heard_of_binds_nobody_together(cast: Cast) -> None:
    harbour, run = related(cast)
    score(run, cast.vets, last_year=Decimal(2500))
    AccountRelation.objects.create(account=harbour, other=cast.vets, kind="part_of", heard=True)
    assert "Oyelaran" not in at_stake(read(harbour, today()), harbour.score)


@pytest.mark.covers("A42")
def test_what_lies_in_the_bin_and_strangers_are_not_at_stake(cast: Cast) -> None:
    harbour, run = related(cast)
    twin = account("Harbour Bakery Ltd")
    score(run, twin, last_year=Decimal(2500))
    score(run, cast.vets, last_year=Decimal(9000))
    Person.objects.filter(account__in=[cast.vets, cast.quiet]).update(email="")
    AccountRelation.objects.create(account=harbour, other=twin, kind="part_of")
    Account.objects.filter(pk=twin.pk).update(removed_at=timezone.now())
    said = at_stake(read(harbour, today()), harbour.score)
    assert said == "Before you decide something small: they bring £400 a year."
    assert at_stake(read(cast.quiet, today()), None) == ""


def test_all_that_care_shows_on_an_account_page_is_one_query(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour, top=True)
    page = reverse("account", args=[cast.harbour.pk])
    as_dana.get(page)
    with CaptureQueriesContext(connection) as queries:
        html = as_dana.get(page).content.decode()
    mine = [query["sql"] for query in queries if "care_" in query["sql"]]
    assert len(mine) == 1, mine
    assert "Their protection sheet lacks" in html
