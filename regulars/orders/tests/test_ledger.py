"""The ledger of orders refuses what would make a retention number wrong."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regulars.orders.models import Order, Status
from tests.cast import Cast, order


def test_an_order_is_in_the_ledger_once(cast: Cast) -> None:
    order(cast.harbour, date(2026, 9, 11))
    with pytest.raises(IntegrityError), transaction.atomic():
        order(cast.harbour, date(2026, 9, 11))


@pytest.mark.covers("R1")
def test_refunded_test_and_cancelled_orders_do_not_count(cast: Cast) -> None:
    kept = order(cast.harbour, date(2026, 9, 11))
    order(cast.harbour, date(2026, 9, 12), refunded=100)
    order(cast.harbour, date(2026, 9, 13), status=Status.TEST)
    order(cast.harbour, date(2026, 9, 14), status=Status.CANCELLED)
    order(None, date(2026, 9, 15))
    assert list(Order.objects.counting()) == [kept]
