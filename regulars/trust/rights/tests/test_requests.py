"""What people ask for about their data: noted with its deadline, on Today before it is late, looked at before it leaves."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from regulars.people.models import Account, Person
from regulars.retention.models import ScoringRun
from regulars.retention.tests.people_scored import score
from regulars.team.models import Firm
from regulars.timeline.models import log_touch
from regulars.trust.models import Asked, Export, OwnLink, RightsRequest, State
from regulars.trust.models.rights_request import months_later
from regulars.trust.rights import keeping, making
from regulars.trust.rights.attention import due
from regulars.trust.rights.errors import RequestExtended, RequestSettled
from regulars.trust.rights.jobs import make_file, sweep_files
from regulars.trust.rights.keeping import path_of
from regulars.trust.rights.tests.asked import asked, ines
from tests.cast import Cast


@pytest.fixture
def dana(cast: Cast, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(cast.dana)


@pytest.fixture
def sam(cast: Cast, sign_in: Callable[[Any], Client]) -> Client:
    return sign_in(cast.sam)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_month_is_a_month_of_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.covers("V13")
def test_a_request_is_noted_from_their_page_with_its_deadline_and_how_we_know_them(
    cast: Cast, sam: Client
) -> None:
    address = f"/people/{ines(cast).pk}/rights/new/"
    assert sam.post(address, {"asked": "see"}).status_code == 422
    on = timezone.localdate() - timedelta(days=3)
    answer = sam.post(
        address, {"asked": "see", "known": "called", "on": on.isoformat(), "words": "all of it"}
    )
    made = RightsRequest.objects.get()
    assert answer["Location"] == f"/rights/{made.pk}/"
    assert (made.due, made.by, made.words) == (months_later(on, 1), cast.sam, "all of it")
    assert "They asked to see their data" in text(sam.get(f"/people/{ines(cast).pk}/"))


def test_asked_tomorrow_is_a_slip(cast: Cast, sam: Client) -> None:
    on = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = sam.post(f"/people/{ines(cast).pk}/rights/new/", {"asked": "see", "known": "called", "on": on})
    assert "That day is still ahead." in text(answer)


@pytest.mark.covers("V13")
def test_it_stands_on_today_two_weeks_before_and_is_late_after(cast: Cast) -> None:
    made = asked(cast, on=timezone.localdate())
    firm = Firm.load()
    assert due(firm, timezone.localdate(), 10, []) == []
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        (soon,) = due(firm, timezone.localdate(), 10, [], cast.sam)
        assert made.who in soon.sentence
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        (late,) = due(firm, timezone.localdate(), 10, [])
    assert (soon.tone, late.tone) == ("due", "risk")
    assert late.priority > soon.priority


def test_two_months_longer_once_and_only_when_they_were_told(cast: Cast, dana: Client) -> None:
    made = asked(cast)
    address = f"/rights/{made.pk}/extension/"
    assert dana.post(address, {"why": "many ask"}).status_code == 422
    assert dana.post(address, {"why": "many ask", "told": "on"}).status_code == 302
    made.refresh_from_db()
    assert made.due == months_later(made.asked_on, 3)
    with pytest.raises(RequestExtended):
        made.extend(by=cast.dana, why="again", told_on=timezone.localdate())


def test_a_refusal_says_why_and_what_is_settled_stays(cast: Cast, sam: Client) -> None:
    made = asked(cast)
    address = f"/rights/{made.pk}/settled/"
    assert sam.post(address, {"state": "refused"}).status_code == 422
    assert sam.post(address, {"state": "refused", "outcome": "it was not them"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.settled_by) == (State.REFUSED, cast.sam)
    with pytest.raises(RequestSettled):
        made.settle(State.DONE, by=cast.sam)


def test_all_of_them_stand_on_one_page_for_managers(cast: Cast, dana: Client) -> None:
    asked(cast)
    done = asked(cast, Asked.STOP)
    done.settle(State.DONE, by=cast.dana)
    page = text(dana.get("/rights/"))
    assert page.count("Ines Duarte") == 2
    assert "due on" in page


@pytest.mark.covers("V13")
def test_labels_and_reasons_are_looked_at_first_and_nothing_is_left_out(
    cast: Cast, sam: Client, dana: Client
) -> None:
    Account.objects.filter(pk=cast.harbour.pk).update(persona="freeloaders")
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call", note="a pain, as always")
    reason = {"name": "missed_beat", "numbers": {"interval": 32, "silence": 64}, "orders": []}
    run = ScoringRun.objects.create(as_of=timezone.localdate(), state="done")
    score(run, cast.harbour, standing="lapsed", reasons=[reason])
    made = asked(cast)
    page = text(dana.get(f"/rights/{made.pk}/file/"))
    for words in ("freeloaders", "a pain, as always", "Orders about every 32 days", "Lapsed"):
        assert words in page
    assert sam.get(f"/rights/{made.pk}/file/").status_code == 403
    dana.post(f"/rights/{made.pk}/file/")
    made.refresh_from_db()
    file = json.loads(path_of(made.file, "json").read_text())
    said = json.dumps(file)
    assert all(words in said for words in ("freeloaders", "a pain, as always", "Orders about every 32 days"))
    assert Export.objects.get().member == cast.dana


def test_they_fetch_it_from_their_own_page_and_after_a_month_it_is_gone(cast: Cast, dana: Client) -> None:
    made = asked(cast)
    making.make(made)
    page = f"/yours/{OwnLink.issue(ines(cast), by=cast.sam)}/"
    anybody = Client()
    assert b"".join(anybody.get(f"{page}file/pdf/").streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined] # streamed
    assert anybody.get(f"{page}file/exe/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        sweep_files()
        sweep_files()
    made.refresh_from_db()
    assert made.file == ""
    assert anybody.get(f"{page}file/pdf/").status_code == 404


def test_a_long_one_is_made_by_the_worker_and_twice_is_one_file(
    cast: Cast, dana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 0)
    made = asked(cast)
    assert "being made" in text(dana.post(f"/rights/{made.pk}/file/", follow=True))
    make_file(made.pk)
    made.refresh_from_db()
    first = made.file
    make_file(made.pk)
    made.refresh_from_db()
    assert made.file != first
    assert not path_of(first, "pdf").exists()
    keeping.discard(made.file)


@pytest.mark.covers("V13")
def test_the_link_is_shown_once_and_the_history_says_who_made_it(cast: Cast, sam: Client) -> None:
    page = sam.post(f"/people/{ines(cast).pk}/own-page/")
    assert page.status_code == 201
    assert "/yours/" in text(page)
    assert "mailto:ines@harbour.example?subject=" in text(page)
    assert "made them the link to their own page" in text(sam.get(f"/accounts/{cast.harbour.pk}/"))


def test_an_erasure_is_looked_at_and_confirmed_by_a_manager(cast: Cast, dana: Client, sam: Client) -> None:
    made = asked(cast, Asked.ERASE, proposed={"leave_alone": True})
    address = f"/rights/{made.pk}/erasure/"
    assert sam.get(address).status_code == 403
    assert "This stays" in text(dana.get(address))
    assert dana.post(address, {}).status_code == 422
    assert dana.post(address, {"sure": "on"}).status_code == 302
    assert not Person.objects.filter(name="Ines Duarte").exists()
    assert "Somebody whose data were erased" in text(dana.get(f"/rights/{made.pk}/"))
