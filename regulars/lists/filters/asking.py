"""A filter as SQL. Only what the registry holds gets there: a path, a lookup, an alias never comes from outside.

Of whom nothing is known, no condition holds; "is not" and "not" hold for everybody else, the unknown among them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, Exists, ExpressionWrapper, Func, Q

from regulars.lists.filters.asker import Asker
from regulars.lists.filters.binding import Bound, bind
from regulars.lists.filters.leaves import NOBODY, leaf
from regulars.lists.filters.operators import operator_of
from regulars.lists.filters.tree import All, AnyOf, Condition, Filter, Node, Not
from regulars.lists.subjects import Field, fields_of


class Asked(NamedTuple):
    """`q` narrows the subject's records; `problems` says which conditions are left out of it, and why."""

    q: Q
    problems: tuple[str, ...]


class NotTrue(Func):
    """False or unknown."""

    template = "(%(expressions)s) IS NOT TRUE"
    output_field = BooleanField()

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        try:
            return super().as_sql(*args, **kwargs)
        except EmptyResultSet:  # nobody is meant, so not-that is everybody
            return "TRUE", []


def asked(made: Filter, asker: Asker, fields: Mapping[str, Field] | None = None) -> Asked:
    """What `made` asks for; `fields` are those of its subject, where they are at hand already."""
    known = fields_of(made.subject, asker.member) if fields is None else fields
    problems: list[str] = []
    q = _node(made.root, known, asker, problems)
    return Asked(Q() if q is None else q, tuple(dict.fromkeys(problems)))


def _node(node: Node, fields: Mapping[str, Field], asker: Asker, problems: list[str]) -> Q | None:
    """None for what asks nothing: an empty group, or a condition that is left out."""
    match node:
        case Condition():
            bound = bind(node, fields)
            if bound.problem:
                problems.append(bound.problem)
                return None
            return _condition(bound, asker)
        case Not(part):
            inner = _node(part, fields, asker, problems)
            return None if inner is None else none_of(inner)
        case All(parts) | AnyOf(parts):
            asking = [q for part in parts if (q := _node(part, fields, asker, problems)) is not None]
            if not asking:
                return None
            joined = asking[0]
            for q in asking[1:]:
                joined = joined & q if isinstance(node, All) else joined | q
            return joined
    raise TypeError(node)


def _condition(bound: Bound, asker: Asker) -> Q:
    assert bound.field
    assert bound.operator
    if not bound.operator.opposite:
        return leaf(bound.field, bound.operator.name, bound.value, asker)
    positive = operator_of(bound.field.kind, bound.operator.opposite)
    assert positive
    return none_of(leaf(bound.field, positive.name, bound.value, asker))


def none_of(q: Q) -> Q:
    """Everybody whom `q` does not find. Where it only asks what exists, the database can join instead of looking twice."""
    if q is not NOBODY and all(isinstance(child, Exists) for child in q.children):
        return ~q
    return Q(NotTrue(ExpressionWrapper(q, output_field=BooleanField())))
