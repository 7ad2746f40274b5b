"""What a page of a list says about its filter: each part in words, with the addresses that change it."""

from typing import NamedTuple

from regulars.lists.filters import AnyOf, Condition, Group, Node, Not, editing
from regulars.lists.filters.binding import bind
from regulars.lists.filters.saying import said_of
from regulars.lists.listing import Listing
from regulars.lists.rows import DAYS, FIGURES
from regulars.lists.subjects import Field, Kind

DOWN_FIRST = DAYS | FIGURES


class Part(NamedTuple):
    """A condition, or a group with its own parts. Addresses are empty where there is nothing to press."""

    words: str = ""
    problem: bool = False
    negated: bool = False
    is_group: bool = False
    any_of: bool = False
    parts: tuple["Part", ...] = ()
    change: str = ""
    without: str = ""
    contrary: str = ""
    switch: str = ""
    add: str = ""


def whole(listing: Listing) -> Part:
    """The root group."""
    return _part(listing, listing.shown.filter.root, (), ())


def _part(listing: Listing, node: Node, way: editing.Way, outer: editing.Way) -> Part:
    """`outer` is the way to the not before it, where there is one."""
    match node:
        case Not(part):
            return _part(listing, part, (*way, 0), way)
        case Condition():
            made = _condition(listing, node, way)
        case _:
            made = _group(listing, node, way)
    root, kind = listing.shown.filter.root, _kind(listing, node)
    return made._replace(
        negated=outer != way,
        without=listing.with_root(editing.removed(root, outer)).address() if way else "",
        contrary=listing.with_root(editing.contrary(root, outer, kind)).address() if way else "",
    )


def _condition(listing: Listing, node: Condition, way: editing.Way) -> Part:
    bound = bind(node, listing.fields)
    return Part(
        words=said_of(bound, listing.asker.firm.currency),
        problem=bool(bound.problem),
        change=listing.address("list-condition", change=_steps(way)),
    )


def _group(listing: Listing, group: Group, way: editing.Way) -> Part:
    return Part(
        is_group=True,
        any_of=isinstance(group, AnyOf),
        parts=tuple(_part(listing, part, (*way, n), (*way, n)) for n, part in enumerate(group.parts)),
        switch=listing.with_root(editing.switched(listing.shown.filter.root, way)).address(),
        add=listing.address("list-condition", to=_steps(way)),
    )


def _kind(listing: Listing, node: Node) -> Kind | None:
    field = listing.fields.get(node.field) if isinstance(node, Condition) else None
    return field.kind if field else None


def _steps(way: editing.Way) -> str:
    return ".".join(map(str, way))


class Heading(NamedTuple):
    label: str
    url: str  # empty where no index answers that order
    aria_sort: str
    numeric: bool


def headings(listing: Listing) -> list[Heading]:
    """Pressed, a heading sorts by its column; figures and days from the largest, pressed again the other way."""
    return [_heading(listing, field) for field in listing.columns]


def _heading(listing: Listing, field: Field) -> Heading:
    by, down = listing.sort
    current, first_down = by.name == field.name, field.kind in DOWN_FIRST
    next_down = not down if current else first_down
    return Heading(
        label=str(field.label),
        url=listing.sorted_by(f"{'-' if next_down else ''}{field.name}").address() if field.sort else "",
        aria_sort=("descending" if down else "ascending") if current else "",
        numeric=field.kind in FIGURES,
    )
