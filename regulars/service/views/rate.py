"""How often promises are kept: the firm, each member, each account; both sides."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from regulars.service.models import Promise, Side
from regulars.service.rate import ENOUGH, by_account, rates_of
from regulars.team.doors import members
from regulars.team.models import Member
from regulars.team.requests import MemberRequest

ACCOUNTS = 30


@members()
@require_safe
def promises_rate(request: MemberRequest) -> HttpResponse:
    now, seen = timezone.now(), Promise.objects.visible_to(request.member)
    sides, rates = rates_of(seen, now)
    people = Member.objects.order_by("name", "pk").in_bulk(rates)
    shown = {
        "ours": sides[Side.OURS],
        "theirs": sides[Side.THEIRS],
        "people": sorted(((str(people[pk]), rate) for pk, rate in rates.items() if pk in people)),
        "accounts": by_account(seen, now, ACCOUNTS),
        "enough": ENOUGH,
    }
    return render(request, "service/rate.html", shown)
