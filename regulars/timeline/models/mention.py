"""A mention: somebody wrote @Sam into a note, so Sam is told. It is there as long as the touch stands."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from regulars.timeline.models.touch import Touch


class MentionQuerySet(models.QuerySet["Mention"]):
    def of(self, member: Any) -> Self:
        """What this member was told, through the one door: nobody reads another's notices, nor what was written with a
        customer they do not see (any more)."""
        told, whose = self.to(member.pk), member.whose("accounts")
        if whose is None:
            return told
        account = Q(touch__account__owner__in=whose) | Q(touch__account__backup__in=whose)
        return told.filter(account) if whose else self.none()

    def to(self, member: int) -> Self:
        return self.filter(member=member, touch__withdrawn_at=None, touch__account__removed_at=None)

    def unseen(self) -> Self:
        return self.filter(seen_at=None)

    def mark_seen(self) -> int:
        """Those of this query that were not yet; returns how many."""
        return self.unseen().update(seen_at=timezone.now())


class Mention(models.Model):
    touch = models.ForeignKey(Touch, models.CASCADE, related_name="mentions", db_index=False)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions", db_index=False
    )
    seen_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["touch", "member"], name="mention_once")]
        indexes = [
            models.Index(fields=["member", "-id"], name="mention_of_member"),
            models.Index(fields=["member", "-id"], name="mention_unseen", condition=models.Q(seen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.touch_id}"
