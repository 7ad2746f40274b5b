"""What the worker does for the export log."""

from datetime import datetime

from django.db import transaction

from regulars.lib.later import job
from regulars.lib.leaving import Leaving
from regulars.team.models import Member
from regulars.trust.leaving.doorkeeping import note
from regulars.trust.models import Export


@job("trust.note_opened")
@transaction.atomic
def note_opened(member_id: int, at: str, what: str, subject: str, account: int | None) -> None:
    """Somebody opened one attachment at that time. Twice notes it once."""
    member = Member.objects.select_for_update().get(pk=member_id)
    moment = datetime.fromisoformat(at)
    if Export.objects.filter(member=member, at=moment, subject=subject).exists():
        return
    ids = [account] if account else None
    note(member, Leaving(what, subject, [], 1, "", ids, whose="accounts", quiet=True), moment)
