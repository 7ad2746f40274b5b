"""Making a promise: ours and theirs, with a date, once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from regulars.service.errors import NoDate, NothingSaid
from regulars.service.models import About, Act, Promise, Side, State, promise
from regulars.service.tests.promises import at, in_days, promised
from regulars.service.when import FURTHEST, Due, by_day
from regulars.timeline.models import Event
from tests.cast import LONDON, Cast


@pytest.mark.covers("S1")
def test_both_sides_promise_in_one_ledger(cast: Cast) -> None:
    ours = promised(cast.harbour, cast.sam)
    theirs = promised(
        cast.harbour, cast.sam, "Menu photos", side=Side.THEIRS, person=cast.harbour.people.get()
    )
    assert [made.side for made in Promise.objects.open().order_by("pk")] == [Side.OURS, Side.THEIRS]
    assert (ours.deliver_by, ours.made_by) == (cast.sam, cast.sam)
    assert theirs.person
    assert theirs.person.name == "Ines Duarte"
    assert theirs.deliver_by is None
    assert list(Event.objects.values_list("kind", flat=True)) == ["service.promise_made"] * 2


@pytest.mark.covers("S1")
@pytest.mark.parametrize("about", About.values)
def test_it_may_be_about_a_quantity_a_quality_a_date_a_price_or_getting_back(cast: Cast, about: str) -> None:
    assert promised(cast.harbour, cast.sam, about=about).about == about


@pytest.mark.covers("S1")
def test_a_promise_without_a_date_is_none(cast: Cast) -> None:
    over, far = in_days(-1), Due(timezone.now() + FURTHEST + timedelta(days=1), None)
    for due in (over, far):
        with pytest.raises(NoDate):
            promised(cast.harbour, cast.sam, due=due)
    with pytest.raises(NothingSaid):
        promised(cast.harbour, cast.sam, " \n ")
    assert not Promise.objects.exists()


def test_the_same_form_twice_is_one_promise(cast: Cast) -> None:
    once = uuid4()
    first = promised(cast.harbour, cast.sam, once=once)
    again, event = promise(
        cast.harbour, by=cast.sam, side=Side.OURS, about=About.DATE, what="Again", due=in_days(2), once=once
    )
    assert (again.pk, event) == (first.pk, None)
    assert promised(cast.vets, cast.sam, once=once).pk != first.pk
    assert Promise.objects.count() == 2


def test_its_history_begins_with_what_was_said(cast: Cast) -> None:
    made = promised(cast.harbour, cast.sam)
    change = made.changes.get()
    assert (change.act, change.by, change.now["what"]) == (Act.MADE, cast.sam, "Answer on early delivery")
    assert made.state == State.OPEN


def test_a_due_day_ends_when_the_firms_day_does_on_the_days_the_clocks_change() -> None:
    spring, autumn = by_day(at("2027-03-28").date(), LONDON), by_day(at("2026-10-25").date(), LONDON)
    assert spring.moment.astimezone(LONDON).isoformat() == "2027-03-29T00:00:00+01:00"
    assert autumn.moment.astimezone(LONDON).isoformat() == "2026-10-26T00:00:00+00:00"
