"""What was removed for good: only that it was, and how much; who it was is gone with it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Removal(models.Model):
    """`counts` is {kind of row: how many}. `emptied`: the row stays without a name, since orders rest on it."""

    kind = models.CharField(max_length=10)
    record = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    emptied = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="removed_once"),
            models.CheckConstraint(condition=Q(kind__in=["account", "person"]), name="removal_kind_known"),
        ]
        indexes = [models.Index(fields=["-at"], name="removal_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"
