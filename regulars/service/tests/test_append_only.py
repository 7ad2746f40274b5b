"""What happened to a promise stays: there is no way to change or remove a line of it."""

import pytest
from django.db import IntegrityError, transaction

from regulars.orders.models import Order
from regulars.service.models import Promise, PromiseChange
from regulars.service.models.promise_change import AppendOnly
from regulars.service.tests.promises import promised, today
from tests.cast import Cast, order


@pytest.mark.covers("S1")
def test_the_database_refuses_to_change_or_remove_a_line(cast: Cast) -> None:
    change = promised(cast.harbour, cast.sam).changes.get()
    for attempt in (
        lambda: PromiseChange.objects.filter(pk=change.pk).update(word="Never said"),
        lambda: PromiseChange.objects.filter(pk=change.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()
    change.word = "Never said"
    for method in (change.save, change.delete):
        with pytest.raises(AppendOnly):
            method()
    change.refresh_from_db()
    assert change.word == ""


def test_it_goes_only_with_the_whole_account(cast: Cast) -> None:
    promised(cast.quiet, cast.sam)
    cast.quiet.delete()
    assert not Promise.objects.exists()
    assert not PromiseChange.objects.exists()


def test_an_order_that_goes_leaves_the_promise(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, order=order(cast.harbour, today()))
    Order.objects.all().delete()
    made.refresh_from_db()
    assert made.order_id is None
