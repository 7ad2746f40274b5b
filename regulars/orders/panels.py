"""What the ledger adds to others' pages: what one of two joined accounts had from us in a year."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.panels import panel
from regulars.orders.models import Order, OrderLine, Status
from regulars.people.models import Account
from regulars.people.models.sight import shows
from regulars.team.models import Kind, Member
from regulars.team.requests import MemberRequest

YEAR = timedelta(days=365)
MOST = 15


@panel("joined.side", 10)
def bought(request: MemberRequest, account: Account) -> str:
    """Two queries: the money of each currency, and the products, most first."""
    since = timezone.localdate() - YEAR
    orders = Order.objects.visible_to(request.member).counting().filter(account=account, day__gt=since)
    shown: dict[str, Any] = {
        "totals": list(orders.order_by().values("currency").annotate(sum=Sum("net"), orders=Count("pk"))),
        "products": products(account, since) if shows(request.member, account, Kind.ORDERS) else [],
    }
    return render_to_string("orders/_bought.html", shown)


def products(account: Account, since: Any) -> list[Any]:
    lines = OrderLine.objects.filter(
        order__account=account, order__day__gt=since, order__status=Status.PAID
    ).annotate(product=Coalesce(NullIf("description", Value("")), "code"), currency=F("order__currency"))
    summed = (
        lines.order_by()
        .values("product", "currency")
        .annotate(sum=Sum("amount"), times=Count("order", distinct=True))
    )
    return list(summed.exclude(product="").order_by("-sum")[:MOST])


@panel("member.sight", 20)
def seen(request: MemberRequest, member: Member) -> str:
    """How many of all that colleague sees."""
    of_all = Order.objects.filter(account__removed_at=None)
    seen = of_all.filter(pk__in=Order.objects.visible_to(member).values("pk"))
    shown = {"label": _("Orders"), "seen": seen.count(), "whole": of_all.count()}
    return render_to_string("team/_seen.html", shown)
