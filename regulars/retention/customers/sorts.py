"""The orders a customers list can have. A request names one; nothing it says reaches the SQL.

Every key is never null and is followed by the account's id in the same direction, so that a page begins with a
row comparison that an index answers: the last page costs what the first one does.
"""

from typing import Any, NamedTuple

from django.db.models import BooleanField, Expression, F, Func, TextField, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.retention.models.score import NEVER, UNKNOWN


class Sort(NamedTuple):
    label: str | Promise
    key: Expression | F  # over Account; sql and index agree with migration list_indexes
    descending: bool


def _score(column: str) -> F:
    return F(f"score__{column}")


SORTS = {
    "name": Sort(_("Name"), _score("name"), descending=False),
    "risk": Sort(_("Risk"), _score("priority"), descending=True),
    "last_order": Sort(_("Last order"), Coalesce(_score("last_day"), Value(NEVER)), descending=True),
    "last_year": Sort(_("Last year"), _score("last_year"), descending=True),
    "total": Sort(_("In all"), _score("total"), descending=True),
    "worth": Sort(_("Worth"), Coalesce(_score("worth"), Value(UNKNOWN)), descending=True),
}
DEFAULT = "last_year"


def beyond(key: Any, who: Any, *, value: Any, value_who: int, upwards: bool) -> Func:
    """`(key, who) < (value, value_who)`, or `>` going up: a row comparison, which an index on both can answer."""
    here = Func(key, who, function="ROW", output_field=TextField())
    there = Func(Value(value), Value(value_who), function="ROW", output_field=TextField())
    sign = " > " if upwards else " < "
    return Func(here, there, template="(%(expressions)s)", arg_joiner=sign, output_field=BooleanField())
