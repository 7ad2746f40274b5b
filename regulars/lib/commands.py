"""What can be done from Ctrl+K. Each app's commands.py registers its own: pages by their route, verbs that want somebody,
and what is made on a screen (saved lists).

Who may do what is never said here: a command asks the door of its view.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Label = str | Promise | Callable[[Any], str]
"""A translated sentence, or a function of the firm where its own words are needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Opens the page `route`, or posts to it. `words` find it beside its label; `keys` is its shortcut (`g t`)."""

    route: str
    label: Label
    words: Label = ""
    keys: str = ""
    post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """Something done to somebody: `begins` are the words one types before the name ("log call to"), `label` says it with
    %(who)s, and `address(account_id, person_id)` is the page; person_id is None for an account itself. `route` is whose
    door is asked; by its role for reading where the verb only `looks`."""

    name: str
    route: str
    label: str | Promise
    begins: str | Promise
    address: Callable[[int, int | None], str]
    looks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere made on a screen: a saved list."""

    label: str
    address: str
    words: str = ""


Places = Callable[[Any], Iterable[Place]]
COMMANDS: dict[str, Command] = {}
VERBS: dict[str, Verb] = {}
PLACES: list[Places] = []


def command(route: str, label: Label, words: Label = "", keys: str = "", post: bool = False) -> None:
    """Register the page (or, by `post`, the action) called `route` in the URLconf. Takes no arguments in its address."""
    COMMANDS[route] = Command(route=route, label=label, words=words, keys=keys, post=post)


def verb(one: Verb) -> None:
    """Register something that is done to an account or a person."""
    VERBS[one.name] = one


def places(source: Places) -> Places:
    """Register `source(member)`, which yields the places that member made or may see. At most one query."""
    PLACES.append(source)
    return source
