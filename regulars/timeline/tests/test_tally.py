"""Contacts are counted honestly: what was really tried and answered, copies once, notes and programs never."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from regulars.people.models import Account
from regulars.timeline.jobs import recount
from regulars.timeline.models import Outcome, Tally, Touch, log_touch
from tests.cast import Cast

DAY = datetime(2026, 9, 1, 10, tzinfo=UTC)


def log(account: Account, channel: str, day: int = 0, **about: Any) -> Touch:
    made = log_touch(account_id=account.pk, by=None, channel=channel, at=DAY + timedelta(days=day), **about)
    assert made
    return made


def tally(account: Account) -> Tally:
    return Tally.objects.get(pk=account.pk)


@pytest.mark.covers("A14")
def test_seven_copies_of_one_letter_are_one_contact(cast: Cast) -> None:
    for day in range(7):
        log(cast.quiet, "write", day, note="Have you seen our offer?")
    assert (tally(cast.quiet).touches, tally(cast.quiet).attempts) == (1, 1)
    log(cast.quiet, "write", 40, note="Have you seen our offer?")
    log(cast.quiet, "write", 41, note="Something you asked for in spring.")
    assert tally(cast.quiet).touches == 3


@pytest.mark.covers("A14")
def test_a_call_without_an_answer_is_an_attempt_each_day_but_logged_twice_is_one(cast: Cast) -> None:
    for day in range(3):
        log(cast.quiet, "call", day, note="no answer")
    log(cast.quiet, "call", 2, note="no answer")
    assert tally(cast.quiet).attempts == 3
    assert tally(cast.quiet).two_way == 0


@pytest.mark.covers("A14")
def test_notes_and_what_programs_send_never_count(cast: Cast) -> None:
    log(cast.quiet, "note", note="Looks interesting.")
    log(cast.quiet, "write", note="Your invoice", automatic=True)
    log(cast.quiet, "write", 3, note="Reminder to pay", automatic=True, two_way=True)
    found = tally(cast.quiet)
    assert (found.touches, found.attempts, found.two_way) == (0, 0, 0)
    assert (found.last_at, found.last_two_way_not_sales_at) == (None, None)


def test_the_moments_that_matter_are_kept(cast: Cast) -> None:
    log(cast.harbour, "call", 1, two_way=True)
    log(cast.harbour, "meeting", 2, two_way=True, sales=True)
    log(cast.harbour, "write", 3, thanks=True, note="Thank you for the plums")
    log(cast.harbour, "call", 4, from_us=False, outcome=Outcome.SAID_NO)
    found = tally(cast.harbour)
    days = (found.last_two_way_not_sales_at, found.last_sales_at, found.last_thanked_at, found.said_no_at)
    assert [day and (day - DAY).days for day in days] == [1, 2, 3, 4]
    assert (found.touches, found.attempts, found.two_way, found.last_at) == (4, 3, 2, DAY + timedelta(days=4))


def test_what_is_taken_back_is_not_counted_any_more(cast: Cast) -> None:
    log(cast.harbour, "call", 1, two_way=True)
    wrong = log(cast.harbour, "call", 2, two_way=True)
    for _ in range(2):
        wrong.withdraw(by=cast.dana)
        assert (tally(cast.harbour).touches, tally(cast.harbour).last_at) == (1, DAY + timedelta(days=1))


def test_what_came_in_by_another_way_is_counted_by_the_job_and_twice_is_the_same(cast: Cast) -> None:
    for account in (cast.harbour, cast.vets):
        Touch.objects.create(account=account, channel="call", at=DAY)
    log(cast.quiet, "call")
    Touch.objects.filter(account=cast.quiet).delete()
    for _ in range(2):
        recount()
        counts = {found.account_id: found.touches for found in Tally.objects.all()}
        assert counts == {cast.harbour.pk: 1, cast.vets.pk: 1, cast.quiet.pk: 0}


@pytest.mark.django_db(transaction=True)
@pytest.mark.attack("Y9")
def test_eight_at_once_are_all_counted(transactional_db: None) -> None:
    account = Account.objects.create(name="Busy Bakery")

    def call(day: int) -> None:
        log(account, "call", day)
        connection.close()

    threads = [Thread(target=call, args=[day]) for day in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tally(account).touches == 8
