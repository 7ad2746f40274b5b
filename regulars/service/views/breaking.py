"""A promise was not kept, and will not be."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import BreakForm
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def break_it(promise: Promise, form: Any, request: MemberRequest) -> Event:
    return promise.break_(by=request.member, why=form.cleaned_data["why"])


QUESTION = Question(
    "promise-breaking",
    _("It was broken"),
    _("It was broken"),
    BreakForm,
    break_it,
    _("Written down as broken: %(what)s."),
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def breaking(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
