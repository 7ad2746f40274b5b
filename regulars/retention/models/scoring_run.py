"""One scoring of everybody: as of which day, with which model, and what it found for the firm as a whole."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone


class State(TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ScoringRunQuerySet(models.QuerySet["ScoringRun"]):
    def done(self) -> Self:
        return self.filter(state=State.DONE).order_by("-id")


class ScoringRun(models.Model):
    as_of = models.DateField()
    as_of_given = models.BooleanField(
        default=False,
        help_text="someone named the day; else it is where the orders reach to when the run starts",
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="percent")
    model = models.CharField(max_length=40, blank=True)
    model_version = models.CharField(max_length=20, blank=True)
    parameters = models.JSONField(default=dict)
    firm_facts: Any = models.JSONField(
        default=dict, help_text="standing, pareto, cohorts, bucket, back-test …"
    )
    accounts = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects: ClassVar = ScoringRunQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.as_of} {self.state}"
