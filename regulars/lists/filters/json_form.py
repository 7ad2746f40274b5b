"""A filter as JSON, as saved views and audiences keep it: {"of": "accounts", "where": {"all": […]}}."""

from typing import Any

from django.utils.translation import gettext as _

from regulars.lists.errors import FilterRefused
from regulars.lists.filters.tree import DEEPEST, All, AnyOf, Condition, Filter, Node, Not, Value


def to_json(made: Filter) -> dict[str, Any]:
    return {"of": made.subject, "where": _written(made.root)}


def _written(node: Node) -> dict[str, Any]:
    match node:
        case All(parts):
            return {"all": [_written(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_written(part) for part in parts]}
        case Not(part):
            return {"not": _written(part)}
        case Condition(field, operator, value):
            said: dict[str, Any] = {"field": field, "op": operator}
            if value is not None:
                said["value"] = list(value) if isinstance(value, tuple) else value
            return said


def from_json(data: Any) -> Filter:
    """Raises FilterRefused for anything that to_json could not have written."""
    match data:
        case {"of": str(subject), "where": dict(where), **rest} if not rest:
            root = _read(where, 2 * DEEPEST + 2)
            if isinstance(root, All | AnyOf):
                return Filter(subject, root)
    raise _forged()


def _read(data: Any, levels: int) -> Node:
    """`levels` keeps a bomb of brackets from being read to its end."""
    if levels:
        match data:
            case {"all": list(parts), **rest} if not rest:
                return All(tuple(_read(part, levels - 1) for part in parts))
            case {"any": list(parts), **rest} if not rest:
                return AnyOf(tuple(_read(part, levels - 1) for part in parts))
            case {"not": part, **rest} if not rest:
                return Not(_read(part, levels - 1))
            case {"field": str(field), "op": str(operator), **rest} if not rest.keys() - {"value"}:
                return Condition(field, operator, _value(rest.get("value")))
    raise _forged()


def _value(data: Any) -> Value:
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, list) and all(isinstance(value, str) for value in data):
        return tuple(data)
    raise _forged()


def _forged() -> FilterRefused:
    return FilterRefused(_("This is no filter of ours. Build it again on the page of the list."))
