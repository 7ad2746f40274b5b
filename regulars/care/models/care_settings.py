"""What the firm decided about care: how long things stay true, and how often we look."""

from collections.abc import Mapping
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.team.models import Member
from regulars.timeline.models import record


def _days(
    label: Any, default: int, least: int = 7, most: int = 1100
) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


class CareSettings(models.Model):
    """One row, id 1. Every † default of the catalogue's care rows that a firm may want to change."""

    wish_days = _days(_("days after which a wish is told as old"), 180)
    flag_days = _days(_("days for which we go gently, unless said otherwise"), 30, most=90)
    review_days = _days(_("days from one review to the next"), 91)
    reviews_a_day = _days(_("reviews planned for one day, at most"), 3, least=0, most=200)
    reading_days = _days(_("days after which a protection sheet is stale"), 180)
    drill_days = _days(_("days from one drill to the next"), 182)
    asked_times = _days(_("times they had to ask first that make a risk"), 2, least=1, most=20)
    asked_days = _days(_("days within which that counts"), 90)
    sheets_a_day = _days(_("protection sheets asked for a day"), 2, least=0, most=20)
    items_a_day = _days(_("people on the morning list for care, at most"), 4, least=0, most=20)
    sheets_since = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_care_settings")]

    def __str__(self) -> str:
        return "care"

    @classmethod
    def load(cls) -> "CareSettings":
        """The settings; with their defaults, and not stored yet, until somebody changes them or the first night passes."""
        return cls._default_manager.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def begin(cls) -> None:
        """Store the defaults: from this day on protection sheets are asked for, a few more every day."""
        cls._default_manager.get_or_create(pk=1)

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, by: Member) -> None:
        """Write the columns that differ, and record what was and is."""
        self.begin()
        stored = type(self)._default_manager.select_for_update().get(pk=1)
        changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
        if not changed:
            return
        said = {name: [getattr(stored, name), value] for name, value in changed.items()}
        for name, value in changed.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(changed))
        record("care.settings_changed", by=by, changes=said)
