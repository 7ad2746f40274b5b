"""Who the best customers are (R27): worth much, at a known frequency, little given back, nothing unpaid.

The same rule as the profile in the firm's facts, asked of the database so that a page can name them.
"""

from datetime import date, timedelta

from django.db.models import DecimalField, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from regulars.orders.models import Order, Status
from regulars.retention.models import Score
from regulars.team.models import Member

REFUNDED_AT_MOST = 0.1
"""Share of a year's billing that may have been given back."""
AMOUNT = DecimalField(max_digits=18, decimal_places=4)


def best_customers(member: Member, as_of: date) -> QuerySet[Score]:
    """Most valuable first. Nothing about the persons enters, and revenue alone brings nobody in."""
    year = Order.objects.filter(
        account=OuterRef("account"),
        currency=OuterRef("currency"),
        day__lte=as_of,
        day__gt=as_of - timedelta(365),
    )
    back = (
        year.filter(status=Status.PAID)
        .order_by()
        .values("account")
        .annotate(sum=Sum("refunded"))
        .values("sum")
    )
    known = Score.objects.filter(top=True, interval__isnull=False)
    known = known.annotate(back=Coalesce(Subquery(back, AMOUNT), 0, output_field=AMOUNT))
    easy = known.filter(back__lte=(F("last_year") + F("back")) * REFUNDED_AT_MOST)
    visible = easy.filter(account__removed_at=None) if member.is_active else easy.none()
    return visible.filter(~Exists(year.filter(status=Status.UNPAID))).order_by("-last_year", "-account")
