"""Previous clients worth a call (R19): by what they brought, with their last order and what has been tried since."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from regulars.lib.money import Money
from regulars.orders.models import Order, OrderLine, Status
from regulars.people.models import Account
from regulars.retention.models import CaseOutcome, RiskCase, Standing
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch

LINES = 2


class LastOrder(NamedTuple):
    day: date
    number: str
    money: Money
    what: str  # the first things on it, or empty where the records hold no lines


def previous(member: Member) -> QuerySet[Account]:
    """Lapsed and lost accounts this member may see, without those who must not be called.

    Left out: who asked not to be contacted (that covers those who died, too), and who was let go by us.
    """
    let_go = RiskCase.objects.filter(account=OuterRef("pk"), outcome=CaseOutcome.LET_GO)
    gone = Account.objects.visible_to(member).filter(score__standing__in=[Standing.LAPSED, Standing.LOST])
    found: QuerySet[Account] = gone.filter(~Exists(let_go), do_not_contact=False)
    return found


def last_orders(accounts: list[int], member: Member) -> dict[int, LastOrder]:
    """The newest paid order of each, in two queries."""
    paid = Order.objects.visible_to(member).filter(account__in=accounts, status=Status.PAID, net__gt=0)
    newest = paid.order_by("account", "-at", "-id").distinct("account")
    orders = list(newest.values("id", "account_id", "day", "external_id", "net", "currency"))
    things = what_was_on([order["id"] for order in orders])
    return {
        order["account_id"]: LastOrder(
            order["day"],
            order["external_id"],
            Money(order["net"], order["currency"]),
            things.get(order["id"], ""),
        )
        for order in orders
    }


def what_was_on(orders: list[int]) -> dict[int, str]:
    """The first descriptions of each order, put together."""
    lines = OrderLine.objects.filter(order__in=orders, position__lte=LINES).exclude(description="")
    things: dict[int, list[str]] = {}
    for order, description in lines.order_by("order", "position").values_list("order_id", "description"):
        things.setdefault(order, []).append(description)
    return {order: ", ".join(found[:LINES]) for order, found in things.items()}


def last_touches(accounts: list[int]) -> dict[int, dict[str, Any]]:
    """The newest contact that we began with each: when, how, and what came of it."""
    ours = Touch.objects.standing().filter(account__in=accounts, from_us=True).exclude(channel=Channel.NOTE)
    newest = ours.order_by("account", "-at", "-id").distinct("account")
    found = newest.values("account_id", "at", "channel", "outcome", "member__name")
    return {touch["account_id"]: dict(touch) for touch in found}
