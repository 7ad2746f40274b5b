"""A field changing its kind: how far it is, what fitted, and what did not and stays as it was under the old key."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from regulars.fields.models.audience import audiences_of
from regulars.fields.models.custom_field import CustomField, Kind
from regulars.team.models import Member

SILENCE = timedelta(seconds=90)


class ConversionQuerySet(models.QuerySet["Conversion"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(field__audience__in=audiences_of(member))


class Conversion(models.Model):
    """Goes through the records by id, a chunk a transaction; `reached` is the last one done, where a killed one resumes."""

    field = models.ForeignKey(CustomField, models.CASCADE, related_name="conversions")
    before = models.CharField(max_length=10, choices=Kind)
    after = models.CharField(max_length=10, choices=Kind)
    key_before = models.CharField(max_length=20)
    key_after = models.CharField(max_length=20)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    reached = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0, help_text="the highest id there was when it began")
    fitted = models.PositiveIntegerField(default=0)
    unfit = models.PositiveIntegerField(default=0)

    objects: ClassVar = ConversionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["field"], condition=models.Q(finished_at=None), name="one_conversion_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field_id} {self.before} {self.after}"

    @property
    def running(self) -> bool:
        return self.finished_at is None

    @property
    def stalled(self) -> bool:
        return self.running and self.moved_at < timezone.now() - SILENCE

    @property
    def percent(self) -> int:
        """By the ids gone through, since counting records would take as long as converting them."""
        return min(99, self.reached * 100 // self.last) if self.last else 0

    @property
    def may_be_taken_back(self) -> bool:
        """While it is the last that happened to the field's kind."""
        return bool(self.finished_at and not self.taken_back_at and self.field.key == self.key_after)


class Unfit(models.Model):
    """A value that is nothing of the new kind. It is still where it was, under the old key."""

    conversion = models.ForeignKey(Conversion, models.CASCADE, related_name="unfits")
    record_id = models.BigIntegerField()
    text = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.text
