"""How one order came about: every contact that led to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.paging import newest_page, read_cursor
from regulars.orders.coming_about import contacts_before, order_before
from regulars.orders.models import Order
from regulars.team.doors import members
from regulars.team.requests import MemberRequest
from regulars.timeline.entries import entry_of_touch

PAGE = 50


@members()
@require_safe
def order_story(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Order.objects.visible_to(request.member).select_related("account"), pk=pk)
    cursor = read_cursor(request.GET.get("before", ""), _("That page does not exist. Start from the newest."))
    contacts, older = newest_page(contacts_before(found, request.firm), cursor, PAGE)
    shown = {
        "order": found,
        "entries": [entry_of_touch(contact) for contact in contacts],
        "older": older,
        "first_page": cursor is None,
        "earlier": order_before(found) if found.account_id else None,
    }
    return render(request, "orders/story.html", shown)
