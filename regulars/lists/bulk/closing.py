"""After thirty days an act on many cannot be undone any more: what was there before is forgotten, that it was done is not.

So what was removed for good is not kept here, and the tables of acts stay as small as what timelines tell.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regulars.lib.bin import KEPT
from regulars.lists.bulk.doing import CHUNK, carry_out
from regulars.lists.models import BulkAct, BulkChange


def close(now: datetime | None = None) -> int:
    """How many acts were closed. The second time finds none."""
    before = (now or timezone.now()) - KEPT
    _end_forgotten(before)
    old = BulkAct.objects.filter(closed_at=None, finished_at__lt=before)
    old = old.exclude(undo_asked_at__isnull=False, undone_at=None)  # being undone just now
    return sum(_closed(pk) for pk in list(old.order_by("pk").values_list("pk", flat=True)))


def _end_forgotten(before: datetime) -> None:
    """Those that nobody has gone on with for so long."""
    forgotten = BulkAct.objects.filter(finished_at=None, moved_at__lt=before)
    for pk in list(forgotten.values_list("pk", flat=True)):
        BulkAct.objects.filter(pk=pk).update(stop=True)
        carry_out(pk)


def _closed(pk: int) -> bool:
    """Claimed first: from then on nobody begins to undo it. Killed on the way, the next night goes on."""
    with transaction.atomic():
        held = BulkAct.objects.select_for_update().get(pk=pk)
        if held.undoing or held.closed_at:
            return False
        ahead = held.changes.order_by("pk").values_list("pk", flat=True)
        ids, last = list(ahead[:CHUNK]), 0
        while ids:
            BulkChange.objects.filter(act=held, pk__in=ids, before__isnull=False).update(before=None)
            last = ids[-1]
            ids = list(ahead.filter(pk__gt=last)[:CHUNK])
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
    return True
