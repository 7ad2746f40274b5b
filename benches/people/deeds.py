"""What is done to many at once: a tag on a hundred thousand people and off again, and the search for duplicates."""

import random
import statistics
import time

from benches.measuring import at, tell
from regulars.lists.acts import ACTS
from regulars.lists.bulk.doing import begin, carry_out
from regulars.lists.bulk.putting_back import ask_back, carry_back
from regulars.people.duplicates.finding import likely
from regulars.people.duplicates.searching import ask_for_search, search
from regulars.people.models import Person
from regulars.team.models import Member

MANY = 100_000
BULK, SEARCH, ONE = 10.0, 600.0, 100.0
TYPED = 200


def bulk_tag(member: Member, size: str) -> None:
    act = ACTS["tag"]
    meant = Person.objects.visible_to(member).filter(pk__lte=MANY)
    began = time.perf_counter()
    form = act.form("people", {"tag": "Christmas card"})
    assert form.is_valid(), form.errors
    made = begin(act, "people", form.cleaned_data, meant, by=member)
    carry_out(made.pk)
    made.refresh_from_db()
    tell("bulk tag", time.perf_counter() - began, "s", BULK, size=size, people=made.changed)
    began = time.perf_counter()
    ask_back(made, by=member)
    carry_back(made.pk)
    made.refresh_from_db()
    tell("bulk tag undone", time.perf_counter() - began, "s", BULK, size=size, people=made.restored)


def duplicates(member: Member, size: str) -> None:
    began = time.perf_counter()
    running = ask_for_search(member)
    search(running.pk)
    running.refresh_from_db()
    tell("search for duplicates", time.perf_counter() - began, "s", SEARCH, size=size, pairs=running.found)


def one_new_person(size: str) -> None:
    """As the form for somebody new asks: a name a letter out, at a company that is there, with or without a phone."""
    chance = random.Random(11)  # noqa: S311 # whom they are like
    picked = chance.sample(range(1, Person.objects.latest("pk").pk + 1), TYPED)
    times = []
    for index, person in enumerate(Person.objects.select_related("account").filter(pk__in=picked)):
        name = person.name[:3] + person.name[4:]
        began = time.perf_counter()
        likely(name, phone=person.phone if index % 2 else "", company=person.account.name)
        times.append((time.perf_counter() - began) * 1000)
    tell("is it one of these: median", statistics.median(times), "ms", ONE, size=size)
    tell("is it one of these: p99", at(times, 0.99), "ms", ONE, size=size, asked=len(times))
