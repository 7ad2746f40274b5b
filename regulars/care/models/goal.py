"""A goal for the relationship: theirs or ours, and whether it is met (S62)."""

from typing import Self

from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.care.models.noted import Noted
from regulars.people.models import Account
from regulars.team.models import Member
from regulars.timeline.models import record


class Side(TextChoices):
    THEIRS = "theirs", _("theirs")
    OURS = "ours", _("ours")


class GoalOutcome(TextChoices):
    MET = "met", _("met")
    MISSED = "missed", _("missed")
    OUTGROWN = "outgrown", _("outgrown")


class Goal(Noted):
    """Both sides missing theirs is flagged as neither gaining (`lose_lose`); what follows is a talk, decided by people."""

    side = models.CharField(_("whose"), max_length=10, choices=Side)
    words = models.CharField(_("what is wanted"), max_length=300)
    set_on = models.DateField(_("said on"), default=timezone.localdate)
    need = models.CharField(_("why we need to keep this"), max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=GoalOutcome, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "side"], name="goal_of_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="goal_said"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="goal_side_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *GoalOutcome.values]), name="goal_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    @transaction.atomic
    def state(cls, account: Account, *, by: Member, **about: object) -> Self:
        """`about`: side, words, set_on, need."""
        goal = cls.add(account, by=by, **about)
        goal.told = record("care.goal_stated", by=by, **goal.named, side=goal.side)
        return goal

    @transaction.atomic
    def settle(self, outcome: str, *, by: Member) -> None:
        """Met, missed or outgrown; it may turn out otherwise later, so any outcome may follow another."""
        changed = self.put({}, outcome=GoalOutcome(outcome))
        self.told = record("care.goal_settled", by=by, **self.named, side=self.side, **changed)

    @classmethod
    def lose_lose(cls, goals: "models.query.QuerySet[Goal] | list[Goal]") -> bool:
        """Of one account's standing goals: whether they miss one of theirs and we one of ours (or have outgrown it)."""
        theirs = any(goal.side == Side.THEIRS and goal.outcome == GoalOutcome.MISSED for goal in goals)
        ours = {GoalOutcome.MISSED, GoalOutcome.OUTGROWN}
        return theirs and any(goal.side == Side.OURS and goal.outcome in ours for goal in goals)
