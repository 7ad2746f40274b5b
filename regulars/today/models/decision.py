"""What someone decided about an item of the morning list: later, with a day; or let go, with a reason."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.retention.models import RiskCase
from regulars.team.models import Member
from regulars.timeline.models import Touch


class Choice(TextChoices):
    ACTED = "acted", _("Acted")
    LATER = "later", _("Later")
    LET_GO = "let_go", _("Let go")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.all(), member)

    def standing(self, today: date) -> Self:
        """Decisions that keep their item off the list on `today`, the firm's day."""
        return self.filter(undone_at=None).filter(Q(until=None) | Q(until__gt=today))


class Decision(models.Model):
    """An item is an account and a kind; while `until` (the firm's day) is ahead, or empty, it stays off the list."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=60)
    choice = models.CharField(max_length=10, choices=Choice)
    until = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)
    touch = models.ForeignKey(Touch, models.SET_NULL, null=True, related_name="+")
    case = models.ForeignKey(
        RiskCase, models.SET_NULL, null=True, related_name="+", help_text="the risk case this decision closed"
    )

    objects: ClassVar = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(choice="later") | Q(until__isnull=False), name="later_has_a_day"
            ),
            models.CheckConstraint(condition=~Q(choice="let_go") | ~Q(reason=""), name="let_go_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["account", "kind"], condition=Q(undone_at=None), name="decision_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind} {self.choice}"
