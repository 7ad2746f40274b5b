"""What the house holds on a person. Each app's holdings.py says what it keeps about one and how that is forgotten.

So the file a person may ask for is whole, and an erasure reaches everything, without trust importing the apps above it.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise

Line = dict[str, Any]


class Holding(NamedTuple):
    """A chapter of a person's file: `lines` are dictionaries of plain values (text, number, bool, date, moment, None),
    all with the same keys, which are what a person reads."""

    title: str | Promise
    lines: list[Line]


Tell = Callable[[Any], Iterable[Holding]]
Forget = Callable[[Any], dict[str, int]]
HOLDINGS: dict[int, list[Tell]] = {}
FORGETTING: dict[int, list[Forget]] = {}


def holds(order: int) -> Callable[[Tell], Tell]:
    """Register `tell(person) -> chapters`, in the order in which they are read."""

    def register(tell: Tell) -> Tell:
        HOLDINGS.setdefault(order, []).append(tell)
        return tell

    return register


def forgets(order: int) -> Callable[[Forget], Forget]:
    """Register `forget(person) -> {what: how many}`: takes the person out of what the law makes us keep, and the rest away,
    inside the caller's transaction. Doing it twice finds nothing the second time."""

    def register(forget: Forget) -> Forget:
        FORGETTING.setdefault(order, []).append(forget)
        return forget

    return register


def held_on(person: Any, but: Collection[int] = ()) -> list[Holding]:
    """Every chapter that has a line; those registered in an order that `but` names are left out."""
    tells = [tell for order in sorted(HOLDINGS) if order not in but for tell in HOLDINGS[order]]
    return [holding for tell in tells for holding in tell(person) if holding.lines]


def forget(person: Any) -> dict[str, int]:
    counted: dict[str, int] = {}
    for order in sorted(FORGETTING):
        for one in FORGETTING[order]:
            for what, number in one(person).items():
                counted[what] = counted.get(what, 0) + number
    return counted
