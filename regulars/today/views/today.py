"""The page every day begins on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.panels import rendered
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.today.answers import list_page
from regulars.today.figures import kept_card, month_card, value_card
from regulars.today.listing import MorningList, morning_list

NOON, EVENING = 12, 18


@members()
@require_safe
def today(request: MemberRequest) -> HttpResponse:
    morning = morning_list(request.member, request.firm, more="more" in request.GET)
    if "reading" in request.GET:
        return how_far(request, morning)
    shown = list_page(request, morning) | {
        "above": rendered("today.above", request, request.member),
        "greeting": greeting() % {"name": request.member.first_name},
        "kept": kept_card(morning.facts),
        "value": value_card(morning.facts),
        "month": month_card(morning.facts, request.firm),
    }
    return render(request, "today/today.html", shown)


def how_far(request: MemberRequest, morning: MorningList) -> HttpResponse:
    """The part of the page that waits for the first scoring; once that is done, where to go."""
    response = render(request, "today/_nobody.html", {"morning": morning})
    if morning.state != "reading":
        response["X-Go-To"] = reverse("today")
    return response


def greeting() -> str:
    hour = timezone.localtime().hour
    if hour < NOON:
        return _("Good morning, %(name)s")
    return _("Good afternoon, %(name)s") if hour < EVENING else _("Good evening, %(name)s")
