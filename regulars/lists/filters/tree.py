"""A filter: conditions, joined by and, or, not. It never changes: an edit makes another one.

A condition names a field and an operator by their plain names and carries text; what they mean is looked up in the
registry when it is asked, said or shown (binding.py). So a filter outlives the fields it asks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regulars.lists.errors import FilterRefused

DEEPEST = 5
MOST_CONDITIONS = 50
MOST_PARTS = 100
LONGEST_VALUE = 200
MOST_VALUES = 100
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)

Value = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is None where the operator takes none, a text for one value, a tuple of texts for several."""

    field: str
    operator: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts it leaves nobody out."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts it leaves nobody out either, as it says nothing yet."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Group = All | AnyOf
Node = Condition | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """`subject` is the name of what is listed ("accounts"), `root` a group. Raises FilterRefused beyond the limits."""

    subject: str
    root: Group = All()

    def __post_init__(self) -> None:
        check(self.root)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(node for node in walk(self.root) if isinstance(node, Condition))


def walk(node: Node) -> Iterator[Node]:
    yield node
    for part in parts_of(node):
        yield from walk(part)


def parts_of(node: Node) -> tuple[Node, ...]:
    match node:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def check(root: Group) -> None:
    """Whatever it was read from, a filter stays within what a page can show and the database can answer."""
    if depth(root) > DEEPEST:
        raise FilterRefused(_("This filter has groups in groups, deeper than we go. Say it with fewer."))
    nodes = list(walk(root))
    conditions = [node for node in nodes if isinstance(node, Condition)]
    if len(conditions) > MOST_CONDITIONS or len(nodes) > MOST_PARTS:
        raise FilterRefused(
            _("A filter has at most %(most)s conditions. Take some out.") % {"most": MOST_CONDITIONS}
        )
    for condition in conditions:
        check_condition(condition)


def depth(node: Node) -> int:
    """How many groups stand in each other; a condition is none, "not" before a part is none of its own."""
    match node:
        case All(parts) | AnyOf(parts):
            return 1 + max(map(depth, parts), default=0)
        case Not(part):
            if isinstance(part, Not):
                raise FilterRefused(_("This filter says not twice in a row. Say it without."))
            return depth(part)
        case _:
            return 0


def check_condition(condition: Condition) -> None:
    for name in (condition.field, condition.operator):
        if not (len(name) <= 60 and NAME.fullmatch(name)):
            raise FilterRefused(_("This filter names something that cannot be the name of a field."))
    if isinstance(condition.value, tuple) and not (condition.value and all(condition.value)):
        raise FilterRefused(_("A condition of this filter asks for one of several, and names none."))
    values = condition.value if isinstance(condition.value, tuple) else (condition.value or "",)
    if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
        raise FilterRefused(_("A value in this filter is too long. Make it shorter."))
    if any("\0" in value for value in values):
        raise FilterRefused(_("A value in this filter holds a sign that no text has."))
