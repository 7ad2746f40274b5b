"""How often promises are kept: in time, at the price, both sides, and honest about what is no keeping."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.service.models import Promise, Side
from regulars.service.rate import Rate, by_account, rates_of
from regulars.service.tests.promises import in_days, lapsed, promised
from tests.cast import Cast


def kept(cast: Cast, number: int = 1, **more: Any) -> None:
    by = more.pop("by", cast.sam)
    for _ in range(number):
        promised(more.pop("account", cast.harbour), by, **more).keep(by=by)


def rates(cast: Cast) -> dict[str, Rate]:
    return rates_of(Promise.objects.all(), timezone.now()).sides


@pytest.mark.covers("S2")
def test_only_in_time_and_at_the_price_is_kept(cast: Cast) -> None:
    kept(cast, 3)
    lapsed(cast.harbour, cast.sam).keep(by=cast.sam)
    lapsed(cast.harbour, cast.sam)
    promised(cast.harbour, cast.sam).break_(by=cast.sam, why="Ran out")
    dear = promised(cast.harbour, cast.sam, about="price", price=Decimal(10), currency="GBP")
    dear.keep(by=cast.sam, final_price=Decimal("10.01"))
    promised(cast.harbour, cast.sam)
    promised(cast.harbour, cast.sam).withdraw(by=cast.sam, why="They let us off")
    assert rates(cast)[Side.OURS] == Rate(of=7, kept=3, moved=0, broken=1, dearer=1)
    assert rates(cast)[Side.OURS].late == 2


@pytest.mark.covers("S2")
def test_a_date_that_was_moved_is_not_kept_though_they_agreed(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    made.renegotiate(by=cast.sam, due=in_days(20), word="Fine", said_by="Ines")
    assert rates(cast)[Side.OURS] == Rate()
    made.keep(by=cast.sam)
    assert rates(cast)[Side.OURS] == Rate(of=1, kept=0, moved=1)
    Promise.objects.update(state="open", ended_at=None, first_due=timezone.now() - timedelta(days=1))
    assert rates(cast)[Side.OURS] == Rate(of=1, kept=0, moved=1)


@pytest.mark.covers("S1", "S2")
def test_both_sides_are_counted_and_not_only_theirs(cast: Cast) -> None:
    lapsed(cast.harbour, cast.sam)
    lapsed(cast.harbour, cast.sam, side=Side.THEIRS)
    found = rates(cast)
    assert found[Side.OURS] == found[Side.THEIRS] == Rate(of=1)
    assert by_account(Promise.objects.all(), timezone.now(), 5) == []


@pytest.mark.covers("S2", "S4")
def test_whoever_said_yes_answers_for_it(cast: Cast) -> None:
    for deliver_by in (cast.marta, cast.sam):
        promised(cast.harbour, cast.sam, deliver_by=deliver_by).break_(by=cast.sam, why="Ran out")
    accepted = promised(cast.harbour, cast.sam, deliver_by=cast.marta)
    accepted.accept(by=cast.marta)
    accepted.keep(by=cast.marta)
    found = rates_of(Promise.objects.all(), timezone.now()).members
    assert found == {cast.sam.pk: Rate(of=2, broken=2), cast.marta.pk: Rate(of=1, kept=1)}


@pytest.mark.covers("S2")
def test_the_page_says_counts_and_nothing_below_five(cast: Cast, as_dana: Client) -> None:
    kept(cast, 4)
    address = reverse("promises-rate")
    assert "Too few to say: 4 so far." in as_dana.get(address).content.decode()
    promised(cast.harbour, cast.sam).break_(by=cast.sam, why="Ran out")
    kept(cast, 2, side=Side.THEIRS, by=cast.dana)
    page = " ".join(as_dana.get(address).content.decode().split())
    assert "4 of 5" in page
    assert "1 broken, 0 late, 0 moved with their word, 0 at another price." in page
    assert "Sam Fern" in page
    assert f'href="{reverse("account", args=[cast.harbour.pk])}"' in page
    assert "too few to say" in page


@pytest.mark.covers("S2")
def test_the_account_page_says_what_was_kept_so_far(cast: Cast, as_dana: Client) -> None:
    address = reverse("account", args=[cast.harbour.pk])
    kept(cast, 4)
    assert "Kept so far" not in as_dana.get(address).content.decode()
    lapsed(cast.harbour, cast.sam)
    page = " ".join(as_dana.get(address).content.decode().split())
    assert "Kept so far</span><b>4 of 5</b>" in page


def test_old_promises_leave_the_rate_after_a_year(cast: Cast) -> None:
    lapsed(cast.harbour, cast.sam, days=400)
    assert rates(cast)[Side.OURS] == Rate()


def test_a_year_is_counted_from_the_index_alone(cast: Cast) -> None:
    """Half a million promises are counted while somebody waits; reading each of them as a whole would take seconds."""
    with CaptureQueriesContext(connection) as asked:
        rates(cast)
        by_account(Promise.objects.all(), timezone.now(), 5)
    read = set(
        re.findall(r'"service_promise"\."(\w+)"', " ".join(one["sql"] for one in asked.captured_queries))
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('promise_by_due'::regclass)")
        held = set(re.findall(r"\w+", cursor.fetchone()[0]))
    assert len(read) > 8
    assert read <= held
