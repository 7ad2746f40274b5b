"""The day the records reach to: the list is as of that day, never blindly the clock.

Imports say what a file covers with `state_end`, and take it back with `forget_end` when they are reverted.
"""

from datetime import date

from django.db.models import Max
from django.utils import timezone

from regulars.lib.days import day_of
from regulars.orders.models import Order
from regulars.orders.models.order import Status
from regulars.retention.models import StatedEnd
from regulars.team.models import Firm


def today() -> date:
    """The firm's day now."""
    return day_of(timezone.now(), Firm.load().zone)


def newest_order() -> date | None:
    """The day of the newest paid order, walk-ins included; an order dated ahead of the clock reaches only to it."""
    paid = Order.objects.filter(status=Status.PAID, day__lte=today())
    newest: date | None = paid.order_by("-day").values_list("day", flat=True).first()
    return newest


def stated_end() -> date | None:
    stated: date | None = StatedEnd.objects.filter(day__lte=today()).aggregate(day=Max("day"))["day"]
    return stated


def reach() -> date | None:
    """The newest paid order's day, or a later end that an import stated; None while there are no orders."""
    newest, stated = newest_order(), stated_end()
    if newest is None:
        return None
    return max(newest, stated or newest)


def state_end(origin: str, day: date) -> None:
    """`origin` (such as `import:17`) says its records cover everything up to `day`."""
    StatedEnd.objects.update_or_create(origin=origin, defaults={"day": day})


def forget_end(origin: str) -> None:
    StatedEnd.objects.filter(origin=origin).delete()
