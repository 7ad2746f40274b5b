"""The card of an account that never bought: how often we were in touch, and whether somebody stopped early."""

from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.panels import panel
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.account.known import known
from regulars.retention.models import Standing
from regulars.retention.prospects.persistence import OFTEN_QUOTED, persistence_of
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Tally


@panel("account.right", 25)
def persistence(request: MemberRequest, account: Account) -> str:
    """Two queries, and only where nothing was bought as far as the newest scoring knows, which may be behind."""
    found = known(request, account)
    if found is not None and found.score.standing != Standing.STRANGER:
        return ""
    if Order.objects.counting().filter(account=account).exists():
        return ""
    tally = Tally.objects.filter(pk=account.pk).first()
    told = persistence_of(account, tally, timezone.now())
    often = bool(tally and tally.touches)
    return render_to_string(
        "retention/account/_persistence.html", {"told": told, "quoted": OFTEN_QUOTED if often else 0}
    )
