"""What Today adds to an account's page: what was decided about them and still stands, with the way back."""

from datetime import date

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.lib.statements import DAYS, NUMBERS, Statement
from regulars.people.models import Account
from regulars.team.requests import MemberRequest
from regulars.today.models import Decision

SHOWN = 5


def _standing(account: int, today: date) -> QuerySet[Decision]:
    about = Decision.objects.standing(today).filter(account=account)
    return about.select_related("member").order_by("-id")[:SHOWN]


STANDING = Statement(_standing, account=NUMBERS, today=DAYS)


@panel("account.left", 20)
def decisions(request: MemberRequest, account: Account) -> str:
    found = STANDING(account=account.pk, today=timezone.localdate()) if request.member.is_active else []
    return render_to_string("today/_standing.html", {"decisions": found}, request) if found else ""
