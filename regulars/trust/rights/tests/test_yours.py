"""The customers' own page: a secret address shows what is theirs, lets them put it right, stop it, and have it erased."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from regulars.people.merging.joining import merge_people
from regulars.people.models import Person
from regulars.timeline.models import Event, log_touch
from regulars.trust.asking import may
from regulars.trust.models import Asked, Datum, OwnLink, Pace, Purpose, RightsRequest, State
from tests.cast import Cast

HOSTILE = "\"'><img src=x onerror=zq()>{{7*7}}"


@pytest.fixture
def ines(cast: Cast) -> Person:
    cache.clear()
    return cast.harbour.people.get()


@pytest.fixture
def page(cast: Cast, ines: Person) -> str:
    return f"/yours/{OwnLink.issue(ines, by=cast.sam)}/"


@pytest.fixture
def anybody() -> Client:
    """A browser that was never here, and takes no cookies; tokens against forgery are asked for where they are asked for."""
    return Client(enforce_csrf_checks=True)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.covers("V13")
def test_they_see_what_we_hold_what_for_and_how_often(
    cast: Cast, ines: Person, page: str, anybody: Client
) -> None:
    log_touch(account_id=cast.harbour.pk, by=cast.sam, person=ines, channel="call", note="slow payer, rude")
    shown = text(anybody.get(page))
    for words in (
        "Fern &amp; Flour",
        "Ines Duarte",
        "ines@harbour.example",
        "in touch with you once",
        "With nobody.",
    ):
        assert words in shown


@pytest.mark.attack("B15", "B10")
def test_no_note_label_or_figure_of_ours_is_on_their_page(
    cast: Cast, ines: Person, page: str, anybody: Client
) -> None:
    Person.objects.filter(pk=ines.pk).update(note="zqinternal")
    log_touch(account_id=cast.harbour.pk, by=cast.sam, person=ines, channel="note", note="zqinternal")
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(persona="zqinternal", came_by="zqinternal")
    assert "zqinternal" not in text(anybody.get(page)) + text(anybody.get(f"{page}facts/"))


@pytest.mark.attack("D1", "D8")
def test_what_they_typed_is_text_on_their_page(ines: Person, page: str, anybody: Client) -> None:
    anybody.post(f"{page}facts/", {"name": HOSTILE, "email": "", "phone": "", "prefers": HOSTILE})
    assert "<img src=x" not in text(anybody.get(page))


@pytest.mark.covers("V13")
def test_they_change_a_small_fact_at_once_and_it_is_told_that_it_was_them(
    ines: Person, page: str, anybody: Client
) -> None:
    sent = {
        "name": "Ines Duarte",
        "email": "ines@home.example",
        "phone": "020 7946 0018",
        "prefers": "by e-mail",
    }
    answer = anybody.post(f"{page}facts/", sent)
    assert answer.status_code == 302
    ines.refresh_from_db()
    assert (ines.email, ines.prefers) == ("ines@home.example", "by e-mail")
    told = Event.objects.get(kind="trust.corrected_themselves")
    assert told.actor is None
    assert "Your e-mail address" in told.data["facts"]


def test_a_wrong_address_is_said_and_nothing_is_lost(ines: Person, page: str, anybody: Client) -> None:
    answer = anybody.post(f"{page}facts/", {"name": "Ines D", "email": "not an address", "phone": ""})
    assert answer.status_code == 422
    assert "Ines D" in text(answer)
    ines.refresh_from_db()
    assert ines.name == "Ines Duarte"


@pytest.mark.covers("V13", "V4")
def test_they_stop_everything_with_one_press_and_no_reason(ines: Person, page: str, anybody: Client) -> None:
    assert anybody.post(f"{page}stop/").status_code == 302
    assert may(ines, Datum.EMAIL, Purpose.OFFERS).name in {"suppressed", "withdrawn"}
    assert "Understood" in text(anybody.get(f"{page}?done=stopped"))


@pytest.mark.covers("V4")
@pytest.mark.parametrize("why", ["incessant", "no_use", "made up"])
def test_a_reason_is_taken_and_one_that_is_none_stops_all_the_same(
    ines: Person, page: str, anybody: Client, why: str
) -> None:
    assert anybody.post(f"{page}stop/", {"why": why}).status_code == 302
    stopped = not may(ines, Datum.EMAIL, Purpose.OFFERS).allows
    assert stopped
    assert Pace.objects.filter(person=ines).exists() == (why == "incessant")


def test_they_say_yes_to_one_purpose_and_take_it_back(ines: Person, page: str, anybody: Client) -> None:
    anybody.post(f"{page}use/", {"purpose": "offers", "given": "yes"})
    assert may(ines, Datum.EMAIL, Purpose.OFFERS).name == "given"
    anybody.post(f"{page}use/", {"purpose": "offers", "given": "no"})
    assert may(ines, Datum.EMAIL, Purpose.OFFERS).name == "withdrawn"


@pytest.mark.parametrize(
    "sent", [{}, {"purpose": "sell", "given": "yes"}, {"purpose": "serve", "given": "no"}]
)
def test_what_the_page_does_not_offer_changes_nothing(
    page: str, anybody: Client, sent: dict[str, str]
) -> None:
    assert anybody.post(f"{page}use/", sent).status_code == 404


@pytest.mark.attack("F4", "A11")
def test_looking_changes_nothing_whoever_opens_the_link(ines: Person, page: str, anybody: Client) -> None:
    before = Event.objects.count()
    for address in ("use/", "stop/", "seeing/", "correcting/", "erasing/", "requests/1/taken-back/"):
        assert anybody.get(page + address).status_code == 405
    anybody.get(page)
    anybody.head(page)
    assert Event.objects.count() == before
    assert not RightsRequest.objects.exists()


@pytest.mark.covers("V13")
def test_they_ask_for_everything_and_to_be_erased_and_may_take_it_back(
    ines: Person, page: str, anybody: Client
) -> None:
    anybody.post(f"{page}seeing/")
    anybody.post(f"{page}seeing/")
    anybody.post(f"{page}erasing/", {"sure": "on", "alone": "on"})
    seeing, erasing = RightsRequest.objects.order_by("pk")
    assert (seeing.asked, erasing.asked, erasing.proposed) == (Asked.SEE, Asked.ERASE, {"leave_alone": True})
    assert "You asked us to erase your data" in text(anybody.get(page))
    anybody.post(f"{page}requests/{erasing.pk}/taken-back/")
    erasing.refresh_from_db()
    assert erasing.state == State.WITHDRAWN


def test_nobody_erases_themselves_by_a_slip(page: str, anybody: Client) -> None:
    assert anybody.post(f"{page}erasing/", {"alone": "on"}).status_code == 422
    assert not RightsRequest.objects.exists()


def test_another_persons_request_is_not_theirs_to_take_back(cast: Cast, page: str, anybody: Client) -> None:
    other = RightsRequest.ask(cast.vets.people.get(), asked=Asked.SEE, known="there", by=cast.sam)
    assert anybody.post(f"{page}requests/{other.pk}/taken-back/").status_code == 404


@pytest.mark.attack("F3", "F5", "B12")
def test_unknown_run_out_taken_back_and_gone_are_answered_alike(
    cast: Cast, ines: Person, page: str, anybody: Client
) -> None:
    unknown = anybody.get("/yours/unknown/")
    OwnLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    over = anybody.get(page)
    OwnLink.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    taken_back = anybody.get(page)
    OwnLink.objects.update(revoked_at=None)
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    gone = anybody.get(page)
    assert {answer.status_code for answer in (unknown, over, taken_back, gone)} == {404}
    assert len({answer.content for answer in (unknown, over, taken_back, gone)}) == 1


@pytest.mark.attack("F11")
def test_a_merge_ends_the_links_of_both(cast: Cast, ines: Person, page: str, anybody: Client) -> None:
    other = Person.objects.create(account=cast.harbour, name="I. Duarte")
    theirs = f"/yours/{OwnLink.issue(other, by=cast.sam)}/"
    merge_people(kept=ines, lost=other, by=cast.dana)
    assert anybody.get(page).status_code == anybody.get(theirs).status_code == 404


def test_a_new_link_ends_the_one_before(cast: Cast, ines: Person, page: str, anybody: Client) -> None:
    OwnLink.issue(ines, by=cast.sam)
    assert anybody.get(page).status_code == 404


@pytest.mark.attack("A14")
def test_the_secret_is_kept_nowhere_and_told_to_nobody(
    cast: Cast, page: str, anybody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    token = page.split("/")[2]
    assert not OwnLink.objects.filter(token_hash__contains=token).exists()
    assert not Event.objects.filter(data__icontains=token).exists()
    with caplog.at_level(logging.DEBUG):
        answer = anybody.get(page)
        anybody.post(f"{page}erasing/")
        anybody.post(f"{page}use/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert token not in "".join(
        one.getMessage() for one in caplog.records if one.name.startswith("django.request")
    )


def test_whoever_tries_too_often_waits(anybody: Client, db: None) -> None:
    cache.clear()
    answers = [anybody.get(f"/yours/guess-{number}/").status_code for number in range(95)]
    assert answers[0] == 404
    assert answers[-1] == 429
