"""Merges, un-merges, additions and moves at random: every row is always where its own record is, and in the end at home."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from regulars.orders.models import Order
from regulars.people.merging.joining import merge_accounts, merge_people
from regulars.people.merging.parting import part
from regulars.people.models import (
    Account,
    AccountTag,
    ContactPoint,
    ContactRole,
    Merge,
    Person,
    PersonTag,
    Tag,
)
from regulars.team.models import Member, Role
from regulars.timeline.models import Touch
from tests import cast

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "merge",
                "merge",
                "people",
                "part",
                "part",
                "order",
                "touch",
                "tag",
                "role",
                "way",
                "move",
                "name",
            ]
        ),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    max_size=25,
)


@dataclass
class World:
    """What ought to be: the home of every row, beside the product's own records."""

    dana: Member
    accounts: list[Account]
    people: list[Person]
    tags: list[Tag]
    orders: dict[int, int] = field(default_factory=dict)  # order → its own account
    homes_before: dict[int, list[int]] = field(default_factory=dict)  # order → those it was ever at home with
    touches: dict[int, tuple[int, int]] = field(default_factory=dict)  # touch → its own account and person
    homes: dict[int, int] = field(default_factory=dict)  # person → their own account
    tagged: set[tuple[int, int]] = field(default_factory=set)  # tag, its own account
    people_tagged: set[tuple[int, int]] = field(default_factory=set)
    roles: set[tuple[int, int, str]] = field(default_factory=set)  # own account, own person, part
    ways: set[tuple[int, str]] = field(default_factory=set)  # own person, e-mail
    names: dict[int, str] = field(default_factory=dict)

    def top(self, model: Any, pk: int) -> int:
        while up := model.objects.filter(pk=pk).values_list("merged_into_id", flat=True).get():
            pk = up
        return pk

    def account(self, number: int) -> Account:
        return self.accounts[number % len(self.accounts)]

    def standing(self, number: int) -> Account:
        found: Account = Account.objects.get(pk=self.top(Account, self.account(number).pk))
        return found


class InAnyOrder(TestCase):
    @pytest.mark.attack("Y4")
    @settings(max_examples=60, deadline=None)
    @given(STEPS)
    def test_every_row_is_where_its_own_record_is(self, steps: list[tuple[str, int, int]]) -> None:
        world = made()
        for what, one, other in steps:
            DO[what](world, one, other)
            check(world)
        for merge in Merge.objects.standing().order_by("?"):
            if Merge.objects.standing().filter(pk=merge.pk).exists():
                part(merge, by=world.dana)
                check(world)
        assert not Account.objects.exclude(merged_into=None).exists()
        assert not Person.objects.exclude(merged_into=None).exists()
        assert dict(Account.objects.values_list("pk", "name")) == world.names
        check(world)


def made() -> World:
    dana = Member.objects.create_member("dana@fern.example", "Dana Fern", Role.OWNER)
    accounts = [cast.account(f"Account {number}", "household", person=f"P{number}") for number in range(4)]
    people = list(Person.objects.order_by("pk"))
    people += [Person.objects.create(account=accounts[number], name=f"Q{number}") for number in range(2)]
    tags = [Tag.objects.create(name=name) for name in ("fair", "trade")]
    world = World(dana, accounts, people, tags)
    world.homes = {person.pk: person.account_id for person in people}
    world.names = {account.pk: account.name for account in accounts}
    return world


def merge(world: World, one: int, other: int) -> None:
    kept, lost = world.standing(one), world.standing(other)
    if kept.pk != lost.pk:
        merge_accounts(kept, lost, by=world.dana, picked={"name": "lost" if one % 2 else "kept"})


def people(world: World, one: int, other: int) -> None:
    kept, lost = (world.people[number % len(world.people)] for number in (one, other))
    tops = [Person.objects.get(pk=world.top(Person, person.pk)) for person in (kept, lost)]
    if tops[0].pk != tops[1].pk:
        merge_people(tops[0], tops[1], by=world.dana)


def part_one(world: World, one: int, other: int) -> None:
    standing = list(Merge.objects.standing().order_by("pk"))
    if standing:
        part(standing[one % len(standing)], by=world.dana)


def order(world: World, one: int, other: int) -> None:
    account = world.standing(one)
    made = cast.order(account, date(2026, 1, 1), external_id=f"n{Order.objects.count()}")
    world.orders[made.pk] = account.pk


