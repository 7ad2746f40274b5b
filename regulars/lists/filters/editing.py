"""Changing a filter by a click: each gives another filter. A part is named by its way from the root, such as `0.2`."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from regulars.lists.errors import FilterRefused
from regulars.lists.filters.operators import BY_KIND
from regulars.lists.filters.tree import All, AnyOf, Condition, Group, Node, Not, parts_of
from regulars.lists.subjects import Kind

Way = tuple[int, ...]


def read_way(text: str) -> Way:
    """Raises FilterRefused for what is no way."""
    steps = text.split(".") if text else []
    if len(steps) > 20 or not all(step.isascii() and step.isdigit() and len(step) < 4 for step in steps):
        raise _elsewhere()
    return tuple(int(step) for step in steps)


def at(root: Group, way: Way) -> Node:
    node: Node = root
    for step in way:
        parts = parts_of(node)
        if step >= len(parts):
            raise _elsewhere()
        node = parts[step]
    return node


def added(root: Group, way: Way, part: Node) -> Group:
    """With one more part in the group at `way`."""
    return _at_group(root, way, lambda group: type(group)((*group.parts, part)))


def switched(root: Group, way: Way) -> Group:
    """All of these instead of any of these, and the other way round."""
    return _at_group(
        root, way, lambda group: AnyOf(group.parts) if isinstance(group, All) else All(group.parts)
    )


def replaced(root: Group, way: Way, part: Node) -> Group:
    return _group(_changed(root, way, lambda _old: part))


def removed(root: Group, way: Way) -> Group:
    """Without that part; a group that is left with nothing goes too."""
    return _group(_changed(root, way, lambda _old: None) if way else None)


def contrary(root: Group, way: Way, kind: Kind | None) -> Group:
    """The contrary of that part: another operator where there is one for its kind of field, else a not before it."""
    return replaced(root, way, _contrary(at(root, way), kind))


def _contrary(node: Node, kind: Kind | None) -> Node:
    match node:
        case Not(part):
            return part
        case Condition(field, operator, value):
            pairs = [(one.name, one.opposite) for one in BY_KIND[kind] if one.opposite] if kind else []
            other = dict(pairs) | {opposite: name for name, opposite in pairs}
            return Condition(field, other[operator], value) if operator in other else Not(node)
        case _:
            return Not(node)


def _at_group(root: Group, way: Way, change: Callable[[Group], Group]) -> Group:
    def changing(node: Node) -> Node:
        if not isinstance(node, All | AnyOf):
            raise _elsewhere()
        return change(node)

    return _group(_changed(root, way, changing))


def _changed(node: Node, way: Way, change: Callable[[Node], Node | None]) -> Node | None:
    if not way:
        return change(node)
    step, *rest = way
    parts = parts_of(node)
    if step >= len(parts):
        raise _elsewhere()
    part = _changed(parts[step], tuple(rest), change)
    if isinstance(node, Not):
        return None if part is None else part.part if isinstance(part, Not) else Not(part)
    assert isinstance(node, All | AnyOf)
    kept = (*parts[:step], *(() if part is None else (part,)), *parts[step + 1 :])
    return type(node)(kept) if kept else None


def _group(node: Node | None) -> Group:
    if node is None:
        return All()
    return node if isinstance(node, All | AnyOf) else All((node,))


def _elsewhere() -> FilterRefused:
    return FilterRefused(_("That part of the filter is not there any more. Build it again on the page."))


def also(root: Group, condition: Condition) -> Group:
    """What `root` means, and this besides."""
    if not root.parts:
        return All((condition,))
    return All((*root.parts, condition)) if isinstance(root, All) else All((root, condition))
