"""Finding: as a page, and as the part of it that Ctrl+K asks for at each keystroke."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from regulars.finding.answering import answer
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def find(request: MemberRequest) -> HttpResponse:
    found = answer(request.GET.get("q", ""), request.member, request.firm)
    return render(request, "finding/find.html", {"answer": found})


@members()
@require_safe
def answers(request: MemberRequest) -> HttpResponse:
    """Only the answer. Rendered without the context of a whole page: it is asked for at every keystroke."""
    found = answer(request.GET.get("q", ""), request.member, request.firm)
    return HttpResponse(render_to_string("finding/_answers.html", {"answer": found}))
