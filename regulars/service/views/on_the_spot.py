"""Put a small thing right there and then, within what one's role may give."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regulars.people.account_page import open_account
from regulars.service.errors import OverLimit
from regulars.service.forms.gesture import GestureForm
from regulars.service.models import Gesture
from regulars.service.models.gesture import give, spent
from regulars.team.allowing import limit_labels
from regulars.team.doors import members
from regulars.team.models import Access, Role
from regulars.team.models.access import MONTH
from regulars.team.requests import MemberRequest

SHOWN = 10


@members(read=Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def on_the_spot(request: MemberRequest, pk: int) -> HttpResponse:
    """What is above the limit is refused with who may give it (403), and stays in the form."""
    account = open_account(request, pk)
    form = GestureForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _made, event = give(account, by=request.member, **form.cleaned_data)
        except OverLimit as refusal:
            form.add_error("cost", str(refusal))
            status = refusal.status
        else:
            undo = reverse("undo", args=[event.pk]) if event else ""
            messages.success(request, _("Written down. It stands in their history."), extra_tags=undo)
            return redirect("account", pk)
    given = Gesture.objects.visible_to(request.member).standing().filter(account=account)
    shown = {
        "account": account,
        "form": form,
        "limits": limits(request),
        "given": given.order_by("-made_at")[:SHOWN],
    }
    return render(request, "service/on_the_spot.html", shown, status=status)


def limits(request: MemberRequest) -> list[tuple[str, Any]]:
    """What this member may give, and what is left of the month; nothing to say to whoever has no limit."""
    table = Access.of(request.member.role, request.firm.access).limits
    if table is None:
        return []
    left = max(table[MONTH] - spent(request.member), 0)
    each = [(label, table[what]) for what, label in limit_labels().items() if what != MONTH]
    return [*each, (_("Left of this month"), left)]
