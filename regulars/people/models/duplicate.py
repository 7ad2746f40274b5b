"""Two records that may be the same, what speaks for it, and what somebody said of it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone

from regulars.people.models.sight import whole
from regulars.team.models import Member


class Verdict(TextChoices):
    OPEN = "open"
    NOT_THE_SAME = "not_the_same"
    LATER = "later"
    MERGED = "merged"


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def visible_to(self, member: Member) -> Self:
        return whole(self.all(), member)

    def waiting(self) -> Self:
        """Those nobody has decided about, and those put off until now."""
        due = Q(verdict=Verdict.LATER, until__lte=timezone.localdate())
        return self.filter(Q(verdict=Verdict.OPEN) | due)


class DuplicatePair(models.Model):
    """`first` and `second` are ids of people, or of accounts, the lower one first. A verdict outlives every search.

    Unchecked by the database: a search writes a hundred thousand pairs, and readers join the records.
    """

    kind = models.CharField(max_length=10)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.OPEN)
    until = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(default=timezone.now)
    search = models.BigIntegerField(null=True)

    objects: ClassVar = DuplicatePairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=models.F("second")), name="duplicate_pair_ordered"),
        ]
        indexes = [
            models.Index(
                fields=["-score", "-id"],
                condition=Q(verdict__in=["open", "later"]),
                name="duplicate_pair_waiting",
            ),
            models.Index(fields=["kind", "second"], name="duplicate_pair_second"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first} {self.second}"


class DuplicateSearch(models.Model):
    """One search through everybody: what is done of it, so that it goes on after a stop where it was."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=1)
    found = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["done_at"],
                condition=Q(done_at=None),
                nulls_distinct=False,
                name="one_duplicate_search",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}/{self.steps}"

    @property
    def percent(self) -> int:
        return 100 if self.done_at else self.step * 100 // self.steps
