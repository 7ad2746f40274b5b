"""What an app puts on the morning list. Each app's attention.py registers one source; Today asks them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from regulars.lib.money import Money


@dataclass(frozen=True)
class Link:
    """Where the records behind a clause are: `label` says what they are, `url` opens them."""

    label: str
    url: str


@dataclass(frozen=True)
class Reason:
    """One clause of the sentence: a machine name, its words, its numbers (JSON), and the records it rests on."""

    name: str
    text: str
    numbers: dict[str, Any] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Action:
    """The one primary action: `kind` is call, write or log, and Today asks what came of it; open leads to a page of the
    source's own; answer is a form of its own, which opens in the item and ends it, so that nobody puts it off or lets it go.
    `label` is on the button; `url` is tel:, mailto: or a page."""

    kind: str
    label: str
    url: str


@dataclass(frozen=True)
class Item:
    """Someone who needs us. `priority` is value at stake × urgency × what acting changes, in the firm's currency."""

    account_id: int
    account_name: str
    account_url: str
    kind: str
    group: str
    tag: str
    tone: str  # risk, due or ok: the colour; the tag says the same in words
    reasons: tuple[Reason, ...]
    at_stake: Money
    due: date | None
    action: Action
    priority: float
    minutes: int = 5

    @property
    def sentence(self) -> str:
        return " ".join(reason.text for reason in self.reasons)


# (firm, as_of, limit, decided, member) → at most `limit` items, most urgent first. `decided` holds the (account_id, kind)
# pairs that someone has put off or let go; a source leaves them out itself, so that the limit means what it says, and
# so it does with whom `member` may not see (None: the command line, which sees everybody).
Source = Callable[..., Iterable[Item]]
SOURCES: list[Source] = []


def attention(source: Source) -> Source:
    """Register a source of items."""
    SOURCES.append(source)
    return source
