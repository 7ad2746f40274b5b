"""Analysts may ask the ledger itself: its summary in PostgreSQL is that of the same orders as arrays."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
import pytest
from django.db import connection

from regulars.lifetime import summarise
from regulars.lifetime.sources import day_number, summarise_table
from regulars.orders.models import Order
from tests.cast import account, order

FIRST, END = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture
def ledger() -> Iterator[Any]:
    at = connection.settings_dict
    engine = ibis.postgres.connect(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"],
        database=at["NAME"],
    )
    yield engine.table("orders_order")
    engine.disconnect()


@pytest.mark.django_db(transaction=True)
def test_the_ledger_summarised_where_it_is_tells_what_its_orders_tell(ledger: Any) -> None:
    buyers = [account(f"Buyer {number}") for number in range(6)]
    for number in range(60):
        day = FIRST + timedelta(days=number * number % 170)
        order(buyers[number % 5], day, f"{20 + number}.50", external_id=str(number), refunded=number % 4)
    order(None, FIRST, "5.00")
    paid = ledger.filter(ledger.status == "paid")
    base = summarise_table(paid, customer="account_id", day="day", amount="net", end=END, unit=7)
    rows = list(Order.objects.counting().values_list("account_id", "day", "net"))
    customer, dates, net = (np.array(column) for column in zip(*rows, strict=True))
    days = dates.astype("datetime64[D]").astype(np.int64)
    plain = summarise(customer, days, net.astype(np.float64), day_number(END), 7)
    assert base.ids.tolist() == plain.ids.tolist()
    assert (base.x == plain.x).all()
    assert np.allclose(base.z, plain.z)
    assert (base.counts.no_customer, base.counts.same_day) == (1, plain.counts.same_day)
