"""The trail: what was recorded, sealed one after the other, so that whatever is changed afterwards shows (V17).

Every link holds the SHA-256 (FIPS 180-4) of what it seals and of the link before it. The database itself notes what waits to be
sealed and when that was written, whoever wrote it; and it refuses to change a link or what a link sealed.
"""

from typing import ClassVar

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class What(TextChoices):
    ENTRY = "entry", _("an entry")
    REDACTED = "redacted", _("an entry was made unreadable")
    GONE = "gone", _("an entry was removed for good")


class Waiting(models.Model):
    """Written by triggers of the database; `recorded_at` is None for what was there before the trail began."""

    event = models.BigIntegerField()
    what = models.CharField(max_length=10, choices=What, default=What.ENTRY)
    why = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Waiting"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.what} {self.event}"


class Link(models.Model):
    """Append-only, which a trigger holds. `event`, `actor` and `account` are ids and no references: a link outlives them all.

    `at` is what the entry says of itself, `recorded_at` and `sealed_at` are the database's clock. `salt` goes into `digest`
    and is taken away with what it sealed, so that nobody can find out by guessing what had stood there.
    """

    sequence = models.BigIntegerField(primary_key=True)
    what = models.CharField(max_length=10, choices=What)
    event = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField()
    digest = models.BinaryField(default=bytes)
    salt = models.BinaryField(null=True, default=None)
    hash = models.BinaryField(default=bytes)

    objects: ClassVar[models.Manager["Link"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["event", "sequence"], name="link_of_event")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.what} {self.event}"
