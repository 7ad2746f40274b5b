"""What can be done to many records at once, and back. Each app's acts.py registers acts on the subjects of lists.

An act is set-based: it is told ids and changes them in one or two statements, and writes a row of `lists_bulkchange`
(act_id, record_id, account_id, before) for each record it changed, and for no other. Those rows are all that undoing
needs, and they are how an account's timeline knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise

from regulars.team.models import Member


class Doing(NamedTuple):
    """A chunk of an act. `ids` are of records that whoever acts may see."""

    act_id: int
    subject: str
    ids: list[int]
    given: dict[str, Any]


class Undoing(NamedTuple):
    """A chunk of an act's changes: those of `lists_bulkchange` with an id above `after` and up to `until`."""

    act_id: int
    subject: str
    after: int
    until: int
    given: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`form(subject, data)` asks what is needed; `given(cleaned)` makes of it what is kept, JSON, in the transaction of the
    act. `do` returns how many it changed, `undo` how many it put back: only those that still hold what the act left.

    `told(given)` goes on after a name: "Dana added the tag “VIP”".
    """

    name: str
    label: str | Promise
    subjects: tuple[str, ...]
    form: Callable[[str, Any], forms.Form]
    given: Callable[[dict[str, Any]], dict[str, Any]]
    do: Callable[[Doing], int]
    undo: Callable[[Undoing], int]
    told: Callable[[dict[str, Any]], str]
    order: int = 50
    right: str = ""  # what the table of roles has to allow whoever does it
    decides: bool = (
        False  # lets people go, prices or scores them: never by a protected trait (see deciding.py)
    )


ACTS: dict[str, Act] = {}


def act(made: Act) -> Act:
    ACTS[made.name] = made
    return made


def acts_on(subject: str, member: Member) -> list[Act]:
    """Those that this member may do."""
    found = [made for made in ACTS.values() if subject in made.subjects]
    found = [made for made in found if not made.right or member.may(made.right)]
    return sorted(found, key=lambda made: made.order)
