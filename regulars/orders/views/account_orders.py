"""The orders of one account, newest first."""

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regulars.lib.paging import newest_page, read_cursor
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.people.models.sight import within
from regulars.team.doors import members
from regulars.team.models import Kind
from regulars.team.requests import MemberRequest

PAGE = 50


@members()
@require_safe
def account_orders(request: MemberRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(Account.objects.visible_to(request.member), pk=pk)
    cursor = read_cursor(request.GET.get("before", ""), _("That page does not exist. Start from the newest."))
    orders, older = newest_page(
        Order.objects.visible_to(request.member).filter(account=account), cursor, PAGE
    )
    alone = within(account.refunds.filter(order=None), request.member, Kind.ORDERS)
    loose = alone.values("currency").annotate(sum=Sum("amount"))
    shown = {
        "account": account,
        "orders": orders,
        "older": older,
        "first_page": cursor is None,
        "loose": loose.order_by("currency"),
    }
    return render(request, "orders/account_orders.html", shown)
