"""The digest of a day: what colleagues did, for whoever answers for it; what others changed of one's own, for everybody."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.errors import BadInput
from regulars.team.allowing import CHANGEABLE, in_words
from regulars.team.doors import members
from regulars.team.models import Access, Role
from regulars.team.requests import MemberRequest
from regulars.today.digest import WEEK, done_on, overruled, said, yesterday


@members()
@require_safe
def digest(request: MemberRequest) -> HttpResponse:
    firm, member = request.firm, request.member
    day = read_day(request.GET.get("day", "")) or yesterday(firm)
    today = timezone.localdate(timezone=firm.zone)
    answers = member.holds(Role.MANAGER)
    changed = overruled(member, firm, today - WEEK)
    shown = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "answers": answers,
        "doings": done_on(day, member, firm) if answers else [],
        "rules": [(role.label, in_words(Access.of(role, firm.access))) for role in CHANGEABLE]
        if answers
        else [],
        "changed": [(event.at, said(event), event.account) for event in changed],
    }
    return render(request, "today/digest.html", shown)


def read_day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2199:
        raise BadInput(_("“%(text)s” is no day such as 2026-11-22.") % {"text": text[:40]})
    return day
