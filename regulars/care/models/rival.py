"""A rival who was seen near an account: who, what was heard, and from whom (R36)."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class HeardFrom(TextChoices):
    THEM = "them", _("they told us")
    SEEN = "seen", _("we saw it ourselves")
    OTHERS = "others", _("somebody else said so")


class Rival(Noted):
    who = models.CharField(_("who"), max_length=120)
    words = models.CharField(_("what we heard"), max_length=300, blank=True)
    heard_from = models.CharField(_("how we know"), max_length=10, choices=HeardFrom)
    heard_on = models.DateField(_("heard on"), default=timezone.localdate)

    class Meta:
        indexes = [models.Index(fields=["account", "-heard_on"], name="rival_of_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(who=""), name="rival_named"),
            models.CheckConstraint(condition=Q(heard_from__in=HeardFrom.values), name="rival_source_known"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def is_hearsay(self) -> bool:
        """Neither they nor we saw it: told as hearsay wherever it is told."""
        return self.heard_from == HeardFrom.OTHERS

    @classmethod
    @transaction.atomic
    def see(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: who, words, heard_from, heard_on."""
        rival = cls.add(account, by=by, **about)
        rival.told = record("care.rival_seen", by=by, **rival.named, who=rival.who, hearsay=rival.is_hearsay)
        return rival
