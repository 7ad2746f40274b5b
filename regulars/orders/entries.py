"""What the ledger tells on an account's timeline: orders, and money given back."""

from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.money import format_money
from regulars.orders.models import Order, Refund, Status
from regulars.timeline.telling import Entry, Newest, Part, tells_of


@Newest
def newest_orders(account: int) -> QuerySet[Order]:
    return Order.objects.filter(account=account).defer("source").order_by("-at", "-id")


@tells_of(Part.ORDERS)
def orders(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    """One query: each order is told with the days since the one before it, which is the next row."""
    rows = newest_orders(account, before, limit + 1)
    before_number, after_number = reverse("order", args=[0]).rsplit(
        "0", 1
    )  # looked up once, not for each order
    told = [
        entry_of_order(order, earlier, f"{before_number}{order.pk}{after_number}")
        for order, earlier in zip_longest(rows, rows[1:])
    ]
    return told[:limit]


def entry_of_order(order: Order, earlier: Order | None, url: str) -> Entry:
    """`earlier` is the order before it; None says that this was the first."""
    return Entry(
        at=order.at,
        what=_("Order %(number)s") % {"number": order.external_id},
        said=f", {format_money(order.amount, order.currency)}",
        quiet=" · ".join(clause for clause in (since(order, earlier), fate(order)) if clause),
        tone="in" if order.counts else "",
        url=url,
    )


def since(order: Order, earlier: Order | None) -> str:
    if earlier is None:
        return _("the first one")
    days = (order.day - earlier.day).days
    if days == 0:
        return _("the same day as the one before")
    return ngettext("%(days)d day after the one before", "%(days)d days after the one before", days) % {
        "days": days
    }


def fate(order: Order) -> str:
    """What became of the money, where it is not simply paid."""
    if order.status != Status.PAID:
        return str(Status(order.status).label).lower()
    if not order.refunded:
        return ""
    if order.refunded >= order.amount:
        return _("all of it given back")
    return _("%(money)s of it given back") % {"money": format_money(order.refunded, order.currency)}


@Newest
def newest_refunds(account: int) -> QuerySet[Refund, Any]:
    of_account = Refund.objects.filter(account=account).values("source", "external_id", "at", "currency")
    documents = of_account.annotate(
        total=Sum("amount"),
        of=Min("order_id"),
        numbers=ArrayAgg("order__external_id", distinct=True, default=[]),
    )
    return documents.order_by("-at", "external_id")


@tells_of(Part.ORDERS)
def refunds(account: Any, before: datetime | None, limit: int) -> list[Entry]:
    """One entry a document, however many lines it has: the sum, and the orders it takes from."""
    return [entry_of_refund(document) for document in newest_refunds(account, before, limit)]


def entry_of_refund(document: Any) -> Entry:
    numbers = [number for number in document["numbers"] if number]
    if numbers:
        of = ngettext("of order %(numbers)s", "of orders %(numbers)s", len(numbers)) % {
            "numbers": ", ".join(numbers)
        }
    else:
        of = _("no order of theirs named")
    return Entry(
        at=document["at"],
        what=_("Money back"),
        said=f", {format_money(document['total'], document['currency'])}",
        quiet=of,
        tone="bad",
        url=reverse("order", args=[document["of"]]) if len(numbers) == 1 else "",
    )