def touch(world: World, one: int, other: int) -> None:
    account, person = world.standing(one), world.people[other % len(world.people)]
    top = world.top(Person, person.pk)
    made = Touch.objects.create(account=account, person_id=top, channel="call")
    world.touches[made.pk] = (account.pk, top)


def tag(world: World, one: int, other: int) -> None:
    account, word = world.standing(one), world.tags[other % 2]
    if AccountTag.objects.get_or_create(account=account, tag=word)[1]:
        world.tagged.add((word.pk, account.pk))
    top = world.top(Person, world.people[other % len(world.people)].pk)
    if PersonTag.objects.get_or_create(person_id=top, tag=word)[1]:
        world.people_tagged.add((word.pk, top))


def role(world: World, one: int, other: int) -> None:
    account, person = world.standing(one), world.top(Person, world.people[other % len(world.people)].pk)
    part_played = "pays" if one % 2 else "uses"
    if ContactRole.objects.get_or_create(account=account, person_id=person, part=part_played)[1]:
        world.roles.add((account.pk, person, part_played))


def way(world: World, one: int, other: int) -> None:
    """One more e-mail of somebody, that others may have too; nobody has it twice."""
    person = Person.objects.get(pk=world.top(Person, world.people[one % len(world.people)].pk))
    key = f"{'ab'[other % 2]}@shared.example"
    values: dict[str, Any] = {"account_id": person.account_id, "kind": "email", "defaults": {"value": key}}
    if ContactPoint.objects.get_or_create(person=person, key=key, **values)[1]:
        world.ways.add((person.pk, key))


def move(world: World, one: int, other: int) -> None:
    """An order given to somebody else by hand is at home there. Taken back, both would be right, so none is."""
    if world.orders:
        pk = list(world.orders)[one % len(world.orders)]
        account = world.standing(other)
        homes = world.homes_before.setdefault(pk, [world.orders[pk]])
        if account.pk not in {world.top(Account, home) for home in homes}:
            Order.objects.filter(pk=pk).update(account=account)
            world.orders[pk] = account.pk
            homes.append(account.pk)


def name(world: World, one: int, other: int) -> None:
    """A change by hand of who is kept; asked about at a parting, and kept then."""
    Account.objects.filter(pk=world.standing(one).pk).update(country=f"Country {other}")


DO = {
    "merge": merge,
    "people": people,
    "part": part_one,
    "order": order,
    "touch": touch,
    "tag": tag,
    "role": role,
    "way": way,
    "move": move,
    "name": name,
}


def check(world: World) -> None:
    def account(pk: int) -> int:
        return world.top(Account, pk)

    def person(pk: int) -> int:
        return world.top(Person, pk)

    assert dict(Order.objects.values_list("pk", "account_id")) == {
        pk: account(home) for pk, home in world.orders.items()
    }
    found = {row[0]: row[1:] for row in Touch.objects.values_list("pk", "account_id", "person_id")}
    assert found == {pk: (account(home), person(whose)) for pk, (home, whose) in world.touches.items()}
    assert dict(Person.objects.values_list("pk", "account_id")) == {
        pk: account(home) for pk, home in world.homes.items()
    }
    assert set(AccountTag.objects.values_list("tag_id", "account_id")) == {
        (word, account(home)) for word, home in world.tagged
    }
    assert set(PersonTag.objects.values_list("tag_id", "person_id")) == {
        (word, person(home)) for word, home in world.people_tagged
    }
    assert set(ContactRole.objects.values_list("account_id", "person_id", "part")) == {
        (account(home), person(whose), part_played) for home, whose, part_played in world.roles
    }
    ways = list(ContactPoint.objects.values_list("person_id", "key"))
    assert sorted(ways) == sorted({(person(whose), key) for whose, key in world.ways})


@pytest.mark.attack("Y4")
@pytest.mark.django_db
def test_one_of_three_alike_goes_and_the_other_two_still_say_it() -> None:
    world = made()
    for what, *which in (("role", 1, 1), ("role", 5, 3), ("people", 0, 1), ("people", 0, 3)):
        DO[what](world, *which)
    first = Merge.objects.standing().order_by("pk").first()
    assert first
    part(first, by=world.dana)
    check(world)
