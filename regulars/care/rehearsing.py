"""Which top accounts were not thought through yet: could we withstand a better deal? (R36)"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from regulars.care.models import CareSettings, Drill
from regulars.people.models import Account
from regulars.retention.models import Score
from regulars.team.models import Member


def without_drill(member: Member, today: date, limit: int) -> QuerySet[Score]:
    """The most valuable first."""
    since = today - timedelta(days=CareSettings.load().drill_days)
    done = Drill.objects.standing().filter(account=OuterRef("account"), done_on__gt=since)
    visible = Account.objects.visible_to(member).filter(pk=OuterRef("account"))
    top = (
        Score.objects.filter(Exists(visible), ~Exists(done), top=True).select_related("account").defer("run")
    )
    found: QuerySet[Score] = top.order_by("-last_year", "-account")[:limit]
    return found
