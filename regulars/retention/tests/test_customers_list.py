"""The customers list: searched, narrowed, sorted, a page at a time, and sent to a colleague as an address."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.people.models import Account
from regulars.retention.customers.sorts import SORTS
from regulars.retention.models import Risk, Standing
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast, account, order

QUERIES = 12


@pytest.fixture
def listed(cast: Cast) -> Cast:
    run = scored()
    score(run, cast.harbour, risk=Risk.HIGH, priority=900.0, top=True)
    score(run, cast.vets, last_year=Decimal(2900), risk=Risk.WATCH, priority=50.0, still=0.8)
    score(run, cast.tomas, standing=Standing.CLIENT, orders=1, days=1, last_year=0, total=80, worth=None)
    score(run, cast.quiet, standing=Standing.STRANGER, orders=0, days=0, last_year=0, total=0, last_day=None)
    return cast


def names(client: Client, **asked: Any) -> list[str]:
    answer = client.get("/customers/", asked)
    assert answer.status_code == 200
    return [row.name for row in answer.context["rows"]]


def test_everyone_is_listed_by_what_they_brought_last_year(listed: Cast, as_dana: Client) -> None:
    assert names(as_dana) == ["Oyelaran Vets", "Harbour Bakery", "Green Park Dental", "Tomas Albers"]


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_a_list_turned_round_is_the_same_list_backwards(sort: str, listed: Cast, as_dana: Client) -> None:
    assert names(as_dana, sort=sort) == names(as_dana, sort=sort, reverse=1)[::-1]


def test_the_most_urgent_come_first_when_sorted_by_risk(listed: Cast, as_dana: Client) -> None:
    assert names(as_dana, sort="risk")[:2] == ["Harbour Bakery", "Oyelaran Vets"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "harb"}, ["Harbour Bakery"]),
        ({"q": "HÁRBOUR  bák"}, ["Harbour Bakery"]),
        ({"q": "ines"}, ["Harbour Bakery"]),
        ({"q": "Ines@harbour.example"}, ["Harbour Bakery"]),
        ({"q": "A-77"}, ["Oyelaran Vets"]),
        ({"q": "k17850"}, ["Oyelaran Vets"]),
        ({"q": "bakery"}, []),
        ({"q": "17850"}, []),
        ({"standing": "client"}, ["Tomas Albers"]),
        ({"tier": "top"}, ["Harbour Bakery"]),
        ({"risk": "high"}, ["Harbour Bakery"]),
        ({"risk": "watch"}, ["Oyelaran Vets"]),
        ({"risk": "any", "standing": "customer", "sort": "name"}, ["Harbour Bakery", "Oyelaran Vets"]),
        ({"risk": "any", "q": "oye"}, ["Oyelaran Vets"]),
    ],
)
def test_the_list_is_searched_and_narrowed(
    asked: dict[str, str], found: list[str], listed: Cast, as_dana: Client
) -> None:
    order(listed.vets, date(2026, 9, 1), external_id="A-77")
    listed.vets.references.create(source="shop", external_id="K17850")
    assert names(as_dana, **asked) == found


@pytest.mark.attack("C6")
@pytest.mark.parametrize("q", ["%", "_", "har%y", "\\", "%%%%", "(z+)+$", "[a-z]*", "*", "\x00", "'"])
def test_wildcards_in_a_search_are_letters(q: str, listed: Cast, as_dana: Client) -> None:
    """What folds to nothing finds nobody, or everybody where nothing readable is left of the question."""
    found = names(as_dana, q=q)
    assert found == [] or q == "\x00"


@pytest.mark.attack("C1")
@pytest.mark.parametrize("name", ["sort", "standing", "tier", "risk", "after", "before", "last", "reverse"])
@pytest.mark.parametrize(
    "value",
    [
        "name; drop table people_account",
        "account__owner__password",
        "1) or (1=1",
        "-total",
        "'",
        "score__name",
        "９",
    ],
)
def test_no_word_of_the_address_reaches_the_sql(name: str, value: str, listed: Cast, as_dana: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert names(as_dana, **{name: value}) == names(as_dana)
    assert not [query for query in queries.captured_queries if value in query["sql"] and len(value) > 1]


def many(listed: Cast, number: int = 120) -> None:
    run = listed.harbour.score.run
    made = Account.objects.bulk_create(
        Account(name=f"Person {n:03}", folded=f"person {n:03}") for n in range(number)
    )
    for n, one in enumerate(made):
        score(
            run,
            one,
            total=n // 10,
            last_year=n // 10,
            last_day=date(2026, 1, 1) + timedelta(days=n // 7),
            worth=None,
        )


def follow(client: Client, link: str, start: str) -> list[list[str]]:
    """The pages from `start`, following its `next` or `previous`."""
    pages, address = [], start
    while True:
        answer = client.get(f"/customers/{address}")
        pages.append([row.name for row in answer.context["rows"]])
        if not (address := answer.context["links"][link]):
            return pages


@pytest.mark.parametrize("sort", sorted(SORTS))
def test_pages_forwards_and_backwards_show_everyone_once(sort: str, listed: Cast, as_dana: Client) -> None:
    many(listed)
    forwards = follow(as_dana, "next", f"?sort={sort}")
    backwards = follow(as_dana, "previous", f"?sort={sort}&last=1")
    everyone = [name for page in forwards for name in page]
    assert len(everyone) == len(set(everyone)) == 124
    assert [name for page in reversed(backwards) for name in page] == everyone


def test_the_last_page_reads_no_more_than_the_first(listed: Cast, as_dana: Client) -> None:
    many(listed)
    for address in (
        "/customers/",
        "/customers/?last=1",
        "/customers/?q=person&standing=customer&sort=worth&last=1",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert as_dana.get(address).status_code == 200
        sql = " ".join(query["sql"] for query in queries.captured_queries)
        assert len(queries) <= QUERIES
        assert "OFFSET" not in sql
        assert "COUNT(" not in sql


def test_a_page_that_begins_at_someone_who_is_gone_is_the_first(listed: Cast, as_dana: Client) -> None:
    assert names(as_dana, after=999_999_999) == names(as_dana)
    assert names(as_dana, before=999_999_999) == names(as_dana)


def test_the_address_keeps_the_whole_question(listed: Cast, as_dana: Client) -> None:
    many(listed)
    answer = as_dana.get("/customers/", {"q": "person", "standing": "customer", "sort": "total"})
    asked = parse_qs(urlsplit(answer.context["links"]["next"]).query)
    assert {name: values[0] for name, values in asked.items() if name != "after"} == {
        "q": "person",
        "standing": "customer",
        "sort": "total",
    }


def test_how_many_there_are_comes_from_the_scoring(listed: Cast, as_dana: Client) -> None:
    assert as_dana.get("/customers/").context["known"] == 122
    assert as_dana.get("/customers/", {"standing": "lost"}).context["known"] == 9
    assert as_dana.get("/customers/", {"q": "harb"}).context["known"] is None


def test_a_list_of_nobody_says_how_to_find_somebody(listed: Cast, as_dana: Client) -> None:
    assert b"Nobody like that" in as_dana.get("/customers/", {"q": "nobody at all"}).content


def test_before_any_scoring_the_page_says_what_to_do(cast: Cast, as_dana: Client) -> None:
    assert b"Bring in orders" in as_dana.get("/customers/").content


@pytest.mark.covers("R2")
def test_the_list_uses_the_firms_own_words(listed: Cast, as_dana: Client) -> None:
    type(listed.firm).objects.update(
        word_client="customer", word_customer="regular", word_customers="regulars"
    )
    page = as_dana.get("/customers/")
    assert b"<h1>Regulars</h1>" in page.content
    assert {row.standing for row in page.context["rows"]} == {"regular", "customer", "stranger"}


@pytest.mark.covers("P36")
def test_a_list_of_one_standing_says_in_place_what_the_word_means(listed: Cast, as_dana: Client) -> None:
    assert b"Silent for well over" in as_dana.get("/customers/", {"standing": "lapsed"}).content


def test_removed_accounts_are_not_listed(listed: Cast, as_dana: Client) -> None:
    Account.objects.filter(pk=listed.vets.pk).update(removed_at="2026-01-01T00:00Z")
    assert "Oyelaran Vets" not in names(as_dana)


@pytest.mark.attack("D1")
def test_a_hostile_name_stays_text(listed: Cast, as_dana: Client) -> None:
    score(listed.harbour.score.run, account("<script>alert(1)</script>"))
    assert b"<script>alert" not in as_dana.get("/customers/").content


def test_typing_gets_only_the_list(listed: Cast, as_dana: Client) -> None:
    answer = as_dana.get(
        "/customers/", {"q": "harb"}, headers={"HX-Request": "true", "HX-Target": "customers"}
    )
    assert b"<html" not in answer.content
    assert b"Harbour Bakery" in answer.content
    assert "HX-Target" in answer["Vary"]


def test_who_has_left_the_firm_sees_nobody(listed: Cast, sign_in: Callable[[Any], Client]) -> None:
    assert sign_in(listed.otto).get("/customers/").status_code == 302
    assert Client().get("/customers/").status_code == 302
    assert sign_in(listed.rita).get("/customers/").status_code == 200
