"""Somebody else must deliver: they are asked."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import HandOverForm
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def hand_over(promise: Promise, form: Any, request: MemberRequest) -> Event:
    return promise.hand_over(to=form.cleaned_data["to"], by=request.member)


QUESTION = Question(
    "promise-handing-over",
    _("Who delivers it?"),
    _("Ask them"),
    HandOverForm,
    hand_over,
    _("Handed over: %(what)s."),
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def handing_over(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
