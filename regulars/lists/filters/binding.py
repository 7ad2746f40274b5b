"""A condition with the field it asks for: what the registry says of it now, or why it cannot be asked any more."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from regulars.lists.filters.gone import gone
from regulars.lists.filters.operators import Operator, operator_of
from regulars.lists.filters.reading import read
from regulars.lists.filters.tree import Condition
from regulars.lists.subjects import Field


class Bound(NamedTuple):
    """`problem` is a sentence, and empty where field, operator and value are there and fit."""

    condition: Condition
    field: Field | None
    operator: Operator | None
    value: Any = None
    problem: str = ""


def bind(condition: Condition, fields: Mapping[str, Field]) -> Bound:
    field = fields.get(condition.field)
    if field is None:
        return Bound(condition, None, None, problem=gone(condition.field))
    operator = operator_of(field.kind, condition.operator)
    if operator is None:
        unfit = _("“%(field)s” cannot be asked like this any more.") % {"field": field.label}
        return Bound(condition, field, None, problem=unfit)
    try:
        return Bound(condition, field, operator, read(field.kind, operator, condition.value))
    except ValueError as error:
        said = _("“%(field)s” %(operator)s …: %(why)s.")
        words = {"field": field.label, "operator": operator.words, "why": error}
        return Bound(condition, field, operator, problem=said % words)
