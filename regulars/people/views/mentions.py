"""What colleagues told this member by writing @their-name into a note; and the names one may write."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.errors import BadInput
from regulars.people.composing.mentioning import unmistakable
from regulars.team.doors import members
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Mention

PAGE = 50


@members()
@require_safe
def mentions(request: MemberRequest) -> HttpResponse:
    """Newest first; opening the page is seeing them, and those not seen before are marked this once."""
    before = read_before(request.GET.get("before", ""))
    told = Mention.objects.of(request.member).order_by("-id")
    if before:
        told = told.filter(id__lt=before)
    found = list(told.select_related("touch__account", "touch__member")[: PAGE + 1])
    shown = found[:PAGE]
    if request.method == "GET" and any(mention.seen_at is None for mention in shown):
        Mention.objects.of(request.member).filter(pk__in=[mention.pk for mention in shown]).mark_seen()
    older = shown[-1].pk if len(found) > PAGE else None
    return render(request, "people/mentions.html", {"mentions": shown, "older": older, "before": before})


def read_before(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput(_("That page does not exist. Start from the newest."))
    return int(text)


@members(read=Role.MEMBER)
@require_safe
def mention_names(request: MemberRequest) -> JsonResponse:
    """What to write after the @ for everybody who may be told, for the list that opens while one types."""
    team = list(Member.objects.filter(is_active=True).order_by("name", "pk"))  # colleagues see each other
    found = [{"name": str(member), "write": unmistakable(member, team)} for member in team]
    return JsonResponse({"members": found})
