"""The toast's way back from a merge; its own page asks more."""

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.people.merging.parting import conflicts, part
from regulars.people.models import Merge
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import CannotBeUndone, undoes


@undoes("people.merged")
def merged(event: Event, by: Member) -> str:
    """At once where nothing has to be asked; a fact that was changed since stays as it is now."""
    one = Merge.objects.visible_to(by).filter(pk=event.data["merge"]).first()
    if one is None:
        raise CannotBeUndone(_("Only who sees every account can make two records of one again."))
    merge = part(one, by=by)
    return address_of(merge) if not conflicts(merge) else reverse("merge", args=[merge.pk])


def address_of(merge: Merge) -> str:
    """The page of the record that was kept; of the other where they are two again and the kept one is in the bin."""
    kept = merge.kept
    in_the_bin = kept.removed_at is not None and kept.merged_into_id is None
    there = merge.lost if in_the_bin and not merge.stands else kept
    return reverse(merge.kind, args=[there.pk])
