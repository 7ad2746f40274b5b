"""The timeline of an account: every app that has something to tell registers a source of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Part(TextChoices):
    """What of a timeline one may look at alone. A source belongs to one of them."""

    CONTACTS = "contacts", _("Contacts")
    ORDERS = "orders", _("Orders")
    PROMISES = "promises", _("Promises")
    CHANGES = "changes", _("Changes")


class Stretch(NamedTuple):
    """Part of a timeline, newest first; `older` is where the next part begins, None at the very first entry."""

    entries: list[Entry]
    older: datetime | None


# (account, before, limit) → at most `limit` entries older than `before` (None: from now), newest first.
EntrySource = Callable[[Any, datetime | None, int], list[Entry]]
ENTRY_SOURCES: dict[EntrySource, str] = {}
MANY_AT_ONCE = (
    1000  # imported orders may all carry the same moment; more than this at one moment are not told
)


def tells(source: EntrySource) -> EntrySource:
    """Register a source of timeline entries, which are changes unless `tells_of` says otherwise."""
    return tells_of(Part.CHANGES)(source)


def tells_of(part: str) -> Callable[[EntrySource], EntrySource]:
    def register(source: EntrySource) -> EntrySource:
        ENTRY_SOURCES[source] = part
        return source

    return register


def read_part(text: str) -> str:
    """The part a link asks for; anything else is all of it."""
    return text if text in Part.values else ""


def gathered(account: Any, before: datetime | None, limit: int, part: str = "") -> list[Entry]:
    sources = [source for source, its in ENTRY_SOURCES.items() if part in {"", its}]
    entries = [entry for source in sources for entry in source(account, before, limit)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


def timeline_of(account: Any, before: datetime | None = None, limit: int = 30, part: str = "") -> Stretch:
    """The newest entries of `account` older than `before`, over all sources or those of `part`: about `limit`, never cut in the
    middle of one moment, so that paging by moment shows each entry once."""
    found = gathered(account, before, limit + 1, part)
    if len(found) <= limit:
        return Stretch(found, None)
    edge = found[limit].at
    if whole := [entry for entry in found if entry.at > edge]:
        return Stretch(whole, whole[-1].at)
    found = gathered(account, before, MANY_AT_ONCE, part)
    moment = [entry for entry in found if entry.at == edge]
    return Stretch(moment, edge if len(moment) < len(found) or len(found) == MANY_AT_ONCE else None)
