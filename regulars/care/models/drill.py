"""The drill for a top account: if a rival offered them a better deal tomorrow, would they stay? (R36)"""

from typing import Self

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class Verdict(TextChoices):
    STAY = "stay", _("they would stay")
    UNSURE = "unsure", _("hard to say")
    GO = "go", _("they would go")


class Drill(Noted):
    verdict = models.CharField(
        _("a rival offers them a better deal tomorrow"), max_length=10, choices=Verdict
    )
    holds = models.CharField(_("what keeps them with us"), max_length=300)
    next_step = models.CharField(_("what we do about it"), max_length=300)
    done_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        indexes = [models.Index(fields=["account", "-done_on"], name="drill_of_account")]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="drill_verdict_known"),
            models.CheckConstraint(condition=~Q(holds="") & ~Q(next_step=""), name="drill_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @classmethod
    @transaction.atomic
    def run(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: verdict, holds, next_step."""
        drill = cls.add(account, by=by, **about)
        drill.told = record("care.drill_run", by=by, **drill.named, verdict=str(drill.verdict))
        return drill
