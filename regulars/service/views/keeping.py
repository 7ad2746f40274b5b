"""A promise was kept: by us, or by them."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from regulars.service.answering import Question, answer
from regulars.service.forms import KeepForm
from regulars.service.keeping import keep_with_contact
from regulars.service.models import Promise
from regulars.team.doors import members
from regulars.team.models import Kind, Role
from regulars.team.requests import MemberRequest
from regulars.timeline.models import Event


def keep(promise: Promise, form: Any, request: MemberRequest) -> Event:
    given = {name: value for name, value in form.cleaned_data.items() if name != "on"}
    return keep_with_contact(promise, by=request.member, on=form.kept_at(), **given)


QUESTION = Question(
    "promise-keeping", _("Was it kept?"), _("It was kept"), KeepForm, keep, _("Kept: %(what)s.")
)


@members(read=Role.MEMBER, changes=Kind.PROMISES)
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: MemberRequest, pk: int) -> HttpResponse:
    return answer(request, pk, QUESTION)
