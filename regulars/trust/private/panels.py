"""What only those who look after somebody see on the page of an account: one query, and none for anybody else."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.lib.statements import DAYS, NUMBERS, Statement
from regulars.people.models import Account
from regulars.team.requests import MemberRequest
from regulars.trust.models import PrivateNote


def _standing(account: int, today: Any) -> QuerySet[PrivateNote]:
    held: QuerySet[PrivateNote] = PrivateNote.objects.filter(account=account, until__gte=today)
    return held.order_by("until", "pk")


STANDING = Statement(_standing, account=NUMBERS, today=DAYS)


@panel("account.left", 80)
def private(request: MemberRequest, account: Account) -> str:
    if not PrivateNote.open_to(request.member, account):
        return ""
    notes = STANDING(account=account.pk, today=timezone.localdate())
    if not notes and not request.member.may_write:
        return ""
    shown = {"account": account, "notes": notes, "member": request.member}
    return render_to_string("trust/private/_card.html", shown)
