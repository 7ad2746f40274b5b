"""The account page: who they are, what happened, what to do next."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.people.models import Account
from regulars.timeline.models import Touch, log_touch
from tests.cast import Cast, order
from tests.conftest import signed_in

CANARY = "<script>alert('canary')</script>"


def page(client: Client, account: Account, **query: str) -> str:
    response = client.get(reverse("account", args=[account.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_who_they_are_and_offers_the_call(cast: Cast, as_dana: Client) -> None:
    html = page(as_dana, cast.harbour)
    assert re.search(r"<h1>\s*Harbour Bakery", html)
    assert 'href="tel:+442079460018">Call Ines</a>' in html
    assert "mailto:ines@harbour.example" in html


def test_an_order_is_told_with_the_days_since_the_one_before(cast: Cast, as_dana: Client) -> None:
    order(cast.harbour, date(2026, 8, 11), 398)
    last = order(cast.harbour, date(2026, 9, 11), 412, external_id="4183")
    html = page(as_dana, cast.harbour)
    assert reverse("order", args=[last.pk]) in html
    assert "Order 4183</a>, £412" in html
    assert "31 days after the one before" in html
    assert "the first one" in html


def test_someone_who_asked_for_quiet_is_not_offered_a_call(cast: Cast, as_dana: Client) -> None:
    cast.harbour.do_not_contact = True
    cast.harbour.save()
    html = page(as_dana, cast.harbour)
    assert "tel:" not in html
    assert "mailto:" not in html
    assert "asked not to be contacted" in html


def test_older_entries_each_appear_once_over_all_pages(cast: Cast, as_dana: Client) -> None:
    numbers = [f"N{n:03}" for n in range(75)]
    for n, number in enumerate(numbers):
        order(cast.harbour, date(2026, 1, 1) + timedelta(days=n // 5), external_id=number)
    seen: list[str] = []
    query: dict[str, str] = {}
    for _ in range(10):
        html = page(as_dana, cast.harbour, **query)
        seen += re.findall(r"Order (N\d+)</a>", html)
        older = re.search(r'rel="next"\s+href="[^"]*before=([^"#]*)#timeline"', html)
        if older is None:
            break
        query = {"before": older[1].replace("%3A", ":").replace("%2B", "+")}
    assert sorted(seen) == numbers


def test_more_orders_at_one_moment_than_a_page_holds_are_all_told(cast: Cast, as_dana: Client) -> None:
    for n in range(70):
        order(cast.harbour, date(2026, 1, 1), external_id=f"N{n:03}")
    assert len(set(re.findall(r"Order (N\d+)</a>", page(as_dana, cast.harbour)))) == 70


@pytest.mark.parametrize(
    "before", ["yesterday", "2026-01-01", "2026-13-45T00:00:00+00:00", "2026-01-01T00:00"]
)
def test_a_part_of_the_timeline_that_cannot_be_is_said_so(cast: Cast, as_dana: Client, before: str) -> None:
    response = as_dana.get(reverse("account", args=[cast.harbour.pk]), {"before": before})
    assert response.status_code == 422


@pytest.mark.parametrize("orders", [10, 1000])
def test_the_page_asks_the_database_a_constant_number_of_times(
    cast: Cast, as_dana: Client, orders: int
) -> None:
    for n in range(orders):
        order(cast.harbour, date(2020, 1, 1) + timedelta(days=2 * n))
    for n in range(20):
        log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note=str(n))
    page(as_dana, cast.harbour)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page(as_dana, cast.harbour)
    # Who asks: session, member, firm. The page: the account with its points, people with parts and points, fields.
    # The timeline, one for each that tells: touches, events, bulk acts, orders, money back, promises. Panels, one each:
    # score, case, care, tags, decisions, tally, open promises, files, mentions; relations and likely duplicates.
    assert len(queries) <= 23, "\n".join(query["sql"][:200] for query in queries)


@pytest.mark.attack("D1")
def test_what_people_typed_is_shown_as_text(cast: Cast, as_dana: Client) -> None:
    account = cast.quiet
    account.name = account.country = CANARY
    account.save()
    account.people.update(name=CANARY, phone=CANARY, email=CANARY, note=CANARY)
    order(account, date(2026, 1, 1), external_id=CANARY)
    log_touch(account_id=account.pk, by=cast.dana, channel="note", note=CANARY)
    html = page(as_dana, account)
    assert CANARY not in html
    assert html.count("&lt;script&gt;") >= 6


def test_an_outsider_is_sent_to_sign_in(cast: Cast) -> None:
    response = Client().get(reverse("account", args=[cast.harbour.pk]))
    assert response.status_code == 302
    assert "sign-in" in response["Location"]


@pytest.mark.parametrize("pk", [0, 99_999_999, 10**25])
def test_an_account_that_is_not_there_is_not_found(as_dana: Client, pk: int) -> None:
    assert as_dana.get(reverse("account", args=[pk])).status_code == 404


def test_the_page_cannot_be_posted_to(cast: Cast, as_dana: Client) -> None:
    assert as_dana.post(reverse("account", args=[cast.harbour.pk])).status_code == 405


def test_who_may_only_look_is_offered_nothing_to_change(cast: Cast) -> None:
    html = page(signed_in(cast.rita), cast.harbour)
    assert "#compose" not in html
    assert 'id="compose"' not in html
    assert "Add a person" not in html


def test_a_withdrawn_touch_is_not_told_but_its_withdrawal_is(cast: Cast, as_dana: Client) -> None:
    touch = log_touch(account_id=cast.harbour.pk, by=cast.dana, channel="call", note="Wrong account, sorry")
    assert touch
    touch.withdraw(by=cast.dana)
    touch.withdraw(by=cast.dana)
    html = page(as_dana, cast.harbour)
    assert "Wrong account, sorry" not in html
    assert html.count("took back what was logged: call") == 1
    assert Touch.objects.count() == 1
