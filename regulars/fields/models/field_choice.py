"""One of the choices of a field. Records keep its id, so that it can be called otherwise without touching them."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regulars.fields.models.custom_field import CustomField

CHOICE_LENGTH = 80


class FieldChoiceQuerySet(models.QuerySet["FieldChoice"]):
    def in_use(self) -> Self:
        return self.filter(archived_at=None)


class FieldChoice(models.Model):
    field = models.ForeignKey(CustomField, models.CASCADE, related_name="choices")
    label = models.CharField(_("what it is called"), max_length=CHOICE_LENGTH)
    position = models.PositiveIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = FieldChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="field_choice_labelled")]

    def __str__(self) -> str:
        return self.label
