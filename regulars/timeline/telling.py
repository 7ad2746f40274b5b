"""The timeline of an account: every app that has something to tell registers a source of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `what` leads in bold, `said` is the rest of the sentence, `quiet` the small print,
    `tone` colours the dot (in, bad or plain), `url` opens the record behind it."""

    at: datetime
    said: str
    what: str = ""
    quiet: str = ""
    tone: str = ""
    url: str = ""


class Stretch(NamedTuple):
    """Part of a timeline, newest first; `older` is where the next part begins, None at the very first entry."""

    entries: list[Entry]
    older: datetime | None


# (account, before, limit) → at most `limit` entries older than `before` (None: from now), newest first.
EntrySource = Callable[[Any, datetime | None, int], list[Entry]]
ENTRY_SOURCES: list[EntrySource] = []
MANY_AT_ONCE = (
    1000  # imported orders may all carry the same moment; more than this at one moment are not told
)


def tells(source: EntrySource) -> EntrySource:
    """Register a source of timeline entries."""
    ENTRY_SOURCES.append(source)
    return source


def gathered(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    entries = [entry for source in ENTRY_SOURCES for entry in source(account, before, limit)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


def timeline_of(account: Any, before: datetime | None = None, limit: int = 30) -> Stretch:
    """The newest entries of `account` older than `before`, over all sources: about `limit`, never cut in the
    middle of one moment, so that paging by moment shows each entry once."""
    found = gathered(account, before, limit + 1)
    if len(found) <= limit:
        return Stretch(found, None)
    edge = found[limit].at
    if whole := [entry for entry in found if entry.at > edge]:
        return Stretch(whole, whole[-1].at)
    found = gathered(account, before, MANY_AT_ONCE)
    moment = [entry for entry in found if entry.at == edge]
    return Stretch(moment, edge if len(moment) < len(found) or len(found) == MANY_AT_ONCE else None)
