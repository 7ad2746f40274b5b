"""The bin: what was taken away and can be put back for a while. Each app registers what it throws away; the page asks all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

KEPT = timedelta(days=30)
"""How long it stays; then a job removes it for good and says so."""


@dataclass(frozen=True)
class Binned:
    """One thing in the bin. `about` says where it belonged, `by` who threw it away, empty where nobody knows."""

    kind: str
    pk: int
    name: str
    at: datetime
    about: str = ""
    by: str = ""

    @property
    def until(self) -> datetime:
        return self.at + KEPT


@dataclass(frozen=True)
class BinKind:
    """`found(member, before, limit)` gives at most `limit` things older than `before`, newest first; `restore(member, pk)`
    puts one back, through its own door, and returns the address to show. Raises Refusal or Http404."""

    name: str
    label: Any
    found: Callable[[Any, datetime | None, int], list[Binned]]
    restore: Callable[[Any, int], str]


KINDS: dict[str, BinKind] = {}


def bin_kind(made: BinKind) -> BinKind:
    KINDS[made.name] = made
    return made


def in_the_bin(member: Any, before: datetime | None, limit: int) -> list[Binned]:
    """The newest of every kind, older than `before`."""
    found = [thing for kind in KINDS.values() for thing in kind.found(member, before, limit)]
    return sorted(found, key=lambda thing: thing.at, reverse=True)[:limit]
