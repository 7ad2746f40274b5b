"""The account page with everything on it that the apps above add."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.retention.models import Risk, Score, Standing
from regulars.timeline.models import log_touch
from regulars.today import deciding
from regulars.today.models import Decision
from regulars.today.tests.mornings import case, scored, tomorrow
from tests.cast import Cast, order
from tests.conftest import signed_in


def page(client: Client, cast: Cast) -> str:
    response = client.get(reverse("account", args=[cast.harbour.pk]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("orders", [10, 1000])
def test_the_whole_page_asks_the_database_as_often_whoever_it_is_about(
    cast: Cast, as_dana: Client, orders: int
) -> None:
    for n in range(orders):
        order(cast.harbour, date(2020, 1, 1) + timedelta(days=2 * n))
    for n in range(20):
        log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note=str(n))
    case(cast.harbour)
    deciding.put_off(cast.harbour, "risk", by=cast.dana, until=tomorrow())
    Score.objects.create(
        account=cast.harbour, run=scored(), name="harbour bakery", standing=Standing.CUSTOMER, orders=orders,
        first_day=date(2020, 1, 1), last_day=timezone.localdate() - timedelta(days=71), days=orders, currency="GBP",
        risk=Risk.HIGH, still=0.4, still_low=0.3, still_high=0.5, interval=32, worth=2000,
    )  # fmt: skip
    page(as_dana, cast)
    with CaptureQueriesContext(connection) as queries:
        html = page(as_dana, cast)
    # What they are: people/tests/test_account_page.py
    assert len(queries) <= 23, "\n".join(query["sql"][:200] for query in queries)
    assert "On the morning list" in html


def test_what_was_decided_stands_there_with_the_way_back(cast: Cast, as_dana: Client) -> None:
    assert "On the morning list" not in page(as_dana, cast)
    deciding.let_go(cast.harbour, "risk", by=cast.sam, reason="They <closed>")
    html = page(as_dana, cast)
    assert "Sam let them go: They &lt;closed&gt;" in html
    undo = reverse("today-undo", args=[Decision.objects.get().pk])
    assert f'action="{undo}"' in html
    assert undo not in page(signed_in(cast.rita), cast)
    as_dana.post(undo)
    assert "On the morning list" not in page(as_dana, cast)


def test_a_day_to_come_back_is_said(cast: Cast, as_dana: Client) -> None:
    deciding.put_off(cast.harbour, "risk", by=cast.sam, until=tomorrow())
    assert "Not before" in page(as_dana, cast)
