"""How often and when: over everything that is sent, by purpose, and never in the way of what belongs to an order."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regulars.care.models import EmpathyFlag, HardSeason
from regulars.people.models import Person
from regulars.trust.models import Datum, How, Purpose, Sending, SendingSettings
from regulars.trust.permitting import say, stop
from regulars.trust.sending import begin, claim, judged_sends, may_send
from tests.cast import Cast, order

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 11, 25, 11, tzinfo=LONDON)


@pytest.fixture
def ines(cast: Cast) -> Person:
    ines: Person = cast.harbour.people.get()
    order(cast.harbour, timezone.localdate())
    for purpose in (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER):
        say(ines, purpose, given=True, how=How.FORM, by=cast.sam)
    return ines


def rule(person: Person, purpose: str = Purpose.OFFERS, at: datetime = WEDNESDAY) -> str:
    return may_send(person, Datum.EMAIL, purpose, at).name


def send(person: Person, sender: str, purpose: str = Purpose.OFFERS, at: datetime = WEDNESDAY) -> str:
    return claim([person.pk], Datum.EMAIL, purpose, sender, at)[person.pk].name


@pytest.mark.covers("V5")
def test_two_a_month_over_all_campaigns_and_the_third_waits(ines: Person) -> None:
    assert send(ines, "campaign 1") == send(ines, "campaign 2", Purpose.RESEARCH) == "given"
    assert send(ines, "campaign 3") == rule(ines, Purpose.KEEP_IN_TOUCH) == "capped"
    assert rule(ines, at=WEDNESDAY + timedelta(days=29)) == "capped"
    assert rule(ines, at=WEDNESDAY + timedelta(days=30, hours=1)) == "given"
    assert Sending.objects.count() == 2


@pytest.mark.covers("V5")
def test_what_belongs_to_an_order_is_never_blocked_and_never_counted(cast: Cast, ines: Person) -> None:
    midnight = WEDNESDAY.replace(hour=1)
    for n in range(5):
        assert send(ines, f"invoice {n}", Purpose.INVOICE, midnight) == "served"
    assert rule(ines) == "given"
    send(ines, "campaign 1")
    send(ines, "campaign 2")
    stop(ines)
    EmpathyFlag.raise_(cast.harbour, by=cast.sam, until=timezone.localdate() + timedelta(days=20))
    assert rule(ines, Purpose.SERVE, midnight) == rule(ines, Purpose.INVOICE, midnight) == "served"
    assert rule(ines) == "suppressed"


@pytest.mark.covers("V4", "V5")
def test_who_said_it_comes_too_often_hears_once_a_month(ines: Person) -> None:
    stop(ines, why="incessant", less=True)
    assert send(ines, "campaign 1") == "given"
    assert send(ines, "campaign 2") == "capped"
    SendingSettings.objects.create(pk=1, most=0)
    assert rule(ines, at=WEDNESDAY + timedelta(days=60)) == "capped"


@pytest.mark.parametrize(
    ("day", "hour", "quiet"),
    [(25, 7, True), (25, 8, False), (25, 19, False), (25, 20, True), (29, 12, True), (28, 12, False)],
)
def test_nothing_is_sent_at_night_or_on_a_sunday_by_the_firms_clock(
    ines: Person, day: int, hour: int, quiet: bool
) -> None:
    at = datetime(2026, 11, day, hour, 30, tzinfo=LONDON)
    assert (rule(ines, at=at) == "quiet") is quiet


def test_quiet_hours_are_settled_by_the_firm_and_move_with_its_zone(cast: Cast, ines: Person) -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=LONDON)
    SendingSettings.load().change({"quiet_from": noon.time(), "quiet_until": noon.time()}, by=cast.dana)
    assert rule(ines, at=noon.replace(hour=3)) == "given"
    SendingSettings.load().change({"quiet_until": noon.replace(hour=14).time()}, by=cast.dana)
    assert rule(ines, at=noon) == "quiet"
    cast.firm.change({"timezone": "Asia/Tokyo"}, by=cast.dana)
    assert rule(ines, at=noon) == "given"


def test_who_has_a_hard_time_is_not_sold_to_and_still_heard(cast: Cast, ines: Person) -> None:
    flag = EmpathyFlag.raise_(cast.harbour, by=cast.sam, until=timezone.localdate() + timedelta(days=20))
    assert {rule(ines, one) for one in (Purpose.OFFERS, Purpose.RESEARCH, Purpose.REFER)} == {"hard_time"}
    assert rule(ines, Purpose.KEEP_IN_TOUCH) == "one_to_one"
    flag.lift(by=cast.sam)
    assert rule(ines) == "given"
    other = Person.objects.create(account=cast.harbour, name="Joao")
    EmpathyFlag.raise_(
        cast.harbour, by=cast.sam, until=timezone.localdate() + timedelta(days=20), person=other
    )
    assert rule(ines) == "given"
    HardSeason.begin(by=cast.dana, until=timezone.localdate() + timedelta(days=9))
    assert rule(ines) == "hard_time"


@pytest.mark.covers("V5")
def test_claimed_twice_it_is_sent_once(ines: Person) -> None:
    assert send(ines, "campaign 1") == "given"
    assert send(ines, "campaign 1") == "claimed"
    mine = Sending.objects.get()
    assert begin(mine)
    assert not begin(mine)


@pytest.mark.covers("V2")
def test_who_says_stop_after_it_was_claimed_gets_it_no_more(cast: Cast, ines: Person) -> None:
    changes: list[Callable[[], Any]] = [
        lambda: say(ines, Purpose.OFFERS, given=False, how=How.LINK),
        lambda: stop(ines),
    ]
    for n, change in enumerate(changes):
        assert send(ines, f"campaign {n}") == "given"
        change()
        claimed = Sending.objects.latest("pk")
        assert not begin(claimed)
        claimed.refresh_from_db()
        assert claimed.given_up_for in {"withdrawn", "suppressed"}
        if not n:
            say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam)
            assert not begin(claimed)


@pytest.mark.covers("V5")
def test_what_matters_more_takes_the_place_of_what_was_not_begun(ines: Person) -> None:
    assert send(ines, "offer 1") == send(ines, "offer 2", at=WEDNESDAY + timedelta(days=2)) == "given"
    assert send(ines, "survey", Purpose.RESEARCH) == "given"
    given_up = Sending.objects.get(sender="offer 2")
    assert given_up.given_up_for == "survey"
    assert not begin(given_up)
    assert send(ines, "offer 3") == "capped"
    assert begin(Sending.objects.get(sender="offer 1"))
    assert send(ines, "word", Purpose.KEEP_IN_TOUCH) == "one_to_one"
    assert Sending.objects.get(sender="survey").given_up_for == "word"
    assert send(ines, "another survey", Purpose.RESEARCH) == "capped"


def test_nothing_is_given_up_for_what_cannot_go_anyway(ines: Person) -> None:
    send(ines, "offer 1")
    SendingSettings.objects.create(pk=1, most=0)
    assert send(ines, "survey", Purpose.RESEARCH) == "capped"
    assert Sending.objects.get().given_up_at is None


def test_only_those_who_may_are_claimed(cast: Cast, ines: Person) -> None:
    stranger = cast.quiet.people.get()
    answers = claim([ines.pk, stranger.pk, 999_999], Datum.EMAIL, Purpose.OFFERS, "campaign", WEDNESDAY)
    assert {pk: answer.name for pk, answer in answers.items()} == {
        ines.pk: "given",
        stranger.pk: "never_told",
    }
    assert [one.person_id for one in Sending.objects.all()] == [ines.pk]


@pytest.mark.parametrize("many", [2, 200])
def test_a_list_of_many_is_one_query_besides_the_settings(cast: Cast, many: int) -> None:
    people = [Person(account=cast.harbour, name=f"Person {n}", email=f"p{n}@x.example") for n in range(many)]
    ids = [person.pk for person in Person.objects.bulk_create(people)]
    with CaptureQueriesContext(connection) as queries:
        assert len(judged_sends(ids, Datum.EMAIL, Purpose.OFFERS, WEDNESDAY)) == many
    assert len(queries) == 3
