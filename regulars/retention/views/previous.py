"""Previous clients worth a call, by what they brought."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.money import Money
from regulars.retention.customers.filters import Filters
from regulars.retention.customers.pages import Page, Place, page_of
from regulars.retention.models import ScoringRun
from regulars.retention.pictures.saying import days
from regulars.retention.previous import LastOrder, last_orders, last_touches, previous
from regulars.retention.terms import standing_word, term
from regulars.retention.views.customers import links
from regulars.retention.views.picture import tabs
from regulars.team.doors import members
from regulars.team.models import Firm, Member, Right
from regulars.team.requests import MemberRequest

COLUMNS = (
    "id",
    "name",
    "score__standing",
    "score__orders",
    "score__total",
    "score__currency",
    "score__last_day",
    "score__interval",
)
BY_VALUE = Filters(sort="total")


@members(right=Right.MONEY)
@require_safe
def retention_previous(request: MemberRequest) -> HttpResponse:
    run = ScoringRun.objects.done().defer("firm_facts").first()
    seen = previous(request.member)
    page = page_of(seen, BY_VALUE, Place.asked(request.GET), COLUMNS, request.member)
    context = {
        "run": run,
        "tabs": tabs("retention-previous", request.firm),
        "people": people(page.accounts, run, request.firm, request.member) if run else [],
        "links": around(page),
        "meaning": term("previous", request.firm),
    }
    return render(request, "retention/previous.html", context)


def around(page: Page) -> dict[str, str]:
    """The pages around this one; an empty query string is the first."""
    return {
        name: url.replace("sort=total&", "").replace("sort=total", "")
        for name, url in links(BY_VALUE, page).items()
    }


def people(
    accounts: list[dict[str, Any]], run: ScoringRun, firm: Firm, member: Member
) -> list[dict[str, Any]]:
    ids = [account["id"] for account in accounts]
    orders, touches = last_orders(ids, member), last_touches(ids)
    return [
        {
            **account,
            "standing": standing_word(account["score__standing"], firm),
            "brought": Money(account["score__total"], account["score__currency"]),
            "last": orders.get(account["id"]),
            "reason": reason(account, orders.get(account["id"]), run.as_of),
            "tried": touches.get(account["id"]),
        }
        for account in accounts
    ]


def reason(account: dict[str, Any], last: LastOrder | None, as_of: date) -> str:
    """Why to get in touch: from their own history, never an offer."""
    silent = (as_of - account["score__last_day"]).days
    if account["score__interval"]:
        return _("They used to order about every %(usual)s; now it has been %(silent)s.") % {
            "usual": days(account["score__interval"]),
            "silent": days(silent),
        }
    if account["score__last_day"].month == as_of.month:
        return _("Their last order was made at this time of the year. Do they need it again?")
    if last and last.what:
        return _("Ask how they got on with %(what)s.") % {"what": last.what}
    return _("It has been %(silent)s. Ask how they have been, and listen.") % {"silent": days(silent)}
