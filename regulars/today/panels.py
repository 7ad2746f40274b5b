"""What Today adds to an account's page: what was decided about them and still stands, with the way back."""

from datetime import date

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.lib.statements import DAYS, NUMBERS, Statement
from regulars.people.models import Account
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.today.digest import of_day, overruled, seen, yesterday
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


@panel("today.above", 90)
def happened(request: MemberRequest, member: Member) -> str:
    """One line: what others changed of one's own since yesterday, and for whoever answers for others, that there is something
    to read. Two queries at most."""
    day = yesterday(request.firm)
    changed = len(overruled(member, request.firm, day))
    answers = member.holds(Role.MANAGER)
    done = (
        answers
        and of_day(day, request.firm).filter(seen(member), actor__isnull=False).exclude(actor=member).exists()
    )
    shown = {"changed": changed, "done": done}
    return render_to_string("today/_happened.html", shown) if changed or done else ""
