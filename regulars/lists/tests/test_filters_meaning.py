"""What a filter asks the database is what a person would answer, looking at each record with the filter in hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regulars.lists.audience import members_of
from regulars.lists.errors import FilterIncomplete, FilterRefused
from regulars.lists.filters import All, AnyOf, Condition, Filter, Node, Not, from_address
from regulars.lists.filters.asker import Asker
from regulars.lists.filters.leaves import days_of
from regulars.lists.filters.periods import PERIODS
from regulars.lists.tests.made_filters import filters
from regulars.people.models import Account, AccountTag, Tag
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from tests.cast import Cast

TODAY = date(2026, 11, 22)
Facts = Mapping[str, Any]
DAYS = st.sampled_from(["2026-11-01", "2026-11-22", "2025-12-31", "2024-02-29"])
FIGURES = st.sampled_from(["0", "12", "2050", "-1", "12.5"])
RISKS = st.lists(st.sampled_from(["0", "1", "2", "77", "x"]), min_size=1, max_size=3).map(tuple)
COUNTRIES = st.sampled_from(["Ireland", "IRELAND", "ire", "50%", "_", "\\", "land"])


def conditions() -> Any:
    """Every operator of every kind that the cast has something of."""

    def build(name: str, operators: list[str], values: Any) -> Any:
        return st.builds(Condition, st.just(name), st.sampled_from(operators), values)

    nothing, days = st.none(), st.sampled_from(["1", "30", "400"])
    found = [
        build("country", ["is", "is_not", "contains", "lacks", "begins"], COUNTRIES),
        build("risk", ["any_of", "none_of"], RISKS),
        build("standing", ["is", "is_not"], st.sampled_from(["customer", "lost", "gone"])),
        build("tags", ["any_of", "all_of", "none_of"], RISKS),
        build("do_not_contact", ["yes", "no"], nothing),
        *(
            build(name, ["empty", "filled"], nothing)
            for name in ("country", "risk", "last_order", "worth", "tags")
        ),
    ]
    for name in ("orders", "worth"):
        found.append(build(name, ["is", "is_not", "at_least", "at_most"], FIGURES))
    for name in ("last_order", "created"):
        found.append(build(name, ["is", "before", "after"], DAYS))
        found.append(build(name, ["in_last", "not_in_last", "in_next"], days))
        found.append(build(name, ["in"], st.sampled_from(list(PERIODS))))
    return st.one_of(found)


def holds(node: Node, facts: Facts) -> Any:
    """By eye; None where a group asks nothing."""
    match node:
        case Not(part):
            answer = holds(part, facts)
            return None if answer is None else not answer
        case All(parts) | AnyOf(parts):
            answers = [answer for part in parts if (answer := holds(part, facts)) is not None]
            return None if not answers else (all if isinstance(node, All) else any)(answers)
        case Condition(name, operator, value):
            return answers_to(facts[name], operator, value)


CONTRARY = {
    "is_not": "is",
    "lacks": "contains",
    "filled": "empty",
    "not_in_last": "in_last",
    "none_of": "any_of",
    "no": "yes",
}


def answers_to(fact: Any, operator: str, value: Any) -> Any:
    if operator in CONTRARY:
        return not answers_to(fact, CONTRARY[operator], value)
    if operator == "empty":
        return fact in (None, "", ())
    if fact is None:
        return False
    match fact:
        case bool():
            return fact
        case date():
            wanted: Any = (
                value if operator == "in" else int(value) if value.isdigit() else date.fromisoformat(value)
            )
            first, last = days_of(operator, wanted, TODAY)
            return (first is None or first <= fact) and (last is None or fact <= last)
        case Decimal() | int():
            wanted = Decimal(value)
            return {"is": fact == wanted, "at_least": fact >= wanted, "at_most": fact <= wanted}[operator]
        case tuple():
            return set(value) <= set(fact) if operator == "all_of" else bool(set(value) & set(fact))
        case _ if isinstance(value, tuple):
            return fact in value
        case _:
            word, text = value.lower(), fact.lower()
            return {"is": text == word, "contains": word in text, "begins": text.startswith(word)}.get(
                operator, False
            )


@pytest.fixture
def known(cast: Cast) -> dict[int, Facts]:
    """Four accounts of whom different things are known, and of one nothing at all."""
    run, found = scored(), dict[int, Facts]()
    for pk in (1, 2, 77):
        Tag.objects.create(pk=pk, name=f"Tag {pk}")
    told = [
        (
            cast.harbour,
            "Ireland",
            False,
            (2, "customer", 12, date(2026, 9, 11), Decimal(2050)),
            ("1", "2"),
            0,
        ),
        (cast.vets, "Northern ireland", True, (0, "customer", 12, date(2026, 11, 22), None), ("77",), 40),
        (cast.tomas, "50% land", False, (1, "lost", 0, None, Decimal("12.50")), (), 400),
        (cast.quiet, "", False, None, (), 1),
    ]
    for account, country, quiet, scores, tags, days in told:
        created = datetime(2026, 11, 22, 0, 30, tzinfo=UTC) - timedelta(days=days)
        Account.objects.filter(pk=account.pk).update(
            country=country, do_not_contact=quiet, created_at=created
        )
        AccountTag.objects.bulk_create(AccountTag(account=account, tag_id=int(tag)) for tag in tags)
        risk, standing, orders, last_day, worth = scores or (None,) * 5
        if scores:
            score(run, account, risk=risk, standing=standing, orders=orders, last_day=last_day, worth=worth)
        found[account.pk] = {
            "country": country,
            "do_not_contact": quiet,
            "risk": None if risk is None else str(risk),
            "standing": standing,
            "orders": orders,
            "last_order": last_day,
            "worth": worth,
            "tags": tags,
            "created": created.date(),
        }
    return found


def test_the_database_answers_as_a_person_would(cast: Cast, known: dict[int, Facts]) -> None:
    asker = Asker(cast.dana, cast.firm, TODAY)

    @settings(max_examples=250, deadline=None)
    @given(filters(conditions()))
    def agree(made: Filter) -> None:
        listed = set(members_of(made, cast.dana, asker=asker).values_list("pk", flat=True))
        assert listed == {pk for pk, facts in known.items() if holds(made.root, facts) is not False}

    agree()


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("standing:is_not:customer", {"Tomas Albers", "Green Park Dental"}),
        ("!standing:is:customer", {"Tomas Albers", "Green Park Dental"}),
        ("last_order:not_in_last:30", {"Harbour Bakery", "Tomas Albers", "Green Park Dental"}),
        ("worth:at_most:100", {"Tomas Albers"}),
        ("tags:none_of:1,2", {"Oyelaran Vets", "Tomas Albers", "Green Park Dental"}),
        ("name:contains:BÄKERY", {"Harbour Bakery"}),
        ("name:contains:ake", set()),
        ("name:is:%", set()),
    ],
)
def test_what_is_not_known_is_not_so(
    where: str, names: set[str], cast: Cast, known: dict[int, Facts]
) -> None:
    asker = Asker(cast.dana, cast.firm, TODAY)
    found = members_of(from_address("accounts", where), cast.dana, asker=asker)
    assert set(found.values_list("name", flat=True)) == names


def test_a_day_is_the_firms_day(cast: Cast) -> None:
    """Half past eleven at night in London in summer is the next day nowhere that matters."""
    Account.objects.filter(pk=cast.vets.pk).update(created_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    asker = Asker(cast.dana, cast.firm, date(2026, 7, 1))
    today = members_of(from_address("accounts", "created:in:today"), cast.dana, asker=asker)
    assert list(today) == [cast.vets]


def test_an_audience_is_never_wider_than_somebody_chose(cast: Cast) -> None:
    gone = from_address("accounts", "shoe_size:is:43;kind:is:company")
    with pytest.raises(FilterIncomplete, match="shoe_size"):
        members_of(gone, cast.dana)
    assert cast.tomas not in members_of(gone, cast.dana, told=True)
    with pytest.raises(FilterRefused):
        members_of(Filter("passwords"), cast.dana)


def test_who_has_left_is_shown_nobody(cast: Cast) -> None:
    assert not members_of(Filter("accounts"), cast.otto).exists()
    assert not members_of(Filter("people"), cast.otto).exists()


def test_me_is_who_asks(cast: Cast) -> None:
    Account.objects.filter(pk=cast.vets.pk).update(owner=cast.sam)
    mine = from_address("accounts", "owner:is:@me")
    assert list(members_of(mine, cast.sam)) == [cast.vets]
    assert not members_of(mine, cast.marta).exists()
