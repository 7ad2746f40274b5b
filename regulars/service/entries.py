"""What was promised, on the timeline where it was promised, with what became of it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.service.models import Promise, Side, State
from regulars.service.words import due_said, tag_of
from regulars.timeline.telling import Entry, Newest, Part, tells_of

TONES = {"risk": "bad", "ok": "in"}


def made_to(account: int) -> QuerySet[Promise]:
    """In the order of the index promise_of_account."""
    return Promise.objects.filter(account=account).defer("custom").order_by("-made_at", "-id")


newest_promises = Newest(made_to, "made_at")


@tells_of(Part.PROMISES)
def promises(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    return [entry_of(promise) for promise in newest_promises(account, before, limit)]


def entry_of(promise: Promise) -> Entry:
    tag = tag_of(promise)
    said = _("by %(day)s · %(how)s") % {"day": due_said(promise), "how": tag.words}
    ours = promise.side == Side.OURS
    return Entry(
        at=promise.made_at,
        what=_("We promised") if ours else _("They promised"),
        said=f" {promise.what} {said}",
        quiet=promise.ending if promise.state != State.OPEN else "",
        tone=TONES.get(tag.tone, ""),
        url=reverse("promise", args=[promise.pk]),
    )
