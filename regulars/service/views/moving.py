"""The customer agreed to another day: moved with their word."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import MoveForm
from regulars.service.forms.answers import moment_on
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def move(promise: Promise, form: Any, request: MemberRequest) -> Event:
    given = form.cleaned_data
    said_at = moment_on(given["said_on"])
    return promise.renegotiate(
        by=request.member, due=given["due"], word=given["word"], said_by=given["said_by"], said_at=said_at
    )


QUESTION = Question(
    "promise-moving",
    _("They agreed to another day"),
    _("Move it, with their word"),
    MoveForm,
    move,
    _("Moved with their word: %(what)s."),
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def moving(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
