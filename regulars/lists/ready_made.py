"""Lists that are there from the start. Each app's subjects.py offers some; who wants one otherwise saves it under a name."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.functional import Promise

from regulars.lists.filters import Filter


class ReadyMade(NamedTuple):
    """`name` is for addresses; empty columns and sort are the subject's own."""

    name: str
    label: str | Promise
    filter: Filter
    columns: tuple[str, ...] = ()
    sort: str = ""


Offer = Callable[[], Iterable[ReadyMade]]
READY_MADE: dict[str, list[Offer]] = {}


def has_ready_made(subject: str) -> Callable[[Offer], Offer]:
    """Register a function that yields lists of `subject`; asked anew each time, as words are the firm's."""

    def register(offer: Offer) -> Offer:
        READY_MADE.setdefault(subject, []).append(offer)
        return offer

    return register


def ready_made(subject: str) -> dict[str, ReadyMade]:
    return {made.name: made for offer in READY_MADE.get(subject, []) for made in offer()}
