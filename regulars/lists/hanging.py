"""Lists that one colleague shares: everyone goes on using them, and whoever ended their access may change them."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from regulars.lib.hanging import Hanging, gives, hangs
from regulars.lists.models import SavedView
from regulars.team.models import Member
from regulars.timeline.models import record


def shared(member: Member) -> QuerySet[SavedView]:
    found: QuerySet[SavedView] = SavedView.objects.filter(owner=member, shared=True, removed_at=None)
    return found


@hangs(40)
def lists(member: Member) -> Iterator[Hanging]:
    yield Hanging(
        _("lists they share"), shared(member).count(), _("to whoever ends their access; everyone keeps them")
    )


@gives(40)
def give_lists(leaver: Member, by: Member | None) -> int:
    """One's own stay one's own: if they come back, they are there."""
    to = by if by and by.is_active and by.pk != leaver.pk else Member.objects.owners().first()
    if to is None or to.pk == leaver.pk:
        return 0
    given: int = shared(leaver).update(owner=to)
    if given:
        record("lists.views_given", by=by, number=given, before=str(leaver), after=str(to))
    return given
