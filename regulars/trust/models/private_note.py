"""A note that embarrasses if it is read by others ("short of cash"): for whoever looks after the account, for a while.

It is in no list, no search, no file, no merge field, and on no timeline. It goes by itself.
"""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.errors import NotAllowed
from regulars.people.models import Account
from regulars.team.models import Member, Role
from regulars.timeline.models import record

DAYS = 60
MOST_DAYS = 365


class PrivateKind(TextChoices):
    SHORT_OF_CASH = "short_of_cash", gettext_lazy("short of cash just now")
    TROUBLE = "trouble", gettext_lazy("a hard time at home or at work")
    OTHER = "other", gettext_lazy("something else")


class PrivateNoteQuerySet(models.QuerySet["PrivateNote"]):
    def visible_to(self, member: Member) -> Self:
        """Whoever looks after the account or stands in, and the owner of the firm; nobody once its day is over."""
        if not member.is_active:
            return self.none()
        held = self.filter(until__gte=timezone.localdate(), account__in=Account.objects.visible_to(member))
        if member.role == Role.OWNER:
            return held
        return held.filter(Q(account__owner=member) | Q(account__backup=member))


class PrivateNote(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="private_notes")
    kind = models.CharField(gettext_lazy("what it is about"), max_length=20, choices=PrivateKind)
    words = models.CharField(gettext_lazy("what you want to remember"), max_length=300)
    until = models.DateField(gettext_lazy("forget it after"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar = PrivateNoteQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="private_note_said")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @classmethod
    def open_to(cls, member: Member, account: Account) -> bool:
        """Whether this member may read and write them about that account, whom they may see."""
        looks_after = member.pk in {account.owner_id, account.backup_id}
        return member.is_active and (member.role == Role.OWNER or looks_after)

    @classmethod
    def refuse_unless_open(cls, member: Member, account: Account) -> None:
        """For a paper that holds them all. Raises NotAllowed where there is one that this member may not read."""
        standing = cls.objects.filter(account=account, until__gte=timezone.localdate())
        if not cls.open_to(member, account) and standing.exists():
            raise NotAllowed(
                _(
                    "There is a private note about them, which only who looks after them and the owner may read. "
                    "Ask one of them to look the file through and hand it over."
                )
            )

    @classmethod
    @transaction.atomic
    def keep(cls, account: Account, *, by: Member, kind: str, words: str, until: date) -> "PrivateNote":
        """The event says that there is one, never what is in it. Raises NotAllowed for who may not read it."""
        if not cls.open_to(by, account):
            raise NotAllowed(
                _("Only who looks after them, and the owner, can keep a private note about them.")
            )
        made = cls.objects.create(account=account, by=by, kind=kind, words=words, until=until)
        record("trust.private_note_kept", by=by, note=made.pk, until=until.isoformat())
        return made

    @transaction.atomic
    def forget(self, *, by: Member) -> None:
        """Gone for good: a private thing in the bin is still kept. A second time finds nothing."""
        number, _each = PrivateNote.objects.filter(pk=self.pk).delete()
        if number:
            record("trust.private_note_forgotten", by=by, note=self.pk)
