"""The doorkeeper: notes what leaves, in the transaction of whoever takes it, or refuses. Unnoted, nothing leaves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.later import enqueue_once
from regulars.lib.leaving import Leaving, doorkeeper
from regulars.lib.seen import one_line
from regulars.team.doors import lacking
from regulars.team.models import Member, Right
from regulars.timeline.models import record
from regulars.trust.leaving.errors import ReasonMissing
from regulars.trust.leaving.holding import keep
from regulars.trust.models import Export, ExportNotice, LeavingSettings

LETTERS = 4
"""A reason has at least so many different ones: "x", "aaaa" and "..." are none."""


@transaction.atomic
def note(member: Member | None, leaving: Leaving, at: datetime | None = None) -> Export:
    """`member` is None for whoever sits at the server's command line, `at` says when it was if not now.

    Raises NotAllowed without the right to export, and ReasonMissing.
    """
    why = one_line(leaving.why)[:400]
    if not leaving.quiet:
        if member and not member.may(Right.EXPORT):
            raise lacking(Right.EXPORT)
        if not is_reason(why):
            raise ReasonMissing(
                _(
                    "Say why this leaves the house, in a few words. It is kept with your name, for whoever asks later."
                )
            )
    made = Export.objects.create(
        at=at or timezone.now(),
        member=member,
        what=one_line(leaving.what)[:300],
        subject=leaving.subject,
        said=leaving.said,
        fields=[str(field) for field in leaving.fields],
        rows=leaving.rows,
        why=why,
        purpose=leaving.purpose,
        left_out=leaving.left_out,
        marked=leaving.marked,
        large=not leaving.quiet and leaving.rows > LeavingSettings.load().large,
    )
    if leaving.ids is not None:
        keep(made, leaving.whose, leaving.ids)
    _tell(made, member, leaving)
    return made


doorkeeper(note)


def is_reason(text: str) -> bool:
    return len({sign.lower() for sign in text if sign.isalpha()}) >= LETTERS


def _tell(made: Export, member: Member | None, leaving: Leaving) -> None:
    """Everybody's history, and the owners' morning where it was much."""
    about: dict[str, Any] = {
        "export": made.pk,
        "what": made.what,
        "rows": made.rows,
        "fields": made.fields,
        "why": made.why,
    }
    for name in ("purpose", "left_out", "marked", "large"):
        if value := getattr(made, name):
            about[name] = value
    record("trust.taken_out", by=member, **about)
    if made.large:
        owners = Member.objects.owners()
        ExportNotice.objects.bulk_create(ExportNotice(export=made, member=owner) for owner in owners)
    if not leaving.quiet:
        enqueue_once("trust.seal")
