"""What was done to many, told on the timeline of each of them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.counting import grouped
from regulars.lists.acts import ACTS
from regulars.lists.models import BulkAct, BulkChange
from regulars.timeline.telling import Entry, Newest, tells


def done_to(account: int) -> QuerySet[BulkAct]:
    """By the index of the account's own changes."""
    ours = BulkChange.objects.filter(account_id=account).values("act")
    done = BulkAct.objects.filter(pk__in=ours).exclude(finished_at=None).select_related("member")
    return done.order_by("-started_at", "-pk")


newest_done = Newest(done_to, "started_at")


@tells
def done_to_many(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    newest = newest_done(account, before, limit)
    return [entry_of(act) for act in newest]


def entry_of(act: BulkAct) -> Entry:
    """It opens the act, where it can be undone for all."""
    page = reverse("bulk-act", args=[act.pk])
    return Entry(at=act.started_at, said=sentence_of(act), quiet=after(act), url=page)


def sentence_of(act: BulkAct) -> str:
    actor = act.member.first_name if act.member else "Regulars"
    told = ACTS[act.act].told(act.given) if act.act in ACTS else _("changed something")
    return f"{actor} {told}"


def after(act: BulkAct) -> str:
    others = act.changed - 1
    if act.undone_at:
        return _("for many at once; undone since")
    if others < 1:
        return ""
    said = ngettext("together with %(number)s other", "together with %(number)s others", others)
    return said % {"number": grouped(others)}
