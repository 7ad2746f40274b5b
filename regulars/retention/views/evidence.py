from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.people.models import Account
from regulars.retention.evidence import evidence_of
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
def evidence(request: MemberRequest, pk: int, reason: str) -> HttpResponse:
    """How we know: a reason, its numbers, and exactly the records it rests on."""
    account = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    found = evidence_of(account, reason, request.member)
    if found is None:
        raise Http404(_("Nobody gives this reason for them any more."))
    return render(request, "retention/evidence.html", {"account": account, "evidence": found})
