"""The timeline by parts: only contacts, orders, promises or changes, each paged by moment like the whole."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.account_page import ENTRIES
from regulars.timeline.models import log_touch, record
from tests.cast import Cast, order


def story(client: Client, cast: Cast, *, htmx: bool = False, **query: str) -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.get(reverse("account", args=[cast.harbour.pk]), query, headers=headers)
    assert answer.status_code == 200
    html = answer.content.decode()
    return html if htmx else html.partition('id="timeline"')[2]


@pytest.fixture
def busy(cast: Cast) -> Cast:
    log_touch(account_id=cast.harbour.pk, by=cast.dana, channel="call", note="Second shop")
    order(cast.harbour, date(2026, 9, 11), external_id="4183")
    record("people.account_added", by=cast.dana, account_id=cast.harbour.pk)
    return cast


@pytest.mark.parametrize(
    ("what", "there"),
    [
        ("", {"Second shop", "Order 4183", "added them by hand"}),
        ("contacts", {"Second shop"}),
        ("orders", {"Order 4183"}),
        ("promises", {"Nothing of that kind yet."}),
        ("changes", {"added them by hand"}),
        ("'; DROP TABLE", {"Second shop", "Order 4183", "added them by hand"}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_part_shows_what_belongs_to_it(
    busy: Cast, as_dana: Client, what: str, there: set[str], htmx: bool
) -> None:
    html = story(as_dana, busy, htmx=htmx, what=what)
    words = {"Second shop", "Order 4183", "added them by hand", "Nothing of that kind yet."}
    assert {word for word in words if word in html} == there
    assert ("<html" in html) is False


def test_a_part_goes_on_with_the_same_part(busy: Cast, as_dana: Client) -> None:
    for number in range(40):
        order(busy.harbour, date(2026, 1, 1) + timedelta(days=number))
    html = story(as_dana, busy, what="orders")
    older = re.search(r'rel="next"\s+href="[^"]*before=([^"#&]*)&amp;what=orders#timeline"', html)
    assert older
    before = older[1].replace("%3A", ":").replace("%2B", "+")
    assert story(as_dana, busy, htmx=True, what="orders", before=before).count("Order ") == ENTRIES
