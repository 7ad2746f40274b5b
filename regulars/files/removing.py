"""What the bin's thirty days are over for: the content goes, and the history says what went."""

import time
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from regulars.files.models import Attachment
from regulars.files.models.attachment import IN_THE_BIN
from regulars.files.storing import discard, incoming, root
from regulars.timeline.models import record

ABANDONED = 24 * 3600  # seconds; longer than any file comes in, or waits for its record


def empty_bin(now: datetime | None = None) -> list[str]:
    """Delete what was removed more than IN_THE_BIN ago; the names of what went, as its accounts' histories tell it."""
    before = (now or timezone.now()) - IN_THE_BIN
    overdue = Attachment.objects.filter(removed_at__lt=before).order_by("account_id")
    gone = []
    for account_id in list(overdue.values_list("account_id", flat=True).distinct()):
        gone += _empty(account_id, before)
    return gone


def _empty(account_id: int, before: datetime) -> list[str]:
    """One account's, in one transaction. Locked first, so that a restore at the same moment wins or waits."""
    with transaction.atomic():
        found = Attachment.objects.filter(account_id=account_id, removed_at__lt=before)
        rows = list(found.select_for_update(skip_locked=True).order_by("pk"))
        if not rows:
            return []
        names = [row.name for row in rows]
        Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        record("files.emptied", by=None, account_id=account_id, names=names)
    for row in rows:
        discard(row.place)
    return names


def sweep_orphans() -> list[Path]:
    """Uploads that broke off, and content without a record: a crash between the two leaves that. What was removed."""
    gone = _old(incoming())
    folders = [folder for folder in root().glob("??") if folder.is_dir()] if root().is_dir() else []
    for folder in folders:
        old = _old(folder)
        places = {path.name.partition(".")[0] for path in old}
        known = set(Attachment.objects.filter(place__in=places).values_list("place", flat=True))
        gone += [path for path in old if path.name.partition(".")[0] not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _old(folder: Path) -> list[Path]:
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in paths if path.is_file() and time.time() - path.stat().st_mtime > ABANDONED]
