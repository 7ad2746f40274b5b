"""A filter in words: "Standing is customer; tags: has any of wholesale; not (risk is at risk)"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.lib.money import format_money
from regulars.lists.filters.binding import Bound, bind
from regulars.lists.filters.operators import Takes
from regulars.lists.filters.periods import PERIODS
from regulars.lists.filters.tree import All, AnyOf, Condition, Filter, Node, Not
from regulars.lists.subjects import Field, Kind
from regulars.web.templatetags.say import day


def sentence(made: Filter, fields: Mapping[str, Field], currency: str) -> str:
    """Empty for a filter that asks for everyone."""
    return said(made.root, fields, currency, outermost=True)


def said(node: Node, fields: Mapping[str, Field], currency: str, *, outermost: bool = False) -> str:
    match node:
        case Condition():
            return said_of(bind(node, fields), currency)
        case Not(part):
            return _("not (%(this)s)") % {"this": said(part, fields, currency, outermost=True)}
        case All(parts) | AnyOf(parts):
            joint = ", " if isinstance(node, All) else _(" or ")
            whole = joint.join(said(part, fields, currency) for part in parts)
            return whole if outermost or len(parts) < 2 else f"({whole})"
    raise TypeError(node)


def said_of(bound: Bound, currency: str) -> str:
    """One condition; one that cannot be asked says so."""
    if bound.problem or not (bound.field and bound.operator):
        return bound.problem.rstrip(".")
    if bound.field.kind is Kind.YES_NO:
        return f"{bound.field.label}: {bound.operator.words}"
    value = said_value(bound, currency)
    return f"{bound.field.label} {bound.operator.words} {value}".rstrip()


def said_value(bound: Bound, currency: str) -> str:
    assert bound.field
    assert bound.operator
    match bound.operator.takes:
        case Takes.NOTHING:
            return ""
        case Takes.DAYS:
            return ngettext("%(n)s day", "%(n)s days", bound.value) % {"n": grouped(bound.value)}
        case Takes.PERIOD:
            return str(PERIODS[bound.value])
        case Takes.MANY:
            joint = _(" and ") if bound.operator.name == "all_of" else _(" or ")
            return joint.join(_choice(bound.field, value) for value in bound.value)
        case _:
            return _one(bound.field, bound.value, currency)


def _one(field: Field, value: Any, currency: str) -> str:
    match field.kind:
        case Kind.MONEY:
            return format_money(value, currency)
        case Kind.NUMBER:
            return grouped(Decimal(value).normalize())
        case Kind.DATE | Kind.MOMENT:
            return day(value)
        case Kind.CHOICE:
            return _choice(field, value)
        case Kind.TEXT:
            return f"“{value}”"
        case _:
            return str(value)


def _choice(field: Field, code: str) -> str:
    labels = dict(field.choices()) if field.choices else {}
    return str(labels.get(code, _("a choice that is gone")))
