"""What a person bought. The books stay whatever is erased: the law wants them; only words of our own beside them go."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from regulars.fields.holdings import said_of
from regulars.lib.held import lines, of_account
from regulars.lib.holdings import Holding, forgets, holds
from regulars.orders.models import Order, OrderLine, Refund


@holds(40)
def bought(person: Any) -> Iterator[Holding]:
    orders = Order.objects.filter(of_account(person)).order_by("at", "pk")
    columns = {
        _("When"): "at",
        _("Number"): "external_id",
        _("From"): "source",
        _("State"): "status",
        _("Amount"): "amount",
        _("Given back"): "refunded",
        _("Currency"): "currency",
        _("Besides"): lambda row: (
            "; ".join(": ".join(map(str, one.values())) for one in said_of(row.custom, "orders"))
            if row.custom
            else ""
        ),
    }
    yield Holding(_("What you ordered"), lines(orders, columns))
    rows = (
        OrderLine.objects.filter(order__in=orders).select_related("order").order_by("order__at", "position")
    )
    columns = {
        _("Order"): "order.external_id",
        _("Code"): "code",
        _("What"): "description",
        _("How many"): "quantity",
        _("Price"): "unit_price",
        _("Amount"): "amount",
    }
    yield Holding(_("Line by line"), lines(rows, columns))
    refunds = Refund.objects.filter(of_account(person)).order_by("at", "pk")
    columns = {
        _("When"): "at",
        _("Number"): "external_id",
        _("From"): "source",
        _("Code"): "code",
        _("What"): "description",
        _("Amount"): "amount",
        _("Currency"): "currency",
    }
    yield Holding(_("What we gave back"), lines(refunds, columns))


@forgets(40)
def beside_the_books(person: Any) -> dict[str, int]:
    worded = Order.objects.filter(of_account(person), custom__isnull=False).exclude(custom={})
    return {"fields of orders": worded.update(custom=None)}
