"""What was promised, on the timeline where it was promised, with what became of it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.service.models import Promise, Side, State
from regulars.service.words import due_said, tag_of
from regulars.timeline.telling import Entry, Part, tells_of

TONES = {"risk": "bad", "ok": "in"}


@tells_of(Part.PROMISES)
def promises(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    """One query, by the index promise_of_account."""
    made = Promise.objects.filter(account=account).defer("custom")
    if before:
        made = made.filter(made_at__lt=before)
    return [entry_of(promise) for promise in made.order_by("-made_at", "-id")[:limit]]


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
