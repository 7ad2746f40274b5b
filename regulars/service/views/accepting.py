"""Yes, from whoever must deliver."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.service.answering import done, open_promise
from regulars.team.doors import members
from regulars.team.models import Kind
from regulars.team.requests import MemberRequest


@members(changes=Kind.PROMISES)
@require_POST
def accepting(request: MemberRequest, pk: int) -> HttpResponse:
    promise = open_promise(request, pk)
    event = promise.accept(by=request.member)
    return done(request, promise, event, _("Yours to deliver: %(what)s."))
