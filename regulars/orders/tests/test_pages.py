"""An order, and the orders of an account, as pages."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.orders.models import Order, OrderLine, Refund
from tests.cast import Cast, order

CANARY = "<img src=x onerror=alert(1)>"


def lines(of: Order, count: int, description: str = "Sourdough") -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=of,
            position=n,
            code=f"B{n}",
            description=f"{description} {n}",
            quantity=Decimal("2.5"),
            unit_price=4,
            amount=10,
        )
        for n in range(count)
    )


def refund(of: Order, amount: int, external_id: str = "R1") -> Refund:
    return Refund.objects.create(
        account=of.account,
        order=of,
        source="test",
        external_id=external_id,
        at=of.at,
        day=of.day,
        amount=amount,
        currency="GBP",
    )


def page(client: Client, of: Order, **query: str) -> str:
    response = client.get(reverse("order", args=[of.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_order_shows_its_lines_and_what_was_given_back(cast: Cast, as_dana: Client) -> None:
    bought = order(cast.harbour, date(2026, 9, 11), 100, external_id="4183", refunded=20)
    lines(bought, 2)
    refund(bought, 20, "C4183")
    html = page(as_dana, bought)
    for said in ("Order 4183", "Harbour Bakery", "Sourdough 1", "2.5", "C4183", "£20", "£80"):
        assert said in html
    assert "Counts as a purchase" in html


def test_a_walk_in_sale_is_nobodys(as_dana: Client, cast: Cast) -> None:
    html = page(as_dana, order(None, date(2026, 9, 11)))
    assert "A walk-in sale" in html
    assert "Counts as a purchase" not in html


def test_an_order_without_lines_says_so(as_dana: Client, cast: Cast) -> None:
    assert "did not say what was in it" in page(as_dana, order(cast.vets, date(2026, 9, 11)))


def test_a_long_order_is_shown_in_parts(as_dana: Client, cast: Cast) -> None:
    bought = order(cast.harbour, date(2026, 9, 11))
    lines(bought, 450)
    first = page(as_dana, bought)
    assert "Sourdough 199<" not in first.split("Sourdough 200")[0] or "Sourdough 200" not in first
    after = re.search(r"\?after=(\d+)", first)
    assert after
    assert "Sourdough 200" in page(as_dana, bought, after=after[1])
    for bad in ("x", "-1", "9" * 12):
        assert as_dana.get(reverse("order", args=[bought.pk]), {"after": bad}).status_code == 422


@pytest.mark.attack("D1")
def test_what_a_file_said_is_shown_as_text(as_dana: Client, cast: Cast) -> None:
    bought = order(cast.harbour, date(2026, 9, 11), external_id=CANARY)
    lines(bought, 1, CANARY)
    refund(bought, 1, CANARY)
    OrderLine.objects.update(code=CANARY)
    for html in (
        page(as_dana, bought),
        as_dana.get(reverse("account-orders", args=[cast.harbour.pk])).content.decode(),
    ):
        assert CANARY not in html
        assert "&lt;img src=x" in html


def test_all_orders_of_an_account_are_listed_once_over_the_pages(as_dana: Client, cast: Cast) -> None:
    for n in range(120):
        order(cast.harbour, date(2026, 1, 1) + timedelta(days=n // 40), external_id=f"N{n:03}")
    url, seen = reverse("account-orders", args=[cast.harbour.pk]), []
    html = as_dana.get(url).content.decode()
    for _ in range(5):
        seen += re.findall(r">(N\d+)</a>", html)
        older = re.search(r'rel="next" href="([^"]+)"', html)
        if not older:
            break
        html = as_dana.get(url + older[1]).content.decode()
    assert len(seen) == len(set(seen)) == 120


def test_what_was_given_back_without_an_order_is_told_beside_the_orders(as_dana: Client, cast: Cast) -> None:
    bought = order(cast.harbour, date(2026, 1, 1), 12345)
    refund(bought, 10)
    loose = refund(bought, 3315, "R2")
    Refund.objects.filter(pk=loose.pk).update(order=None)
    html = as_dana.get(reverse("account-orders", args=[cast.harbour.pk])).content.decode()
    assert "£3,315.00 more was given back without naming an order" in html
    assert "£12,345.00" in html


@pytest.mark.parametrize("before", ["x", "2026-01-01T00:00:00+00:00_x", "2026-01-01T00:00:00+00:00", "_5"])
def test_a_page_that_cannot_be_is_said_so(as_dana: Client, cast: Cast, before: str) -> None:
    response = as_dana.get(reverse("account-orders", args=[cast.harbour.pk]), {"before": before})
    assert response.status_code == 422


@pytest.mark.parametrize("orders", [10, 1000])
def test_pages_ask_the_database_at_most_twelve_times(as_dana: Client, cast: Cast, orders: int) -> None:
    for n in range(orders):
        bought = order(cast.harbour, date(2020, 1, 1) + timedelta(days=n))
    lines(bought, orders)
    for url in (reverse("order", args=[bought.pk]), reverse("account-orders", args=[cast.harbour.pk])):
        with CaptureQueriesContext(connection) as queries:
            assert as_dana.get(url).status_code == 200
        assert len(queries) <= 12


@pytest.mark.parametrize("name", ["order", "account-orders"])
def test_orders_are_for_members_to_read(as_dana: Client, cast: Cast, name: str) -> None:
    url = reverse(name, args=[10**9])
    assert as_dana.get(url).status_code == 404
    assert as_dana.post(url).status_code == 405
    assert Client().get(url).status_code == 302


def test_refunds_that_are_not_listed_are_said(cast: Cast, as_dana: Client) -> None:
    bought = order(cast.harbour, date(2026, 9, 11), 1000, refunded=203)
    for number in range(203):
        refund(bought, 1, f"R{number}")
    assert "3 earlier ones are counted in the sum, but not listed" in page(as_dana, bought)
    Refund.objects.filter(external_id__in=["R0", "R1", "R2"]).delete()
    assert "not listed" not in page(as_dana, bought)
