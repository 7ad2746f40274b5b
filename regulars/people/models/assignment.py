"""Who looks after whom by themselves: rules that give every account its one owner (T25), the first that fits counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _


class AssignBy(TextChoices):
    COUNTRY = "country", _("where they are")
    KIND = "kind", _("what they are")
    PERSONA = "persona", _("what kind of buyer they are")
    EVERYONE = "everyone", _("everyone else")


class AssignmentRule(models.Model):
    """`value` is a country, a Kind or one of the firm's own kinds of buyers; empty for everyone."""

    position = models.PositiveSmallIntegerField()
    by = models.CharField(_("by"), max_length=20, choices=AssignBy)
    value = models.CharField(_("which"), max_length=80, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("looked after by")
    )
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("when they are away"),
    )

    objects: ClassVar = models.Manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["by", "value"], name="assignment_rule_once"),
            models.CheckConstraint(condition=Q(by__in=AssignBy.values), name="assignment_rule_by_known"),
            models.CheckConstraint(
                condition=Q(by=AssignBy.EVERYONE, value="") | ~Q(by=AssignBy.EVERYONE) & ~Q(value=""),
                name="assignment_rule_says_which",
            ),
            models.CheckConstraint(
                condition=Q(backup=None) | ~Q(backup=models.F("owner")),
                name="assignment_rule_backup_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.value}"

    def fits(self) -> Q:
        """The accounts this rule is about."""
        return Q() if self.by == AssignBy.EVERYONE else Q(**{self.by: self.value})
