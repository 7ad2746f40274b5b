"""How often and when people hear from us: what the firm decided."""

from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member
from regulars.timeline.models import record

SUNDAY = 6


class SendingSettings(models.Model):
    """One row, id 1; `quiet_days` are digits, Monday is 0. Messages that belong to an order are never counted, and never wait."""

    most = models.PositiveSmallIntegerField(
        _("messages to one person within 30 days, at most"),
        default=2,
        validators=[MinValueValidator(0), MaxValueValidator(30)],
    )
    quiet_from = models.TimeField(_("nothing is sent from"), default=time(20))
    quiet_until = models.TimeField(_("until"), default=time(8))
    quiet_days = models.CharField(_("and not at all on"), max_length=7, default=str(SUNDAY), blank=True)

    objects: ClassVar[models.Manager["SendingSettings"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_sending_settings")]

    def __str__(self) -> str:
        return "sending"

    @classmethod
    def load(cls) -> "SendingSettings":
        """With the defaults, and not stored yet, until somebody changes them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, by: Member) -> None:
        """Write the columns that differ, and record what was and is."""
        type(self).objects.get_or_create(pk=1)
        stored = type(self).objects.select_for_update().get(pk=1)
        changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
        if not changed:
            return
        said = {name: [str(getattr(stored, name)), str(value)] for name, value in changed.items()}
        for name, value in changed.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(changed))
        record("trust.sending_changed", by=by, changes=said)
