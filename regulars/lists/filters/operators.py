"""What one may ask of a field, by its kind, in plain words."""

from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.lists.subjects import Kind


class Takes(StrEnum):
    """What stands after the operator."""

    NOTHING = "nothing"
    ONE = "one"  # a value of the field's kind
    MANY = "many"  # several of its choices
    DAYS = "days"  # how many days
    PERIOD = "period"  # a stretch of the calendar, such as this month


class Operator(NamedTuple):
    """`words` stand between the field and the value. One with an `opposite` holds for everybody else."""

    name: str
    words: str | Promise
    takes: Takes
    opposite: str = ""


IS = Operator("is", _("is"), Takes.ONE)
IS_NOT = Operator("is_not", _("is not"), Takes.ONE, "is")
CONTAINS = Operator("contains", _("contains the word"), Takes.ONE)
LACKS = Operator("lacks", _("does not contain the word"), Takes.ONE, "contains")
BEGINS = Operator("begins", _("begins with"), Takes.ONE)
EMPTY = Operator("empty", _("is empty"), Takes.NOTHING)
FILLED = Operator("filled", _("is not empty"), Takes.NOTHING, "empty")
AT_LEAST = Operator("at_least", _("is at least"), Takes.ONE)
AT_MOST = Operator("at_most", _("is at most"), Takes.ONE)
ON = Operator("is", _("is on"), Takes.ONE)
BEFORE = Operator("before", _("is before"), Takes.ONE)
AFTER = Operator("after", _("is after"), Takes.ONE)
IN_LAST = Operator("in_last", _("is in the last"), Takes.DAYS)
NOT_IN_LAST = Operator("not_in_last", _("is not in the last"), Takes.DAYS, "in_last")
IN_NEXT = Operator("in_next", _("is in the next"), Takes.DAYS)
IN = Operator("in", _("is in"), Takes.PERIOD)
ANY_OF = Operator("any_of", _("is any of"), Takes.MANY)
NONE_OF = Operator("none_of", _("is none of"), Takes.MANY, "any_of")
HAS_ANY = Operator("any_of", _("has any of"), Takes.MANY)
HAS_ALL = Operator("all_of", _("has all of"), Takes.MANY)
HAS_NONE = Operator("none_of", _("has none of"), Takes.MANY, "any_of")
YES = Operator("yes", _("yes"), Takes.NOTHING)
NO = Operator("no", _("no"), Takes.NOTHING, "yes")

_DAYS = (IN_LAST, NOT_IN_LAST, IN, IN_NEXT, ON, BEFORE, AFTER, EMPTY, FILLED)
_FIGURES = (AT_LEAST, AT_MOST, IS, IS_NOT, EMPTY, FILLED)
_ONE_OF = (IS, IS_NOT, ANY_OF, NONE_OF, EMPTY, FILLED)

BY_KIND: dict[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: (IS, IS_NOT, CONTAINS, LACKS, BEGINS, EMPTY, FILLED),
    Kind.NUMBER: _FIGURES,
    Kind.MONEY: _FIGURES,
    Kind.DATE: _DAYS,
    Kind.MOMENT: _DAYS,
    Kind.MONTH: (ON, IN, BEFORE, AFTER, EMPTY, FILLED),
    Kind.CHOICE: _ONE_OF,
    Kind.CHOICES: (HAS_ANY, HAS_ALL, HAS_NONE, EMPTY, FILLED),
    Kind.YES_NO: (YES, NO),
}


def operator_of(kind: Kind, name: str) -> Operator | None:
    """None where that cannot be asked of such a field."""
    return next((operator for operator in BY_KIND[kind] if operator.name == name), None)
