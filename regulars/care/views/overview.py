"""What is due in care across all accounts, and how accounts came to us where nobody noted it yet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.care.due import ASKED, ENDS, FLAG, REVIEW, SHEET, due
from regulars.care.due_words import page, told
from regulars.care.fitting import fitting
from regulars.care.rehearsing import without_drill
from regulars.care.views.origins import unknown_to
from regulars.team.doors import members
from regulars.team.models import Kind
from regulars.team.requests import MemberRequest

SHOWN = 25
DRILLS = 5


@members()
@require_safe
def care(request: MemberRequest) -> HttpResponse:
    """A heading for each kind; what is due is worked out as the morning list does, without its thrift."""
    today = timezone.localdate()
    seen = due(today, SHOWN, whose=request.member.whose(Kind.ACCOUNTS))
    found = [(one, told(one, today)) for one in seen]
    lines = [(one, said, page(one, said.card)) for one, said in found]
    groups = [
        (heading, words, [line for line in lines if line[0].kind == kind])
        for kind, heading, words in headings()
    ]
    shown: dict[str, Any] = {
        "groups": groups,
        "unknown": unknown_to(request),
        "drills": without_drill(request.member, today, DRILLS),
    }
    return render(request, "care/overview.html", shown)


@members()
@require_safe
def care_wishes(request: MemberRequest) -> HttpResponse:
    """Whose wishes an offer fits, before it is made to anybody (R50)."""
    offer = request.GET.get("offer", "").strip()[:200]
    wishes = fitting(request.member, offer, SHOWN) if offer else []
    return render(request, "care/wishes.html", {"offer": offer, "wishes": wishes})


def headings() -> list[tuple[str, str, str]]:
    return [
        (REVIEW, _("Reviews due"), _("with the promises as their agenda")),
        (ENDS, _("Ends to tell them about"), _("calmly, from 18 months ahead")),
        (ASKED, _("They had to ask first"), _("offer something unasked")),
        (SHEET, _("Protection sheets to fill in"), _("the biggest first, a few more every day")),
        (FLAG, _("Going gently, ending soon"), _("ask how they are")),
    ]
