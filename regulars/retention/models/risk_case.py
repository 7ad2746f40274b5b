"""A rescue case: a risk someone must answer. It closes only with what came of it (R31)."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.retention.errors import CaseClosed, CaseOpen, OutcomeMissing
from regulars.team.models import Member
from regulars.timeline.models import record


class CaseOutcome(TextChoices):
    CAME_BACK = "came_back", _("Came back")
    WILL_ORDER = "will_order", _("Will order again")
    WAITING = "waiting", _("Fine, just not now")
    PROBLEM = "problem", _("Had a problem; it is being solved")
    LOST = "lost", _("Has left")
    LET_GO = "let_go", _("We let them go")
    NOT_A_RISK = "not_a_risk", _("Was never a risk")


class RiskCaseQuerySet(models.QuerySet["RiskCase"]):
    def visible_to(self, member: Member) -> Self:
        return within(self.all(), member)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class RiskCase(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="risk_cases")
    opened_on = models.DateField(help_text="the as-of day of the scoring that flagged it")
    opened_at = models.DateTimeField(default=timezone.now)
    reasons = models.JSONField(default=list, help_text="as the score gave them when the case opened")
    at_stake = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    currency = models.CharField(max_length=3)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="risk_cases")
    act_by = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=CaseOutcome, blank=True)
    note = models.TextField(blank=True, max_length=5000)

    objects: ClassVar = RiskCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(closed_at=None), name="one_open_case"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="no_case_closes_without_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.outcome or 'open'}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def close(self, *, by: Member, outcome: str, note: str = "") -> None:
        """Close it with what came of it. Raises OutcomeMissing or CaseClosed; two at once: the second is refused."""
        if outcome not in CaseOutcome.values:
            raise OutcomeMissing(gettext("Say what came of it: a case closes only with an outcome."))
        with transaction.atomic():
            values = {"closed_at": timezone.now(), "closed_by": by, "outcome": outcome, "note": note.strip()}
            if not RiskCase.objects.filter(pk=self.pk).open().update(**values):
                raise CaseClosed(gettext("This case is closed already."))
            record("retention.case_closed", by=by, account_id=self.account_id, case=self.pk, outcome=outcome)
        for name, value in values.items():
            setattr(self, name, value)

    def reopen(self, *, by: Member) -> None:
        """Undo a closing; what came of it stays in the timeline. Raises CaseOpen where one is open for the account."""
        with transaction.atomic():
            Account.objects.select_for_update().get(pk=self.account_id)
            if RiskCase.objects.filter(account_id=self.account_id).open().exists():
                raise CaseOpen(gettext("This account has an open case already."))
            RiskCase.objects.filter(pk=self.pk).update(closed_at=None, closed_by=None, outcome="")
            record("retention.case_reopened", by=by, account_id=self.account_id, case=self.pk)
        self.closed_at, self.closed_by, self.outcome = None, None, ""
