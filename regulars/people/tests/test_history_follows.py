"""R16: what led to a sale stays in sight after it, after a merge, and is handed to whoever delivers."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.merging.joining import merge_accounts
from regulars.people.merging.parting import part
from regulars.people.models import Account, ContactRole, Person, PersonMove
from regulars.timeline.models import Event, Tally, Touch, log_touch
from tests.cast import Cast, order
from tests.conftest import signed_in

DAY = datetime(2026, 9, 1, 10, tzinfo=UTC)


def log(account: Account, day: int, note: str, **about: Any) -> Touch:
    at = DAY + timedelta(days=day)
    made = log_touch(account_id=account.pk, by=None, channel="call", at=at, note=note, **about)
    assert made
    return made


def counted(account: Account) -> int:
    return Tally.objects.get(pk=account.pk).touches


@pytest.mark.covers("R16", "A14")
def test_a_merge_and_its_undoing_keep_every_contact_and_count_it_once(cast: Cast, as_dana: Client) -> None:
    log(cast.harbour, 1, "About rye")
    log(cast.quiet, 2, "About chairs")
    merge = merge_accounts(cast.harbour, cast.quiet, by=cast.dana)
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "About rye" in page
    assert "About chairs" in page
    assert counted(cast.harbour) == 2
    part(merge, by=cast.dana)
    assert (counted(cast.harbour), counted(cast.quiet)) == (1, 1)


@pytest.mark.covers("R16")
def test_contacts_stay_in_sight_after_the_sale_they_led_to(cast: Cast, as_dana: Client) -> None:
    log(cast.quiet, 1, "Wants to try the rye")
    order(cast.quiet, (DAY + timedelta(days=3)).date())
    page = as_dana.get(reverse("account", args=[cast.quiet.pk])).content.decode()
    assert "Wants to try the rye" in page


@pytest.mark.covers("R16")
def test_whoever_delivers_reads_how_an_order_came_about(cast: Cast, as_dana: Client) -> None:
    log(cast.quiet, 0, "Before the first one")
    first = order(cast.quiet, DAY.date(), external_id="1001")
    log(cast.quiet, 2, "Wants it before five")
    log(cast.quiet, 9, "Wrong account").withdraw(by=cast.dana)
    second = order(cast.quiet, (DAY + timedelta(days=9)).date(), external_id="1002")
    log(cast.quiet, 10, "How was it?")
    log(cast.harbour, 3, "Somebody else's")
    page = as_dana.get(reverse("order", args=[second.pk])).content.decode()
    assert "One contact led to it" in page
    assert reverse("order-story", args=[second.pk]) in page
    story = as_dana.get(reverse("order-story", args=[second.pk])).content.decode()
    assert "Every contact since order 1001" in story
    assert "Wants it before five" in story
    for other in ("Before the first one", "Wrong account", "How was it?", "Somebody else"):
        assert other not in story
    assert "Before the first one" in as_dana.get(reverse("order-story", args=[first.pk])).content.decode()


def test_a_walk_in_sale_has_no_story_and_a_long_one_goes_on(cast: Cast, as_dana: Client) -> None:
    nobody = order(None, DAY.date())
    assert "How this came about" not in as_dana.get(reverse("order", args=[nobody.pk])).content.decode()
    assert as_dana.get(reverse("order-story", args=[nobody.pk])).status_code == 200
    for day in range(120):
        Touch.objects.create(
            account=cast.quiet, channel="call", at=DAY - timedelta(days=day), note=f"N{day:03}"
        )
    made = order(cast.quiet, DAY.date())
    assert "100 contacts or more" in as_dana.get(reverse("order", args=[made.pk])).content.decode()
    first = as_dana.get(reverse("order-story", args=[made.pk]))
    older = as_dana.get(reverse("order-story", args=[made.pk]), {"before": str(first.context["older"])})
    assert ("N049" in first.content.decode(), "N050" in older.content.decode()) == (True, True)
    assert as_dana.get(reverse("order-story", args=[made.pk]), {"before": "x"}).status_code == 422


@pytest.fixture
def marco(cast: Cast) -> Person:
    """A second person at the bakery, who pays there."""
    made = Person.objects.create(account=cast.harbour, name="Marco Pell", phone="020 7946 0018")
    ContactRole.objects.create(account=cast.harbour, person=made, part="pays")
    return made


def move(client: Client, person: Person, to: Account) -> Any:
    return client.post(reverse("person-moved", args=[person.pk, to.pk]), follow=True)


@pytest.mark.covers("R16")
def test_who_works_elsewhere_now_takes_along_what_was_said_and_leaves_it_there(
    cast: Cast, as_dana: Client, marco: Person
) -> None:
    log(cast.harbour, 1, "Marco wants rye", person=marco)
    log(cast.harbour, 2, "Only about the bakery")
    assert (
        "Oyelaran" in as_dana.get(reverse("person-moving", args=[marco.pk]), {"q": "oyel"}).content.decode()
    )
    html = move(as_dana, marco, cast.vets).content.decode()
    assert "Marco Pell is at Oyelaran Vets now." in html
    old, new, own = (
        as_dana.get(address).content.decode()
        for address in (
            reverse("account", args=[cast.harbour.pk]),
            reverse("account", args=[cast.vets.pk]),
            reverse("person", args=[marco.pk]),
        )
    )
    assert all("Marco wants rye" in page for page in (old, new, own))
    assert ", at Harbour Bakery then" in new
    assert "Only about the bakery" not in new
    assert "Marco Pell is at Oyelaran Vets now" in old
    assert (counted(cast.harbour), Touch.objects.filter(account=cast.vets).count()) == (2, 0)


def test_moving_is_taken_back_with_what_they_did_there(cast: Cast, as_dana: Client, marco: Person) -> None:
    move(as_dana, marco, cast.vets)
    event = Event.objects.get(kind="people.person_came")
    assert not ContactRole.objects.filter(person=marco).exists()
    as_dana.post(reverse("undo", args=[event.pk]))
    marco.refresh_from_db()
    assert marco.account == cast.harbour
    assert ContactRole.objects.get(person=marco).part == "pays"
    assert not PersonMove.objects.exists()
    assert as_dana.post(reverse("undo", args=[event.pk])).status_code == 409


def test_who_went_on_since_is_not_brought_back(cast: Cast, as_dana: Client, marco: Person) -> None:
    move(as_dana, marco, cast.vets)
    event = Event.objects.get(kind="people.person_came")
    move(as_dana, marco, cast.quiet)
    assert as_dana.post(reverse("undo", args=[event.pk])).status_code == 409


def test_the_only_one_with_a_name_cannot_leave_and_nobody_goes_where_they_are(
    cast: Cast, as_dana: Client, marco: Person
) -> None:
    ada = cast.vets.people.get()
    assert move(as_dana, ada, cast.harbour).status_code == 409
    assert move(as_dana, marco, cast.harbour).status_code == 409
    assert move(signed_in(cast.rita), marco, cast.vets).status_code == 403
    assert not PersonMove.objects.exists()
