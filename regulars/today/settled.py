"""What is settled and stays off the morning list: by a decision there, or by closing the risk case on the account's page."""

from datetime import date, timedelta

from django.db.models import F

from regulars.retention.attention import RISK
from regulars.retention.models import CaseOutcome, RiskCase
from regulars.team.models import Firm
from regulars.today.models import Decision

LOOK_AGAIN = {CaseOutcome.WILL_ORDER: 30, CaseOutcome.WAITING: 60, CaseOutcome.PROBLEM: 14}
"""Days after which a risk that was answered so may come back, if its reasons still hold. Other outcomes hold until
they order again."""

FOR_GOOD = (CaseOutcome.LOST, CaseOutcome.LET_GO, CaseOutcome.NOT_A_RISK)


def settled_items(today: date, firm: Firm) -> dict[tuple[int, str], date]:
    """(account, kind) of what is settled → the firm's day on which it was."""
    return closed_cases(today, firm) | standing_decisions(today, firm)


def standing_decisions(today: date, firm: Firm) -> dict[tuple[int, str], date]:
    """Whoever was let go and ordered since is a new story."""
    standing = Decision.objects.standing(today).order_by("id")
    found = standing.values_list("account_id", "kind", "at", "until", "account__score__last_day")
    told = (
        (account, kind, at.astimezone(firm.zone).date(), until, last)
        for account, kind, at, until, last in found
    )
    return {
        (account, kind): day for account, kind, day, until, last in told if until or not last or last <= day
    }


def closed_cases(today: date, firm: Firm) -> dict[tuple[int, str], date]:
    """Risks still named by the scores whose case somebody closed since the last order."""
    closed = RiskCase.objects.filter(
        outcome__in=[*LOOK_AGAIN, *FOR_GOOD],
        account__score__risk__gt=0,
        closed_at__date__gte=F("account__score__last_day"),
    )
    found = closed.order_by("id").values_list("account_id", "outcome", "closed_at")
    days = [(account, outcome, at.astimezone(firm.zone).date()) for account, outcome, at in found if at]
    return {
        (account, RISK): day
        for account, outcome, day in days
        if outcome not in LOOK_AGAIN or today < day + timedelta(days=LOOK_AGAIN[CaseOutcome(outcome)])
    }
