"""Suppression: an address nothing but service is ever sent to again, whoever's it is and however it comes back.

Kept as a keyed hash (HMAC-SHA256, RFC 2104) of the address, so that it outlives the person's record: after an erasure,
a re-import, a merge or a restore the same address is still known, and nobody can read it back.
"""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Means(TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")


class Why(TextChoices):
    """The recipient decides what is spam (V4): the first four are asked for when they stop us, and never required."""

    OUT_OF_CONTEXT = "out_of_context", _("it had nothing to do with me")
    INCESSANT = "incessant", _("it came too often")
    ANNOYING = "annoying", _("it annoyed me")
    NO_USE = "no_use", _("it was of no use to me")
    UNSAID = "unsaid", _("no reason given")
    ASKED = "asked", _("they told us")
    ERASED = "erased", _("they had their data erased")
    COMPLAINED = "complained", _("they complained")
    BOUNCED = "bounced", _("the address does not exist")


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def standing(self) -> Self:
        """Those that nobody lifted."""
        return self.filter(lifted_at=None)


class Suppression(models.Model):
    """`digest` is HMAC-SHA256 in hexadecimal of the folded address (trust.hashing). Lifted only by the person themselves,
    or by an owner with a reason; then `lifted_at` says when and `lifted_why`."""

    means = models.CharField(max_length=10, choices=Means)
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=20, choices=Why, default=Why.UNSAID)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lifted_why = models.CharField(max_length=200, blank=True)

    objects: ClassVar = SuppressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["means", "digest"], condition=Q(lifted_at=None), name="suppressed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.means} {self.letters}"

    @property
    def letters(self) -> str:
        """All that a person sees of the hash: the address itself cannot be read back."""
        return self.digest[-6:]
