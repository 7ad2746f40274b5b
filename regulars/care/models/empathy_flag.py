"""An empathy flag: somebody has a hard time, so we go gently and do not sell, until a day that always comes (R53)."""

from datetime import date, timedelta
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.care.errors import TooLong
from regulars.care.models.noted import AboutSomeone, Noted
from regulars.people.models import Account
from regulars.team.models import Member, Role
from regulars.timeline.models import record

LONGEST = 90
"""Days a flag may reach ahead at once; who needs longer extends it, having looked again."""


class EmpathyFlag(Noted, AboutSomeone):
    """`reason` may stay empty, is never part of an event, and is read only by who set the flag and by managers."""

    until = models.DateField(_("until"))
    reason = models.CharField(_("what happened, for you and your managers only"), max_length=300, blank=True)
    lifted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["account", "-until"], name="empathy_of_account")]

    def __str__(self) -> str:
        return str(self.until)

    @classmethod
    @transaction.atomic
    def raise_(cls, account: Account, *, by: Member, until: date, **about: object) -> Self:
        """`about`: person, reason. Raises TooLong."""
        must_end_soon(until)
        flag = cls.add(account, by=by, until=until, **about)
        flag.told = record("care.flag_raised", by=by, **flag.named, until=until.isoformat())
        return flag

    @transaction.atomic
    def extend(self, *, by: Member, until: date) -> None:
        must_end_soon(until)
        changed = self.put({"lifted_at": None}, until=until)
        self.told = record("care.flag_extended", by=by, **self.named, until=until.isoformat(), **changed)

    @transaction.atomic
    def lift(self, *, by: Member) -> None:
        """They are better: end it now."""
        changed = self.put({"lifted_at": None}, lifted_at=timezone.now())
        self.told = record("care.flag_lifted", by=by, **self.named, **changed)

    def is_on(self, today: date) -> bool:
        return self.withdrawn_at is None and self.lifted_at is None and self.until >= today

    def reason_for(self, member: Member) -> str:
        """The reason, for who set the flag and for managers and up; empty for everybody else."""
        may = member.holds(Role.MANAGER) or (self.by_id is not None and self.by_id == member.pk)
        return self.reason if may else ""


def must_end_soon(until: date) -> None:
    today = timezone.localdate()
    if not today < until <= today + timedelta(days=LONGEST):
        sentence = gettext(
            "Choose a day after today and within %(days)d days. If it takes longer, extend it then."
        )
        raise TooLong(sentence % {"days": LONGEST})
