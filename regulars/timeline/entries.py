"""The timeline of an account: every app that has something to tell registers a source of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `tone` colours the dot (in, bad or plain); `said` is the sentence, `quiet` the small print."""

    at: datetime
    said: str
    quiet: str = ""
    tone: str = ""
    url: str = ""


# (account, before, limit) → at most `limit` entries older than `before` (None: from now), newest first.
EntrySource = Callable[[Any, datetime | None, int], list[Entry]]
ENTRY_SOURCES: list[EntrySource] = []


def tells(source: EntrySource) -> EntrySource:
    """Register a source of timeline entries."""
    ENTRY_SOURCES.append(source)
    return source


def timeline_of(account: Any, before: datetime | None = None, limit: int = 30) -> list[Entry]:
    """The newest `limit` entries of `account` older than `before`, over all sources."""
    entries = [entry for source in ENTRY_SOURCES for entry in source(account, before, limit)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]
