"""No, from whoever must deliver, with a reason."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import DeclineForm
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def decline(promise: Promise, form: Any, request: MemberRequest) -> Event:
    return promise.decline(by=request.member, why=form.cleaned_data["why"])


QUESTION = Question(
    "promise-declining",
    _("You cannot deliver it"),
    _("Say no"),
    DeclineForm,
    decline,
    _("You said no to: %(what)s."),
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def declining(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
