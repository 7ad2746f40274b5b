"""The orders a customers list can have. A request names one; nothing it says reaches the SQL.

Every key is never null and is followed by the account's id in the same direction, so that a page begins with a
row comparison that an index answers: the last page costs what the first one does.
"""

from typing import NamedTuple

from django.db.models import Expression, F, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.lib.money import is_hidden
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
OF_MONEY = {"last_year", "total", "worth"}


def offered() -> list[str]:
    """An order by money would tell who brings more, so whoever must not see money is not offered it."""
    return [name for name in SORTS if not (is_hidden() and name in OF_MONEY)]


def usual() -> str:
    """The order of a list that says none."""
    return "last_order" if is_hidden() else "last_year"
