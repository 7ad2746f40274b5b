"""What the account page shows: facts left, timeline in the middle, what other apps know on the right."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from regulars.lib.panels import rendered
from regulars.people.contacting import action_for
from regulars.people.forms import TouchForm
from regulars.people.models import Account
from regulars.team.requests import MemberRequest
from regulars.timeline.telling import timeline_of

ENTRIES = 30


def open_account(request: MemberRequest, pk: int) -> Account:
    """The one door to an account of a page; 404 for what is not there or not theirs to see."""
    return get_object_or_404(Account.objects.visible_to(request.member).select_related("owner"), pk=pk)


def account_page(
    request: MemberRequest, account: Account, before: datetime | None = None, form: TouchForm | None = None
) -> dict[str, Any]:
    people = list(account.people.here().order_by("id"))
    return {
        "account": account,
        "people": people,
        "action": action_for(account, people),
        "timeline": timeline_of(account, before, ENTRIES),
        "before": before,
        "form": form or TouchForm(),
        "tags": rendered("account.tags", request, account),
        "header": rendered("account.header", request, account),
        "left": rendered("account.left", request, account),
        "right": rendered("account.right", request, account),
    }
