"""What the ledger knows of accounts, for lists of accounts: what they bought."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from regulars.lists.filters.leaves import like
from regulars.lists.subjects import Field, Kind, offers
from regulars.orders.models import Order, OrderLine, Status
from regulars.team.models import Kind as Records


@offers("accounts")
def of_accounts() -> Iterator[Field]:
    newest = Order.objects.filter(account=OuterRef("pk"), status=Status.PAID).order_by("-at", "-pk")
    yield Field(
        name="bought",
        label=_("Something they bought"),
        kind=Kind.TEXT,
        path=Subquery(newest.values("lines__description")[:1]),  # type: ignore[arg-type] # the stubs do not know that a subquery is an expression
        condition=bought,
        group=_("Orders and value"),
        of=Records.ORDERS,
    )


def bought(operator: str, value: Any) -> Q:
    """By the code or the words of a line of any paid order; shown is a line of the newest one."""
    lines = OrderLine.objects.filter(order__account=OuterRef("pk"), order__status=Status.PAID)
    match operator:
        case "empty":
            return ~Q(Exists(lines))
        case "is":
            said = like("description", value) | like("code", value)
        case "begins":
            said = like("description", value, after="%") | like("code", value, after="%")
        case _:
            said = like("description", value, before="%", after="%")
    return Q(Exists(lines.filter(said)))
