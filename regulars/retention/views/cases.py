"""Closing a rescue case, only with what came of it, and taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.retention.models import RiskCase
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    """A case that is closed already, or an outcome nobody offers, is refused (409, 422)."""
    case = get_object_or_404(RiskCase.objects.visible_to(request.member), pk=pk)
    note = request.POST.get("note", "")[:5000].replace("\x00", "")
    case.close(by=request.member, outcome=request.POST.get("outcome", ""), note=note)
    messages.success(request, _("Closed: %(outcome)s.") % {"outcome": case.get_outcome_display()})
    return redirect("account", case.account_id)


@members()
@require_POST
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(RiskCase.objects.visible_to(request.member), pk=pk)
    case.reopen(by=request.member)
    messages.success(request, _("The case is open again."))
    return redirect("account", case.account_id)
