"""What an answer is made of: groups of hits, each a link."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regulars.finding.highlighting import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """`name` and `about` are pieces of plain text, some marked. `post`: the address is posted to instead of opened.
    `fill` goes back into the search field, where the name of somebody is to follow. `alone_at`: the account that is this
    person and nobody else."""

    name: Sequence[Piece]
    address: str
    about: Sequence[Piece] = ()
    keys: str = ""
    post: bool = False
    fill: str = ""
    alone_at: int = 0

    @property
    def said(self) -> str:
        return "".join(piece.text for piece in self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    name: str  # accounts, people, orders, notes, commands, recent
    label: str
    hits: list[Hit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`meant` is what was looked for instead where nothing was found as typed."""

    text: str = ""
    groups: list[Group] = field(default_factory=list)
    meant: str = ""

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def plainly(text: Any) -> list[Piece]:
    return [Piece(str(text), marked=False)] if text else []
