"""Take back what was decided about an item."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.today import deciding
from regulars.today.models import Decision


@members()
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    visible = Decision.objects.visible_to(request.member).filter(account__removed_at=None)
    decision = get_object_or_404(visible.select_related("account", "touch", "case"), pk=pk)
    if deciding.undo(decision, by=request.member):
        messages.success(request, _("Taken back: %(name)s is as before.") % {"name": decision.account.name})
    else:
        messages.info(request, _("That was taken back already."))
    return redirect("today")
