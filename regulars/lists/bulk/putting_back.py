"""Undoing what was done to many: what still holds what the act left gets back what was there before; the rest stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.errors import NotAllowed
from regulars.lib.later import enqueue
from regulars.lists.acts import ACTS, Undoing
from regulars.lists.bulk.doing import CHUNK, SMALL
from regulars.lists.models import BulkAct
from regulars.team.models import Member
from regulars.timeline.undoing import CannotBeUndone


def ask_back(made: BulkAct, *, by: Member) -> None:
    """Few are put back at once, more by the worker. NotAllowed for who neither did it nor manages the firm."""
    if not made.may_be_undone_by(by):
        raise NotAllowed(_("Only a manager, or whoever did it, can undo what was done to many."))
    with transaction.atomic():
        held = BulkAct.objects.select_for_update().get(pk=made.pk)
        if held.finished_at is None or held.undo_asked_at:
            raise CannotBeUndone(_("That is being done, or was undone already."))
        if held.is_closed:
            raise CannotBeUndone(
                _("That is more than 30 days ago: what was there before is not kept any more.")
            )
        held.undo_asked_at = held.moved_at = timezone.now()
        held.save(update_fields=["undo_asked_at", "moved_at"])
        if held.changed > SMALL:
            enqueue("lists.undo", act_id=held.pk)
        else:
            carry_back(held.pk)


def carry_back(pk: int) -> None:
    """To the end, from wherever it is. Twice puts back nothing twice."""
    while _one_chunk_back(pk):
        pass


def _one_chunk_back(pk: int) -> bool:
    with transaction.atomic():
        held = BulkAct.objects.select_for_update().get(pk=pk)
        if not held.undoing:
            return False
        ahead = held.changes.filter(pk__gt=held.undo_reached).order_by("pk").values_list("pk", flat=True)
        ids = list(ahead[:CHUNK])
        if ids:
            chunk = Undoing(held.pk, held.subject, held.undo_reached, ids[-1], held.given)
            restored = ACTS[held.act].undo(chunk)
            held.restored += restored
            held.left += len(ids) - restored
            held.undo_reached = ids[-1]
        else:
            held.undone_at = timezone.now()
        held.moved_at = timezone.now()
        held.save(update_fields=["restored", "left", "undo_reached", "undone_at", "moved_at"])
    return bool(ids)
