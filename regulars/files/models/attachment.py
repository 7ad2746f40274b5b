"""An attachment: a file that belongs to an account, perhaps to one person there."""

from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from regulars.files.kinds import said_kind
from regulars.files.sniffing import is_what_it_says
from regulars.files.storing import path_of
from regulars.people.models import Account, Person
from regulars.people.models.sight import within
from regulars.team.models import Kind, Member
from regulars.timeline.models import Event, record

IN_THE_BIN = timedelta(days=30)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, member: Member) -> Self:
        """The one door: whoever sees an account sees its files, those in the bin too."""
        return within(self.filter(account__removed_at=None), member, Kind.FILES)

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Attachment(models.Model):
    """`kind` is the media type its bytes show, `place` the random name it is kept under, `pictured` whether small pictures
    of it were made. Nothing but those is ever shown; the file itself is only handed over."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="attachments", db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    pictured = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=40, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="attachment_of_account"),
            models.Index(
                fields=["removed_at"], name="attachment_in_the_bin", condition=~models.Q(removed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return path_of(self.place)

    @property
    def lies(self) -> bool:
        """The end of its name says it is something else than it is."""
        return not is_what_it_says(self.name, self.kind)

    @property
    def kind_said(self) -> str:
        """What it is, in words where there are some."""
        return str(said_kind(self.kind))

    def remove(self, *, by: Any) -> Event | None:
        """Into the bin, for IN_THE_BIN; None where it is there already."""
        with transaction.atomic():
            standing = Attachment.objects.standing().filter(pk=self.pk)
            if not standing.update(removed_at=timezone.now()):
                return None
            return record("files.removed", by=by, **self.told())

    def restore(self, *, by: Any) -> Event | None:
        """Out of the bin again; None where it was not in it, or is gone for good."""
        with transaction.atomic():
            gone = Attachment.objects.filter(pk=self.pk).exclude(removed_at=None)
            if not gone.update(removed_at=None):
                return None
            return record("files.restored", by=by, **self.told())

    def told(self) -> dict[str, Any]:
        """What an event says of it: whose it is, so that it is told there."""
        about = {"person": self.person_id} if self.person_id else {}
        return {"account_id": self.account_id, "attachment": self.pk, "name": self.name, **about}
