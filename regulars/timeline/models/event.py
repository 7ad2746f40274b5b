"""Something that happened, told in one place: timeline, notices and audit read this one table."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from regulars.timeline.registry import sentence_of


class Event(models.Model):
    """Append-only but for `taken_back_at`, when it was undone. `kind` is `app.what_happened`; that app's events.py says it."""

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    account = models.ForeignKey("people.Account", models.CASCADE, null=True, related_name="events")
    data = models.JSONField(default=dict)
    taken_back_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="event_of_account"),
            models.Index(fields=["-at", "-id"], name="event_by_time"),
            models.Index(fields=["kind", "-id"], name="event_of_kind"),
        ]

    def __str__(self) -> str:
        return self.kind


def record(kind: str, *, by: Any, account_id: int | None = None, **data: Any) -> Event:
    """Record that `kind` happened, inside the caller's transaction. `by` is a member, or None for the product.

    Raises UnknownEvent when no app's events.py names the kind: an event without a sentence is a bug.
    """
    sentence_of(kind)
    return Event.objects.create(kind=kind, actor=by, account_id=account_id, data=data)
