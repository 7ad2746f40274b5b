"""What happened to a promise, in order. Rows are only ever added: the database refuses anything else."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Act(TextChoices):
    MADE = "made", _("Made")
    HANDED_OVER = "handed_over", _("Handed over")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    MOVED = "moved", _("Moved with their word")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDONE = "undone", _("Taken back")


class AppendOnly(RuntimeError):
    """Something tried to change or remove what is written down for good."""


class PromiseChange(models.Model):
    """`was` and `now` hold the promise's columns that changed. `word` is what was said; where the customer said it, by
    `said_by` at `said_at`: their name is copied, since what they said stays theirs whatever becomes of the record.

    The migration adds the reference to the promise with its own rule: rows go with their whole promise, never alone.
    """

    promise = models.ForeignKey(
        "service.Promise", models.DO_NOTHING, related_name="changes", db_index=False, db_constraint=False
    )
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    act = models.CharField(max_length=20, choices=Act)
    was = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    now = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    word = models.CharField(max_length=500, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["promise", "id"], name="change_of_promise")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(act="moved") | ~(models.Q(word="") | models.Q(said_by="")),
                name="a_move_has_their_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise AppendOnly("A change of a promise is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("A change of a promise stays.")
