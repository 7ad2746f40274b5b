"""Who is meant by a filter: the one door for lists, bulk acts and every later audience (a series, an offer, a report)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.lists.errors import FilterIncomplete, FilterRefused
from regulars.lists.filters.asker import Asker
from regulars.lists.filters.asking import asked
from regulars.lists.filters.tree import Filter
from regulars.lists.subjects import SUBJECTS
from regulars.team.models import Firm, Member


def members_of(
    made: Filter, member: Member, *, told: bool = False, asker: Asker | None = None
) -> QuerySet[Any]:
    """The records of `made.subject` that `member` may see and `made` means, unordered, each once.

    Relative days are resolved on the firm's day, "me" is `member`, at the moment of the call; the queryset may be
    narrowed, counted in parts, or iterated by a server-side cursor. Raises FilterRefused for a subject nobody
    registered, and FilterIncomplete where a condition cannot be asked (its field is gone or is another kind now):
    leaving it out would mean more people than somebody chose. A page that has `told` so may leave it out.
    """
    subject = SUBJECTS.get(made.subject)
    if subject is None:
        raise FilterRefused(_("There is no list of that name."))
    found = asked(made, asker or Asker.now(member, Firm.load()))
    if found.problems and not told:
        raise FilterIncomplete(
            _("%(problems)s Take this condition out, or choose another, before the list is used.")
            % {"problems": " ".join(found.problems)}
        )
    return subject.visible(member).filter(found.q)
