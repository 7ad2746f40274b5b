"""Something done to many records at once: what, to whom, how far it is, and what was there before."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from regulars.lib.bin import KEPT
from regulars.team.models import Member, Role

SILENCE = timedelta(seconds=90)


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def visible_to(self, member: Member) -> Self:
        """One's own, and everybody's for those who see every customer."""
        found = self.all() if member.access.whole else self.filter(member=member)
        return found if member.is_active else self.none()


class BulkAct(models.Model):
    """`total` were meant, `done` are gone through, `changed` had to be changed. Undone from the first change on:
    `undo_reached` is the last one put back, `restored` how many were, `left` how many were changed since and stay."""

    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    said = models.CharField(max_length=500, blank=True, help_text="whom it was done to, in words")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    stop = models.BooleanField(default=False)
    started_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    event = models.BigIntegerField(null=True, help_text="by which it is taken back")
    undo_asked_at = models.DateTimeField(null=True)
    undo_reached = models.BigIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, default="", help_text="it could not go on")
    closed_at = models.DateTimeField(null=True, help_text="what was there before was forgotten")

    objects: ClassVar = BulkActQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.act} {self.subject} {self.total}"

    @property
    def undoing(self) -> bool:
        return self.undo_asked_at is not None and self.undone_at is None

    @property
    def running(self) -> bool:
        return self.finished_at is None or self.undoing

    @property
    def stopped(self) -> bool:
        return bool(self.finished_at and self.done < self.total)

    @property
    def stalled(self) -> bool:
        """Whether whoever worked on it has gone."""
        return self.running and self.moved_at < timezone.now() - SILENCE

    @property
    def undo_until(self) -> datetime:
        """What was there before is kept as long as what is in the bin."""
        return (self.finished_at or timezone.now()) + KEPT

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None or self.undo_until < timezone.now()

    @property
    def percent(self) -> int:
        if self.undoing:
            return (self.restored + self.left) * 100 // max(self.changed, 1)
        return self.done * 100 // max(self.total, 1)

    def may_be_undone_by(self, member: Member) -> bool:
        return member.holds(Role.MANAGER) or (member.may_write and self.member_id == member.pk)


class BulkChunk(models.Model):
    """Whom it still has to be done to: a row goes in the transaction that does it."""

    act = models.ForeignKey(BulkAct, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    ids = ArrayField(models.BigIntegerField())

    def __str__(self) -> str:
        return f"{self.act_id} {self.number}"


class BulkChange(models.Model):
    """One record that an act changed, and what was there before; `account` is whose timeline tells it."""

    # Unchecked by the database: a hundred thousand go in at once, and acts are never deleted.
    act = models.ForeignKey(
        BulkAct, models.CASCADE, related_name="changes", db_constraint=False, db_index=False
    )
    record_id = models.BigIntegerField()
    account_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["act", "id"], name="bulk_change_of_act"),
            models.Index(
                fields=["account_id", "act"],
                name="bulk_change_of_account",
                condition=models.Q(account_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act_id} {self.record_id}"
