"""What hangs on one colleague. Each app's hanging.py says what of its own does, to whom it goes when they leave, and gives it
there; so a page can say it before, and nothing is left with nobody.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.functional import Promise


class Hanging(NamedTuple):
    """`number` of `what` are with them; `goes` says to whom when they leave; `alone` of them are known to nobody else."""

    what: str | Promise
    number: int
    goes: str
    alone: int = 0
    url: str = ""


Tell = Callable[[Any], Iterable[Hanging]]
Give = Callable[[Any, Any], int]
HANGING: dict[int, list[Tell]] = {}
GIVING: dict[int, list[Give]] = {}


def hangs(order: int) -> Callable[[Tell], Tell]:
    """Register `tell(member) -> what hangs on them`."""

    def register(tell: Tell) -> Tell:
        HANGING.setdefault(order, []).append(tell)
        return tell

    return register


def gives(order: int) -> Callable[[Give], Give]:
    """Register `give(leaver, by) -> how many`, in the order in which it has to happen: accounts first, as the rest goes to
    whoever looks after those. Inside the caller's transaction; the second time there is nothing left to give."""

    def register(give: Give) -> Give:
        GIVING.setdefault(order, []).append(give)
        return give

    return register


def hanging_on(member: Any) -> list[Hanging]:
    tells = [tell for order in sorted(HANGING) for tell in HANGING[order]]
    return [found for tell in tells for found in tell(member) if found.number]


def give_all(leaver: Any, by: Any) -> int:
    return sum(give(leaver, by) for order in sorted(GIVING) for give in GIVING[order])
