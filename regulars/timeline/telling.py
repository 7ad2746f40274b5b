"""The timeline of an account: every app that has something to tell registers a source of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from regulars.lib.statements import MOMENTS, NUMBERS, Build, Statement


class Reader(NamedTuple):
    """Who reads: the ids of those `whose` customers they see (None: everybody's), and which `parts` and which `kinds` of
    events, by how these begin, their role does not show them of this account."""

    whose: tuple[int, ...] | None = None
    parts: frozenset[str] = frozenset()
    kinds: tuple[str, ...] = ()


EVERYTHING = Reader()


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
EntrySource = Callable[..., list[Entry]]
ENTRY_SOURCES: dict[EntrySource, str] = {}
ASKING: set[EntrySource] = set()
"""Those that look beyond the account, or leave something out of it: they are told the Reader as well."""
NO_END = datetime(9999, 1, 1, tzinfo=UTC)
MANY_AT_ONCE = (
    1000  # imported orders may all carry the same moment; more than this at one moment are not told
)


class Newest:
    """Decorates `build(account_id)`, a query set in the timeline's order: its newest records before a moment, by a
    statement that is built once for each limit. `column` is when each of them was."""

    def __init__(self, build: Build, column: str = "at") -> None:
        self.build, self.column = build, column
        self.by_limit: dict[int, Statement] = {}

    def __call__(self, account: Any, before: datetime | None, limit: int) -> list[Any]:
        if limit not in self.by_limit:
            cut = partial(self._cut, limit=limit)
            self.by_limit[limit] = Statement(cut, account=NUMBERS, before=MOMENTS)
        return self.by_limit[limit](account=account.pk, before=before or NO_END)

    def _cut(self, *, account: int, before: datetime, limit: int) -> QuerySet[Any, Any]:
        return self.build(account).filter(**{f"{self.column}__lt": before})[:limit]


def tells(source: EntrySource) -> EntrySource:
    """Register a source of timeline entries, which are changes unless `tells_of` says otherwise."""
    return tells_of(Part.CHANGES)(source)


def tells_of(part: str, *, asks: bool = False) -> Callable[[EntrySource], EntrySource]:
    """`asks`: the source takes the Reader, too."""

    def register(source: EntrySource) -> EntrySource:
        ENTRY_SOURCES[source] = part
        if asks:
            ASKING.add(source)
        return source

    return register


def read_part(text: str) -> str:
    """The part a link asks for; anything else is all of it."""
    return text if text in Part.values else ""


def gathered(
    account: Any, before: datetime | None, limit: int, part: str = "", reader: Reader = EVERYTHING
) -> list[Entry]:
    shown = {source: its for source, its in ENTRY_SOURCES.items() if its not in reader.parts}
    told = [
        source(account, before, limit, reader) if source in ASKING else source(account, before, limit)
        for source, its in shown.items()
        if part in {"", its}
    ]
    entries = [entry for some in told for entry in some]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:limit]


def timeline_of(
    account: Any,
    before: datetime | None = None,
    limit: int = 30,
    part: str = "",
    reader: Reader = EVERYTHING,
) -> Stretch:
    """The newest entries of `account` older than `before`, over all sources or those of `part`: about `limit`, never cut in the
    middle of one moment, so that paging by moment shows each entry once."""
    found = gathered(account, before, limit + 1, part, reader)
    if len(found) <= limit:
        return Stretch(found, None)
    edge = found[limit].at
    if whole := [entry for entry in found if entry.at > edge]:
        return Stretch(whole, whole[-1].at)
    found = gathered(account, before, MANY_AT_ONCE, part, reader)
    moment = [entry for entry in found if entry.at == edge]
    return Stretch(moment, edge if len(moment) < len(found) or len(found) == MANY_AT_ONCE else None)
