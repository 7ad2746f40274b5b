"""What somebody types into Ctrl+K, letter by letter: a list of queries made from the firm itself, the same each time."""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from regulars.orders.models import Order
from regulars.people.models import Account, Person

SEED = 7


def keystrokes(count: int = 1000) -> list[str]:
    """The address asked for after each of `count` keys."""
    return [f"/find/answers/?{urlencode({'q': typed})}" for typed in typings(count)]


def typings(count: int = 1000) -> list[str]:
    """What stands in the field after a key: of every kind, mixed, in a fixed order."""
    chance = random.Random(SEED)  # noqa: S311 # which ones are looked for
    people = list(some(Person, chance, 60).values_list("name", "email", "phone"))
    accounts = list(some(Account, chance, 40).values_list("name", flat=True))
    numbers = list(some(Order, chance, 30).values_list("external_id", flat=True))
    typed = list(dict.fromkeys(lines(people, accounts, numbers, chance)))
    chance.shuffle(typed)
    return typed[:count]


def some(model: Any, chance: random.Random, many: int) -> Any:
    """`many` records by number, at random."""
    last = model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return model.objects.filter(
        pk__in=sorted({chance.randint(1, max(last, 1)) for _ in range(many)})
    ).order_by("pk")


def lines(
    people: list[tuple[str, str, str]], accounts: list[str], numbers: list[str], chance: random.Random
) -> Iterator[str]:
    for name, email, phone in people:
        first, _, last = name.partition(" ")
        yield from (name[:size] for size in range(1, 9))
        yield from (f"{first} {last[:size]}" for size in range(1, len(last) + 1))
        yield from (email[: email.find("@") + size] for size in (1, 4, 8) if email)
        yield from (phone[:size] for size in range(3, len(phone) + 1))
        yield phone[-4:]
        yield slip(last, chance)
        yield f"{first} {slip(last, chance)}"
        yield f"log call to {first[:3]}"
    for name in accounts:
        words = name.split()
        yield from (name[:size] for size in range(1, len(name) + 1, 2))
        yield f"{words[0][:3]} {words[-1][:3]}"
    for number in numbers:
        yield from (number[:size] for size in range(1, len(number) + 1))
    yield from (
        "invoice",
        "deliv",
        "talked about menu",
        "season price",
        "grinder",
        "xylophone",
        "new pers",
        "sign o",
    )


def slip(word: str, chance: random.Random) -> str:
    """Two letters changed places."""
    if len(word) < 4:
        return word
    at = chance.randint(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
