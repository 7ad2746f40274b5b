"""Reviews with an account: R33, S61."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.care.errors import NothingFound, SettledAlready
from regulars.care.jobs import schedule_reviews
from regulars.care.models import CareSettings, Look, Review
from regulars.care.tests.given import act, ago, care_page, today
from regulars.people.models import Account
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.service.tests.promises import promised
from regulars.timeline.models import Event, Touch
from tests.cast import Cast, account

DONE: dict[str, Any] = {
    "channel": "call",
    "looked_at": ["frequency", "rules"],
    "finding": "They may go weekly",
}


@pytest.fixture
def review(cast: Cast) -> Review:
    return Review.schedule(cast.harbour, by=cast.sam, due_on=ago(3))


@pytest.mark.covers("R33")
def test_a_review_is_done_with_a_contact_and_a_finding_and_the_next_is_planned(
    cast: Cast, review: Review, as_dana: Client
) -> None:
    form = as_dana.get(act(review, "reviews", "done")).content.decode()
    for look in Look:
        assert _(str(look.label)) in form
    as_dana.post(act(review, "reviews", "done"), DONE)
    touch = Touch.objects.get()
    assert (touch.channel, touch.two_way, touch.member) == ("call", True, cast.dana)
    done = Review.objects.get(pk=review.pk)
    assert (done.finding, done.touch, done.looked_at) == ("They may go weekly", touch, ["frequency", "rules"])
    assert Review.objects.open().get().due_on == today() + timedelta(days=91)
    assert "They may go weekly" in as_dana.get(care_page(cast.harbour)).content.decode()


@pytest.mark.covers("R33")
@pytest.mark.parametrize(
    "lacking", [{"finding": "  "}, {"looked_at": []}, {"channel": "note"}, {"channel": ""}]
)
def test_no_review_is_done_without_a_finding_and_a_contact(
    lacking: dict[str, Any], cast: Cast, review: Review, as_dana: Client
) -> None:
    refused = as_dana.post(act(review, "reviews", "done"), DONE | lacking)
    assert refused.status_code == 422
    with pytest.raises(NothingFound):
        review.finish(by=cast.sam, again_days=91, **(DONE | lacking))
    assert Review.objects.open().exists()
    assert not Touch.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(done_at=review.at)


@pytest.mark.covers("R33")
def test_a_review_taken_back_is_open_again_with_nothing_left_of_it(
    cast: Cast, review: Review, as_dana: Client
) -> None:
    as_dana.post(act(review, "reviews", "done"), DONE)
    event = Event.objects.get(kind="care.review_done")
    as_dana.post(reverse("undo", args=[event.pk]))
    again = Review.objects.open().get()
    assert (again.pk, again.finding, again.looked_at, again.touch) == (review.pk, "", [], None)
    assert not Touch.objects.standing().exists()


def test_a_review_is_done_once(cast: Cast, review: Review) -> None:
    other = Review.objects.get(pk=review.pk)
    review.finish(by=cast.sam, again_days=91, **DONE)
    with pytest.raises(SettledAlready):
        other.finish(by=cast.dana, again_days=91, **DONE)
    assert Touch.objects.count() == 1


def test_planning_again_moves_the_one_that_is_open(cast: Cast, review: Review, as_dana: Client) -> None:
    moved = Review.schedule(cast.harbour, by=cast.sam, due_on=ago(-30))
    assert Review.objects.get().due_on == ago(-30)
    assert moved.told is not None
    as_dana.post(reverse("undo", args=[moved.told.pk]))
    assert Review.objects.get().due_on == ago(3)


@pytest.mark.covers("R33")
def test_top_accounts_get_a_review_by_themselves_spread_over_the_quarter(cast: Cast) -> None:
    run = scored()
    for number in range(10):
        score(run, account(f"Café {number}"), top=True, last_year=Decimal(1000 - number))
    score(run, cast.vets, top=False)
    score(run, cast.quiet, top=True)
    Account.objects.filter(pk=cast.quiet.pk).update(do_not_contact=True)
    schedule_reviews()
    days = list(Review.objects.order_by("due_on").values_list("account__name", "due_on"))
    assert [name for name, _day in days] == [f"Café {number}" for number in range(10)]
    assert days[0][1] > today()
    assert (days[-1][1] - days[0][1]).days >= 75
    assert Event.objects.filter(kind="care.review_scheduled").count() == 10
    schedule_reviews()
    assert Review.objects.count() == 10


@pytest.mark.covers("R33")
def test_no_more_reviews_are_planned_than_can_be_held(cast: Cast) -> None:
    run = scored()
    for number in range(10):
        score(run, account(f"Café {number}"), top=True, last_year=Decimal(1000 - number))
    CareSettings.begin()
    CareSettings.objects.update(review_days=7, reviews_a_day=1)
    schedule_reviews()
    schedule_reviews()
    assert list(Review.objects.order_by("due_on").values_list("account__name", flat=True)) == [
        f"Café {number}" for number in range(7)
    ]
    assert len(set(Review.objects.values_list("due_on", flat=True))) == 7


@pytest.mark.covers("S61")
def test_the_agenda_of_a_review_is_the_ledger_of_promises_good_and_bad(
    cast: Cast, review: Review, as_dana: Client
) -> None:
    kept = promised(cast.harbour, cast.dana, what="bread before five")
    kept.keep(by=cast.dana)
    promised(cast.harbour, cast.dana, what="a new price list")
    page = as_dana.get(act(review, "reviews", "done")).content.decode()
    assert page.index("bread before five") < page.index("a new price list")
