"""One order: what was bought, and what was given back since."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.errors import BadInput
from regulars.orders.coming_about import contacts_before, how_many
from regulars.orders.models import Order
from regulars.team.doors import members
from regulars.team.requests import MemberRequest

LINES = 200


def after_position(text: str) -> int:
    if not text:
        return -1
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput(_("That page of the order does not exist. Open it again from its first line."))
    return int(text)


@members()
@require_safe
def order(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Order.objects.visible_to(request.member).select_related("account"), pk=pk)
    after = after_position(request.GET.get("after", ""))
    lines = list(found.lines.filter(position__gt=after).order_by("position", "id")[: LINES + 1])
    refunds = list(found.refunds.order_by("-at", "-id")[: LINES + 1])
    shown = {
        "order": found,
        "contacts": how_many(contacts_before(found, request.firm)),
        "lines": lines[:LINES],
        "next_position": lines[LINES - 1].position if len(lines) > LINES else None,
        "refunds": refunds[:LINES],
        "refunds_before": found.refunds.count() - LINES if len(refunds) > LINES else 0,
    }
    return render(request, "orders/order.html", shown)
