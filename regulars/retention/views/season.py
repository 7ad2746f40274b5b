"""First won in the same season last year, not back, and whether anyone asked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regulars.lib.money import Money
from regulars.retention.customers.pages import Place, page_of
from regulars.retention.firm_facts import facts_of
from regulars.retention.models import ScoringRun
from regulars.retention.pictures.saying import iso_day
from regulars.retention.previous import last_orders, last_touches
from regulars.retention.same_season import not_back
from regulars.retention.views.picture import tabs
from regulars.retention.views.previous import BY_VALUE, around
from regulars.team.doors import members
from regulars.team.models import Member
from regulars.team.requests import MemberRequest

COLUMNS = ("id", "name", "do_not_contact", "score__total", "score__currency", "score__first_day")


@members()
@require_safe
def retention_season(request: MemberRequest) -> HttpResponse:
    run = ScoringRun.objects.done().first()
    facts = facts_of(run)
    shown: dict[str, Any] = {"run": run, "tabs": tabs("retention-season", request.firm)}
    season = facts["same_season"] if facts else None
    if season is not None:
        seen = not_back(season, request.member, request.firm)
        page = page_of(seen, BY_VALUE, Place.asked(request.GET), COLUMNS, request.member)
        shown |= {
            "season": season,
            "figures": request.member.access.whole,
            "start": iso_day(season["start"]),
            "end": iso_day(season["end"]),
            "never": season["not_back"] - season["asked"],
            "people": people(page.accounts, request.member),
            "links": around(page),
        }
    return render(request, "retention/season.html", shown)


def people(accounts: list[dict[str, Any]], member: Member) -> list[dict[str, Any]]:
    """Each with their last order, and the last time we began a contact after their first."""
    ids = [account["id"] for account in accounts]
    orders, touches = last_orders(ids, member), last_touches(ids)
    return [
        {
            **account,
            "brought": Money(account["score__total"], account["score__currency"]),
            "last": orders.get(account["id"]),
            "asked": asked_since(account, touches.get(account["id"])),
        }
        for account in accounts
    ]


def asked_since(account: dict[str, Any], touch: dict[str, Any] | None) -> dict[str, Any] | None:
    return touch if touch and touch["at"].date() > account["score__first_day"] else None
