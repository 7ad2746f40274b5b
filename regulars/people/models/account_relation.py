"""How two accounts belong together: one is part of the other, they are partners, or one was joined into the other."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.models.account import Account


class Relation(TextChoices):
    PART_OF = "part_of", _("is part of")
    PARTNER = "partner", _("is a partner of")
    JOINED = "joined", _("was joined into, or bought by")


class AccountRelation(models.Model):
    """Reads from left to right: `account` is part of `other`. A partner is one of both, stored once.

    Two that were joined are looked at together (A47): `reviewed_at` and what came of it.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Account, models.CASCADE, related_name="relations_back")
    kind = models.CharField(max_length=20, choices=Relation)
    since = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    heard = models.BooleanField(
        default=False, db_default=False, help_text="only heard of, not confirmed: for the team alone"
    )
    reviewed_at = models.DateTimeField(null=True, editable=False)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    review_note = models.TextField(blank=True, max_length=2000, default="", db_default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "other", "kind"], name="account_relation_once"),
            models.CheckConstraint(condition=~Q(account=F("other")), name="account_relation_to_another"),
            models.CheckConstraint(condition=Q(kind__in=Relation.values), name="account_relation_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_kind_display()} {self.other}"
