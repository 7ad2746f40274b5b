"""What Today adds to an account's page: what was decided about them and still stands, with the way back."""

from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.people.models import Account
from regulars.team.requests import MemberRequest
from regulars.today.models import Decision

SHOWN = 5


@panel("account.left", 20)
def decisions(request: MemberRequest, account: Account) -> str:
    standing = (
        Decision.objects.visible_to(request.member).standing(timezone.localdate()).filter(account=account)
    )
    found = list(standing.select_related("member").order_by("-id")[:SHOWN])
    return render_to_string("today/_standing.html", {"decisions": found}, request) if found else ""
