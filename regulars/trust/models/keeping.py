"""How long a kind of fact is kept, and what for, as the firm says. What has no line is kept, and its use is asked."""

from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member, Role
from regulars.timeline.models import record


class KeepingQuerySet(models.QuerySet["Keeping"]):
    def visible_to(self, member: Member) -> Self:
        return self.all() if member.is_active and member.holds(Role.MANAGER) else self.none()


class Keeping(models.Model):
    """`what` names a Kept of trust.keeping.kinds; `months` None: as long as the record itself."""

    what = models.CharField(max_length=120, unique=True)
    use = models.CharField(_("what we need it for"), max_length=200, blank=True)
    months = models.PositiveSmallIntegerField(_("kept for"), null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = KeepingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1) | Q(months=None), name="kept_a_month_at_least")
        ]

    def __str__(self) -> str:
        return self.what

    @classmethod
    @transaction.atomic
    def say(cls, what: str, *, by: Member, label: str, use: str, months: int | None) -> None:
        """The firm's word about it, from tonight on; saying the same again changes nothing."""
        line, _made = cls.objects.select_for_update().get_or_create(what=what)
        if (line.use, line.months) == (use, months):
            return
        line.use, line.months = use, months
        line.save(update_fields=["use", "months"])
        record("trust.keeping_changed", by=by, what=what, label=label, use=use, months=months)


class Expiry(models.Model):
    """One night's report: what went, by its name, and how much of it."""

    at = models.DateTimeField(default=timezone.now)
    counts = models.JSONField(default=dict)

    objects: ClassVar = KeepingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
