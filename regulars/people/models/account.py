"""An account: who buys. A company, a household, or one individual."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.lib.folding import fold
from regulars.people.models.sight import within
from regulars.team.models import Member

GROUP_LENGTH = 80
"""How long the firm's own words for sources and kinds of buyers may be; blank is "not known", and stays legal."""


class Kind(TextChoices):
    COMPANY = "company", _("Company")
    HOUSEHOLD = "household", _("Household")
    INDIVIDUAL = "individual", _("Individual")


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: every view fetches accounts through it, as far as the member's role sees."""
        return within(self.filter(removed_at=None), member, account="")


class Account(models.Model):
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INDIVIDUAL)
    country = models.CharField(_("country"), max_length=80, blank=True)
    came_by = models.CharField(
        _("how they came to us"), max_length=GROUP_LENGTH, blank=True, default="", db_default=""
    )
    persona = models.CharField(
        _("what kind of buyer they are"), max_length=GROUP_LENGTH, blank=True, default="", db_default=""
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="accounts",
        verbose_name=_("looked after by"),
    )
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="backed_up",
        verbose_name=_("when they are away"),
    )
    do_not_contact = models.BooleanField(_("asked not to be contacted"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    custom = models.JSONField(default=dict, db_default={}, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", editable=False)

    objects: ClassVar = AccountQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["folded", "id"], name="account_by_name"),
            models.Index(fields=["folded"], name="account_name_prefix", opclasses=["text_pattern_ops"]),
            models.Index(fields=["came_by"], name="account_by_came_by", condition=~models.Q(came_by="")),
            models.Index(fields=["persona"], name="account_by_persona", condition=~models.Q(persona="")),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="account_named"),
            # Blank is how "not known" is told; a space would be a group of its own that nobody can see.
            models.CheckConstraint(
                condition=~models.Q(came_by__regex=r"^\s|\s$") & ~models.Q(persona__regex=r"^\s|\s$"),
                name="account_groups_trimmed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded = fold(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # passed through as they came


class AccountReference(models.Model):
    """How a source of orders calls an account: the key that makes a second import find it again."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="references")
    source = models.CharField(max_length=80)
    external_id = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="account_reference_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
