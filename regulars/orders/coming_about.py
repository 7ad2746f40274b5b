"""How an order came about (R16): the contacts between the order before it and it, for whoever delivers.

By days, since a file of orders often knows no hours: a contact belongs to the first order on its day or later.
"""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from regulars.lib.days import start_of
from regulars.orders.models import Order
from regulars.team.models import Firm
from regulars.timeline.models import Touch

MANY = 100
"""More contacts than that are told as "100 or more"."""


def order_before(order: Order) -> Order | None:
    earlier = Order.objects.filter(account=order.account_id, day__lt=order.day)
    found: Order | None = earlier.filter(at__lte=order.at).order_by("-at", "-id").first()
    return found


def contacts_before(order: Order, firm: Firm) -> QuerySet[Touch]:
    """Standing ones, notes among them: what was known belongs to whoever delivers. None for a walk-in sale."""
    if order.account_id is None:
        return Touch.objects.none()
    before = order_before(order)
    found: QuerySet[Touch] = Touch.objects.standing().filter(
        account=order.account_id, at__lt=start_of(order.day + timedelta(days=1), firm.zone)
    )
    if before:
        found = found.filter(at__gte=start_of(before.day + timedelta(days=1), firm.zone))
    return found.select_related("member", "person")


def how_many(contacts: QuerySet[Touch]) -> dict[str, Any]:
    """At most MANY are counted."""
    number = len(contacts.order_by("-at", "-id").values_list("pk")[:MANY])
    return {"number": number, "many": number == MANY}
