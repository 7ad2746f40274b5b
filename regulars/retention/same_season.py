"""First won in the same season last year and not back since (R20), and whether anyone ever asked them back."""

from datetime import date, timedelta

from django.db.models import F, QuerySet

from regulars.people.models import Account
from regulars.retention.firm_facts import SameSeason
from regulars.team.models import Firm, Member

SAME_SEASON = 60
"""Orders within so many days of the first belong to the same season: they are not a return."""


def not_back(season: SameSeason, member: Member, firm: Firm) -> QuerySet[Account]:
    """Who the scoring counts as `not_back` there: their first order fell in the season last year, and none came after
    it. Left out: those with a rhythm of their own."""
    start, end = date.fromisoformat(season["start"]), date.fromisoformat(season["end"])
    found: QuerySet[Account] = Account.objects.visible_to(member).filter(
        score__days__lt=firm.rhythm_orders,
        score__first_day__range=(start, end),
        score__last_day__lte=F("score__first_day") + timedelta(SAME_SEASON),
    )
    return found
