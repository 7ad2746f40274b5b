"""The page behind a clause: its numbers, and exactly the orders it rests on."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from regulars.orders.models import Order
from regulars.retention.evidence import HOW, SAID
from regulars.retention.models import RiskCase, Score
from regulars.retention.reasons import SENTENCES
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Channel, Touch
from tests.cast import Cast, order

BEAT = {"interval": 32.0, "low": 26.0, "high": 39.0, "silence": 71, "orders": 12, "last": "2026-09-11"}


def reason(name: str, on: list[Order], **numbers: Any) -> dict[str, Any]:
    return {"name": name, "numbers": numbers, "orders": [one.pk for one in on]}


def read(client: Client, account: Any, name: str) -> str:
    answer = client.get(f"/accounts/{account.pk}/evidence/{name}/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.covers("R30")
def test_a_reason_shows_exactly_the_orders_it_rests_on(cast: Cast, as_dana: Client) -> None:
    theirs = [order(cast.harbour, date(2026, month, 11), 400 + month) for month in (7, 8, 9)]
    older = order(cast.harbour, date(2026, 1, 5), 999)
    score(scored(), cast.harbour, reasons=[reason("missed_beat", theirs, **BEAT)])
    page = read(as_dana, cast.harbour, "missed_beat")
    assert "Orders about every 32 days; last was 71 days ago." in page
    assert "Usual time between two orders 32 days at least 26 days at most 39 days" in page
    assert [one.external_id in page for one in theirs] == [True] * 3
    assert "11 Sep 2026 31 £409" in page
    assert older.external_id not in page
    assert (
        f"/orders/{theirs[0].pk}/"
        in as_dana.get(f"/accounts/{cast.harbour.pk}/evidence/missed_beat/").content.decode()
    )


def test_orders_of_somebody_else_are_never_shown(cast: Cast, as_dana: Client) -> None:
    foreign = order(cast.vets, date(2026, 9, 1), 777)
    score(scored(), cast.harbour, reasons=[reason("missed_beat", [foreign], **BEAT)])
    page = read(as_dana, cast.harbour, "missed_beat")
    assert foreign.external_id not in page
    assert "1 order it rested on is no longer in the records" in page


def test_a_chance_rests_on_all_their_orders(cast: Cast, as_dana: Client) -> None:
    theirs = [order(cast.harbour, date(2026, month, 11)) for month in (7, 8, 9)]
    kept = reason("chance", [], still=0.41, low=0.3, high=0.53, horizon=90)
    score(scored(), cast.harbour, reasons=[kept])
    page = read(as_dana, cast.harbour, "chance")
    assert "Chance of another order 41% at least 30% at most 53% within 90 days" in page
    assert all(one.external_id in page for one in theirs)


def test_unanswered_contacts_are_shown_themselves(cast: Cast, as_dana: Client) -> None:
    for note in ("First try", "Second try"):
        Touch.objects.create(account=cast.harbour, member=cast.sam, channel=Channel.CALL, note=note)
    score(scored(), cast.harbour, reasons=[reason("unanswered", [], times=2, last="2026-11-01")])
    page = read(as_dana, cast.harbour, "unanswered")
    assert "Call, Sam: First try" in page
    assert "Call, Sam: Second try" in page


def test_an_open_case_keeps_the_reason_it_began_with(cast: Cast, as_dana: Client) -> None:
    theirs = [order(cast.harbour, date(2026, 9, 11))]
    score(scored(), cast.harbour)
    kept = [reason("missed_beat", theirs, **BEAT)]
    RiskCase.objects.create(account=cast.harbour, opened_on=date(2026, 11, 1), currency="GBP", reasons=kept)
    assert theirs[0].external_id in read(as_dana, cast.harbour, "missed_beat")


@pytest.mark.covers("R19")
def test_a_previous_client_has_evidence_too(cast: Cast, as_dana: Client) -> None:
    order(cast.harbour, date(2026, 9, 11))
    score(scored(), cast.harbour, total=Decimal(9000))
    assert "Ordered 12 times, for £9,000 in all" in read(as_dana, cast.harbour, "previous_client").replace(
        "times for", "times, for"
    )


def test_every_reason_is_explained() -> None:
    assert set(SENTENCES) <= set(HOW)
    assert {"interval", "still", "drop", "typical"} <= set(SAID)


@pytest.mark.parametrize("name", ["missed_beat", "nonsense", "__class__", "chance"])
def test_a_reason_nobody_gives_is_not_there(name: str, cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour)
    assert as_dana.get(f"/accounts/{cast.harbour.pk}/evidence/{name}/").status_code == 404
    assert as_dana.get(f"/accounts/{cast.quiet.pk}/evidence/{name}/").status_code == 404
    assert Score.objects.count() == 1


def test_only_members_look(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour)
    address = f"/accounts/{cast.harbour.pk}/evidence/previous_client/"
    assert Client().get(address).status_code == 302
    assert as_dana.post(address).status_code == 405
    assert as_dana.get("/accounts/999999/evidence/previous_client/").status_code == 404
