"""A mistake of ours that an account lived through, and whether they stayed (R59)."""

from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import AboutSomeone, Noted, NotedQuerySet
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class IncidentQuerySet(NotedQuerySet):
    def with_stayed(self) -> Self:
        """`stayed`: they ordered again after that day. Computed from the ledger, never typed in."""
        later = Order.objects.counting().filter(account=OuterRef("account"), day__gt=OuterRef("happened_on"))
        return self.annotate(stayed=Exists(later))


class Incident(Noted, AboutSomeone):
    """`mended`: what we did so that it does not happen again. That they stayed excuses nothing."""

    words = models.CharField(_("what we did wrong"), max_length=300)
    happened_on = models.DateField(_("when"), default=timezone.localdate)
    mended = models.CharField(_("what we have changed since"), max_length=300, blank=True)

    objects: ClassVar = IncidentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-happened_on"], name="incident_of_account")]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="incident_said")]

    def __str__(self) -> str:
        return self.words

    @classmethod
    @transaction.atomic
    def own_up(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: words, happened_on, mended, person."""
        made = cls.add(account, by=by, **about)
        made.told = record("care.incident", by=by, **made.named)
        return made

    @transaction.atomic
    def mend(self, *, by: Member, mended: str) -> None:
        changed = self.put({}, mended=mended.strip())
        self.told = record("care.mended", by=by, **self.named, **changed)
