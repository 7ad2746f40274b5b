"""Something stored that is more than the job needs, found by looking through; it stays until a person says what to do."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.team.models import Member, Role


class Settled(TextChoices):
    SMALLER = "smaller", _("stored smaller")
    FINE = "fine", _("it is none")
    GONE = "gone", _("it was changed meanwhile")


class FindQuerySet(models.QuerySet["Find"]):
    def visible_to(self, member: Member) -> Self:
        """For those who settle how the firm works, as far as they see accounts."""
        return (
            within(self.filter(account__removed_at=None), member)
            if member.holds(Role.MANAGER)
            else self.none()
        )

    def open(self) -> Self:
        return self.filter(settled="")


class Find(models.Model):
    """`where` is `app.Model.field` (`people.Person.note`, `people.Account.custom.f12`), `digest` the keyed hash of the text
    that was looked at: the same text is not found twice, and what it held stands nowhere a second time."""

    where = models.CharField(max_length=120)
    record = models.BigIntegerField()
    account = models.ForeignKey(Account, models.CASCADE, related_name="finds", null=True)
    whats = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    settled = models.CharField(max_length=10, choices=Settled, blank=True)
    settled_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar = FindQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["where", "record", "digest"], name="found_once"),
            models.CheckConstraint(condition=Q(settled__in=["", *Settled.values]), name="find_settled_known"),
        ]

    def __str__(self) -> str:
        return f"{self.where} {self.record}"
