"""Something they had to ask us for before we offered it: they may be asking others too (R32)."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import AboutSomeone, Noted, NotedQuerySet
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class Wanted(TextChoices):
    UPGRADE = "upgrade", _("something better")
    DISCOUNT = "discount", _("a better price")
    OPTION = "option", _("something new")
    HELP = "help", _("help")


class AskedFirstQuerySet(NotedQuerySet):
    def lately(self, today: date, days: int) -> Self:
        """Those that still count as a risk on `today`."""
        return self.standing().filter(asked_on__gt=today - timedelta(days=days))


class AskedFirst(Noted, AboutSomeone):
    """Counted about accounts, never about who wrote it down: whoever logs it did us a service."""

    wanted = models.CharField(_("they asked for"), max_length=10, choices=Wanted)
    words = models.CharField(_("what exactly"), max_length=300, blank=True)
    asked_on = models.DateField(_("when"), default=timezone.localdate)

    objects: ClassVar = AskedFirstQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-asked_on"], name="asked_of_account"),
            models.Index(fields=["asked_on"], name="asked_lately", condition=Q(withdrawn_at=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(wanted__in=Wanted.values), name="asked_wanted_known")
        ]

    def __str__(self) -> str:
        return str(self.get_wanted_display())

    @classmethod
    @transaction.atomic
    def note(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: wanted, words, asked_on, person."""
        made = cls.add(account, by=by, **about)
        made.told = record("care.asked_first", by=by, **made.named, wanted=str(made.wanted))
        return made
