"""Previous clients worth a call, and whoever came in this season last year and was never asked back."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regulars.orders.models import Order, OrderLine
from regulars.people.models import Account
from regulars.retention.models import CaseOutcome, RiskCase, Standing
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Channel, Touch
from tests.cast import Cast, order

GONE: dict[str, Any] = {
    "standing": Standing.LOST,
    "last_day": date(2025, 11, 12),
    "interval": None,
    "days": 2,
    "orders": 2,
}


def read(client: Client, page: str) -> str:
    answer = client.get(f"/retention/{page}/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def job(account: Account, day: date, amount: int, *things: str) -> Order:
    made = order(account, day, amount)
    for place, thing in enumerate(things):
        OrderLine.objects.create(
            order=made, position=place, description=thing, quantity=1, unit_price=amount, amount=amount
        )
    return made


@pytest.mark.covers("R19")
def test_previous_clients_come_by_what_they_brought_with_their_last_job_and_a_reason(
    cast: Cast, as_dana: Client
) -> None:
    run = scored()
    job(cast.tomas, date(2024, 1, 1), 50, "older")
    job(cast.tomas, date(2025, 5, 3), 412, "sourdough", "rye")
    score(run, cast.tomas, **GONE | {"total": Decimal(462), "last_day": date(2025, 5, 3)})
    score(run, cast.vets, **GONE | {"total": Decimal(5000), "interval": 30.0})
    score(run, cast.harbour)
    words = read(as_dana, "previous")
    assert words.index("Oyelaran Vets") < words.index("Tomas Albers")
    assert "£462 in 2 orders. Last: £412 on 3 May 2025 (sourdough, rye)." in words
    assert "Ask how they got on with sourdough, rye. Nobody has asked them back." in words
    assert "They used to order about every 4 weeks; now it has been 12 months." in words
    assert "Harbour Bakery" not in words


@pytest.mark.covers("R19")
def test_whoever_must_not_be_called_is_not_among_them(cast: Cast, as_dana: Client) -> None:
    run = scored()
    for account in (cast.harbour, cast.vets, cast.tomas):
        score(run, account, **GONE)
    Account.objects.filter(pk=cast.harbour.pk).update(do_not_contact=True)
    RiskCase.objects.create(
        account=cast.vets,
        opened_on=run.as_of,
        currency="GBP",
        outcome=CaseOutcome.LET_GO,
        closed_at=datetime.now(UTC),
    )
    words = read(as_dana, "previous")
    assert "Tomas Albers" in words
    assert "Harbour Bakery" not in words
    assert "Oyelaran Vets" not in words


def test_what_was_tried_since_is_told(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.tomas, **GONE)
    Touch.objects.create(
        account=cast.tomas, member=cast.sam, channel=Channel.CALL, at=datetime(2026, 2, 3, 9, tzinfo=UTC)
    )
    Touch.objects.create(account=cast.tomas, member=cast.dana, channel=Channel.NOTE)
    assert "Sam Fern last asked on 3 Feb 2026." in read(as_dana, "previous")


def test_an_order_at_this_time_of_the_year_is_a_reason(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.tomas, **GONE)
    assert "at this time of the year" in read(as_dana, "previous")


def test_many_previous_clients_are_paged_and_cost_the_same(cast: Cast, as_dana: Client) -> None:
    run = scored()
    made = Account.objects.bulk_create(
        Account(name=f"Person {n:03}", folded=f"person {n:03}") for n in range(70)
    )
    for n, one in enumerate(made):
        score(run, one, **GONE | {"total": Decimal(n)})
    with CaptureQueriesContext(connection) as queries:
        first = as_dana.get("/retention/previous/")
    assert len(queries) <= 12
    assert first.context["people"][0]["name"] == "Person 069"
    second = as_dana.get(f"/retention/previous/{first.context['links']['next']}")
    assert [one["name"] for one in second.context["people"]][-1] == "Person 000"
    assert not second.context["links"]["next"]


SEASONAL: dict[str, Any] = {
    "standing": Standing.CLIENT, "first_day": date(2025, 11, 5), "last_day": date(2025, 11, 5), "days": 1, "orders": 1,
    "interval": None,
}  # fmt: skip


@pytest.mark.covers("R20")
def test_who_first_came_in_this_season_last_year_and_was_never_asked_back_is_listed(
    cast: Cast, as_dana: Client
) -> None:
    run = scored()
    score(run, cast.tomas, **SEASONAL)
    score(run, cast.vets, **SEASONAL)
    score(run, cast.harbour, **SEASONAL | {"last_day": date(2026, 9, 1), "days": 2})
    score(run, cast.quiet, **SEASONAL | {"first_day": date(2025, 6, 1), "last_day": date(2025, 6, 1)})
    order(cast.tomas, date(2025, 11, 5))
    Touch.objects.create(
        account=cast.vets, member=cast.sam, channel=Channel.WRITE, at=datetime(2026, 10, 3, 9, tzinfo=UTC)
    )
    words = read(as_dana, "season")
    assert "Never asked back 5" in words  # of the facts: 8 not back, 3 asked
    assert re.search(r"Tomas Albers never asked First came on 5 Nov 2025", words)
    assert re.search(r"Oyelaran Vets asked back .* Sam Fern got in touch on 3 Oct 2026.", words)
    assert "Harbour Bakery" not in words
    assert "Green Park Dental" not in words


@pytest.mark.covers("R20")
def test_a_firm_that_most_people_need_once_blames_nobody_for_not_returning(
    cast: Cast, as_dana: Client
) -> None:
    type(cast.firm).objects.update(one_off=True)
    score(scored(same_season=None), cast.tomas, **SEASONAL)
    words = read(as_dana, "season")
    assert "Nobody is expected back" in words
    assert "Tomas Albers" not in words


def test_whoever_asked_not_to_be_contacted_is_shown_without_a_button_to_ask(
    cast: Cast, as_dana: Client
) -> None:
    score(scored(), cast.tomas, **SEASONAL)
    Account.objects.filter(pk=cast.tomas.pk).update(do_not_contact=True)
    words = read(as_dana, "season")
    assert "asked not to be contacted" in words
    assert "Ask them back" not in words


def test_when_everybody_came_back_the_page_is_glad(cast: Cast, as_dana: Client) -> None:
    scored()
    assert "Everybody came back" in read(as_dana, "season")
