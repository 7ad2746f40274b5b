"""Putting a small thing right there and then: within limits, logged with its cost, seen afterwards (T18)."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from regulars.service.errors import OverLimit
from regulars.service.models import Gesture
from regulars.service.models.gesture import give, spent
from regulars.team.models import Firm, Kind, OnTheSpot, Role
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

ALL = dict.fromkeys(Kind.values, "all")


@pytest.fixture
def sam(cast: Cast) -> Client:
    return signed_in(cast.sam)


def page_of(cast: Cast) -> str:
    return reverse("on-the-spot", args=[cast.harbour.pk])


def gesture(cost: str, what: str = "gesture", **more: Any) -> dict[str, Any]:
    return {"what": what, "words": "Croissants, the bread was late", "cost": cost} | more


@pytest.mark.covers("T18")
def test_a_gesture_within_the_limit_is_logged_with_its_cost_on_the_account(cast: Cast, sam: Client) -> None:
    assert sam.post(page_of(cast), gesture("20.00")).status_code == 302
    made = Gesture.objects.get()
    assert (made.by, made.cost, made.currency) == (cast.sam, Decimal("20.00"), "GBP")
    account = sam.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "gave on the spot: Croissants, the bread was late (a gesture, £20)" in account
    page = sam.get(page_of(cast)).content.decode()
    assert "£230" in page  # left of this month


@pytest.mark.covers("T18")
def test_above_the_limit_it_is_refused_with_who_can_give_it_and_nothing_typed_is_lost(
    cast: Cast, sam: Client
) -> None:
    answer = sam.post(page_of(cast), gesture("40"))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "£40 is above your limit of £25 for this. Dana Fern or Marta Fern can give it." in page
    assert "Croissants, the bread was late" in page
    assert not Gesture.objects.exists()
    assert Event.objects.filter(kind="service.gesture_refused", actor=cast.sam).exists()


def test_the_month_is_a_limit_too_and_what_is_taken_back_counts_no_more(cast: Cast, sam: Client) -> None:
    for _ten in range(5):
        give(cast.harbour, by=cast.sam, what=OnTheSpot.FIX, words="New box", cost=Decimal(50))
    with pytest.raises(OverLimit, match="left to give this month"):
        give(cast.harbour, by=cast.sam, what=OnTheSpot.FIX, words="New box", cost=Decimal(1))
    newest = Event.objects.filter(kind="service.gesture_given").latest("pk")
    assert sam.post(reverse("undo", args=[newest.pk])).status_code == 302
    assert spent(cast.sam) == Decimal(200)
    give(cast.harbour, by=cast.sam, what=OnTheSpot.FIX, words="New box", cost=Decimal(50))
    assert sam.post(reverse("undo", args=[newest.pk])).status_code == 409


def test_an_owner_has_no_limit_and_whoever_only_looks_gives_nothing(cast: Cast, as_dana: Client) -> None:
    assert as_dana.post(page_of(cast), gesture("5000", "refund")).status_code == 302
    assert signed_in(cast.rita).post(page_of(cast), gesture("1")).status_code == 403


@pytest.mark.parametrize("cost", ["-1", "NaN", "1e9999", "", "much", "0.001", "Infinity"])
def test_what_is_no_amount_is_said_and_changes_nothing(cast: Cast, sam: Client, cost: str) -> None:
    assert sam.post(page_of(cast), gesture(cost)).status_code == 422
    assert not Gesture.objects.exists()


def test_the_same_form_sent_twice_gives_once(cast: Cast, sam: Client) -> None:
    once = str(uuid4())
    for _twice in range(2):
        assert sam.post(page_of(cast), gesture("5", once=once)).status_code == 302
    assert Gesture.objects.count() == 1
    assert Event.objects.filter(kind="service.gesture_given").count() == 1


@pytest.mark.covers("T18")
def test_the_page_of_limits_says_when_more_is_refused_than_given(cast: Cast, as_dana: Client) -> None:
    line = {"see": ALL, "edit": ALL, "rights": [], "limits": {"gesture": "1", "month": "1"}}
    Firm.objects.update(access={Role.MEMBER: line})
    with pytest.raises(OverLimit):
        give(cast.harbour, by=cast.sam, what=OnTheSpot.GESTURE, words="Cake", cost=Decimal(3))
    page = as_dana.get("/settings/roles/").content.decode()
    assert "these limits are too low to work with" in page
