"""Keeping, breaking and withdrawing: once, with words where they are owed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from regulars.service.errors import NoDate, NothingSaid, PriceMissing, PromiseEnded
from regulars.service.keeping import keep_with_contact
from regulars.service.models import About, Promise, Side, State
from regulars.service.tests.promises import lapsed, promised
from regulars.timeline.models import Touch, log_touch
from regulars.timeline.undoing import CannotBeUndone, take_back
from tests.cast import Cast


@pytest.mark.covers("S1")
def test_kept_in_time_and_kept_late_are_told_apart(cast: Cast) -> None:
    good, bad = promised(cast.harbour, cast.sam), lapsed(cast.harbour, cast.sam)
    for made in (good, bad):
        made.keep(by=cast.sam)
        made.refresh_from_db()
    assert (good.state, good.kept_late, bad.state, bad.kept_late) == (State.KEPT, False, State.KEPT, True)


@pytest.mark.covers("S1")
def test_breaking_and_withdrawing_ask_why(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    for end in (made.break_, made.withdraw):
        with pytest.raises(NothingSaid):
            end(by=cast.sam, why="  ")
    made.break_(by=cast.sam, why="The oven broke")
    made.refresh_from_db()
    assert (made.state, made.ending) == (State.BROKEN, "The oven broke")


def test_of_two_at_once_the_second_is_told(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    same = Promise.objects.get(pk=made.pk)
    made.keep(by=cast.sam)
    with pytest.raises(PromiseEnded):
        same.break_(by=cast.dana, why="Nothing came")
    same.refresh_from_db()
    assert same.state == State.KEPT
    assert same.changes.count() == 2


@pytest.mark.covers("S7")
def test_a_word_to_get_back_is_not_kept_by_an_empty_reply(cast: Cast) -> None:
    before = log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note="They asked")
    Touch.objects.update(at=timezone.now() - timedelta(minutes=5))
    made = promised(cast.harbour, cast.sam, about=About.FOLLOW_UP)
    empty = log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="message")
    elsewhere = log_touch(account_id=cast.vets.pk, by=cast.sam, channel="call", two_way=True)
    for touch in (None, empty, elsewhere):
        with pytest.raises(NothingSaid):
            made.keep(by=cast.sam, touch=touch)
    with pytest.raises(NoDate):
        made.keep(by=cast.sam, touch=before)
    answered = log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", two_way=True)
    made.keep(by=cast.sam, touch=answered)
    made.refresh_from_db()
    assert made.touch == answered


@pytest.mark.covers("S7")
def test_getting_back_logs_the_contact_and_undo_takes_both_back(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam, about=About.FOLLOW_UP, person=cast.harbour.people.get())
    event = keep_with_contact(made, by=cast.sam, how="Before five it is", channel="call")
    touch = Touch.objects.get()
    assert (touch.note, touch.person) == ("Before five it is", cast.harbour.people.get())
    take_back(event, by=cast.sam)
    made.refresh_from_db()
    assert (made.state, made.ended_at, made.touch) == (State.OPEN, None, None)
    assert not Touch.objects.standing().exists()
    assert [change.act for change in made.changes.order_by("pk")] == ["made", "kept", "undone"]
    with pytest.raises(CannotBeUndone):
        take_back(event, by=cast.sam)


@pytest.mark.covers("S2")
def test_a_promised_price_asks_what_it_cost_in_the_end(cast: Cast) -> None:
    price: dict[str, Any] = {"about": About.PRICE, "price": Decimal("412.00"), "currency": "GBP"}
    ours, theirs = (promised(cast.harbour, cast.sam, side=side, **price) for side in Side)
    with pytest.raises(PriceMissing):
        ours.keep(by=cast.sam)
    ours.keep(by=cast.sam, final_price=Decimal("420.00"))
    theirs.keep(by=cast.sam, final_price=Decimal("412.00"))
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.dearer, theirs.dearer) == (True, False)


def test_what_was_changed_since_is_not_undone_under_it(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    asked = made.hand_over(to=cast.marta, by=cast.sam)
    made.keep(by=cast.marta)
    with pytest.raises(CannotBeUndone):
        take_back(asked, by=cast.sam)


def test_one_made_by_mistake_is_taken_back_and_stays_in_the_history(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    event = cast.harbour.events.get()
    take_back(event, by=cast.sam)
    made.refresh_from_db()
    assert made.state == State.WITHDRAWN
    assert made.changes.count() == 2
