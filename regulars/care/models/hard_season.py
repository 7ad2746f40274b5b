"""A hard season for everybody (a flood, a lockdown): the whole firm goes gently until a day (R53)."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from regulars.care.models.empathy_flag import must_end_soon
from regulars.team.models import Member
from regulars.timeline.models import record


class HardSeasonQuerySet(models.QuerySet["HardSeason"]):
    def on(self, today: date) -> Self:
        return self.filter(ended_at=None, until__gte=today)


class HardSeason(models.Model):
    until = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = HardSeasonQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.until)

    @classmethod
    @transaction.atomic
    def begin(cls, *, by: Member, until: date) -> Self:
        """From now on, instead of one that is on already. Raises TooLong."""
        must_end_soon(until)
        cls.objects.filter(ended_at=None).update(ended_at=timezone.now())
        season = cls(until=until, by=by)
        season.save(force_insert=True)
        record("care.season_began", by=by, until=until.isoformat())
        return season

    @classmethod
    @transaction.atomic
    def end(cls, *, by: Member) -> None:
        if cls.objects.filter(ended_at=None).update(ended_at=timezone.now()):
            record("care.season_ended", by=by)
