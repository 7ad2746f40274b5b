"""A promise no longer holds: it was a mistake, or they let us off."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import WithdrawForm
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def withdraw(promise: Promise, form: Any, request: MemberRequest) -> Event:
    return promise.withdraw(by=request.member, why=form.cleaned_data["why"])


QUESTION = Question(
    "promise-withdrawing",
    _("It no longer holds"),
    _("Withdraw it"),
    WithdrawForm,
    withdraw,
    _("Withdrawn: %(what)s."),
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawing(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
