"""A14: contacts with somebody who never bought are counted, and a warning comes when somebody stops early."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.people.models import Account
from regulars.retention.claims import LEAST, seven_contacts
from regulars.retention.prospects.attention import given_up
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Outcome, Touch, log_touch, recount
from tests.cast import Cast, order


def log(account: Account, days_ago: int, **about: Any) -> None:
    about = {"channel": "call", "note": f"about {days_ago}"} | about
    log_touch(account_id=account.pk, by=None, at=timezone.now() - timedelta(days=days_ago), **about)


def card(client: Client, account: Account) -> str:
    html = client.get(reverse("account", args=[account.pk])).content.decode()
    return html.partition("Contacts before a first order")[2].partition("</div>")[0]


def listed(cast: Cast, decided: Any = ()) -> list[tuple[int, str]]:
    return [
        (item.account_id, item.sentence) for item in given_up(cast.firm, timezone.localdate(), 10, decided)
    ]


@pytest.mark.covers("A14")
def test_who_was_given_up_early_is_told_with_the_claim_quoted_as_one(cast: Cast, as_dana: Client) -> None:
    for days_ago in (60, 50, 40):
        log(cast.quiet, days_ago)
    log(cast.quiet, 35, two_way=True, from_us=False)
    said = card(as_dana, cast.quiet)
    assert "stopped early" in said
    assert "Nobody went on after 4 contacts; the last was 35 days ago." in said
    assert "4 contacts on record: 3 begun by us, 1 both ways." in said
    assert "Often quoted, and nobody’s measurement: 81% of sales happen after 7 or more contacts." in said
    assert listed(cast) == [(cast.quiet.pk, "Nobody went on after 4 contacts; the last was 35 days ago.")]


@pytest.mark.covers("A14")
def test_a_clear_no_and_the_wish_not_to_be_contacted_are_never_argued_with(
    cast: Cast, as_dana: Client
) -> None:
    log(cast.quiet, 50)
    log(cast.quiet, 40, outcome=Outcome.SAID_NO)
    log(cast.vets, 50)
    Account.objects.filter(pk=cast.vets.pk).update(do_not_contact=True)
    assert listed(cast) == []
    assert "That is an answer: leave it be" in card(as_dana, cast.quiet)
    assert "stopped early" not in card(as_dana, cast.quiet)
    assert "leave them be" in card(as_dana, cast.vets)


@pytest.mark.covers("A14")
def test_a_no_is_written_down_at_the_composer(cast: Cast, as_dana: Client) -> None:
    log(cast.quiet, 40)
    given = {"channel": "call", "said_no": "on", "note": "Not for us, thank you."}
    as_dana.post(reverse("account-touches", args=[cast.quiet.pk]), given)
    assert "That is an answer" in card(as_dana, cast.quiet)
    Touch.objects.get(outcome=Outcome.SAID_NO).withdraw(by=cast.dana)
    assert "That is an answer" not in card(as_dana, cast.quiet)


@pytest.mark.covers("A14")
def test_seven_copies_and_notes_do_not_make_it_seven(cast: Cast, as_dana: Client) -> None:
    for days_ago in range(30, 44):
        log(cast.quiet, days_ago, channel="write", note="Have you seen our offer?")
        log(cast.quiet, days_ago, channel="note", note="Sent it again.")
    assert "Nobody went on after 1 contact; it was 30 days ago." in card(as_dana, cast.quiet)


def test_who_bought_who_is_fresh_and_who_was_followed_is_no_warning(cast: Cast, as_dana: Client) -> None:
    log(cast.harbour, 40)
    order(cast.harbour, date(2026, 9, 1))
    log(cast.vets, 5)
    for days_ago in range(30, 37):
        log(cast.tomas, days_ago)
    log(cast.quiet, 500)
    assert listed(cast) == []
    assert card(as_dana, cast.harbour) == ""
    assert "stopped early" not in card(as_dana, cast.tomas)
    assert "7 contacts on record" in card(as_dana, cast.tomas)


def test_who_was_put_off_is_left_out_and_the_limit_means_what_it_says(cast: Cast) -> None:
    for account in (cast.quiet, cast.vets):
        log(account, 40)
    assert [pk for pk, _ in listed(cast, [(cast.quiet.pk, "stopped_early")])] == [cast.vets.pk]
    assert len(list(given_up(cast.firm, timezone.localdate(), 1, []))) == 1


def test_without_any_contact_the_card_says_so(cast: Cast, as_dana: Client) -> None:
    assert "No contact with them is on record yet" in card(as_dana, cast.quiet)
    assert "Often quoted" not in card(as_dana, cast.quiet)


@pytest.mark.parametrize("many", [1, 60])
def test_the_source_asks_twice_however_many_there_are(cast: Cast, many: int) -> None:
    accounts = [Account(name=f"Prospect {number}", folded="prospect") for number in range(many)]
    Account.objects.bulk_create(accounts)
    touches = [Touch(account=one, channel="call", at=timezone.now() - timedelta(days=40)) for one in accounts]
    Touch.objects.bulk_create(touches)
    recount([one.pk for one in accounts])
    with CaptureQueriesContext(connection) as queries:
        given_up(cast.firm, timezone.localdate(), 10, [])
    assert len(queries) == 2


@pytest.mark.covers("A14")
def test_the_firms_own_figure_counts_copies_once(cast: Cast) -> None:
    run = scored()
    for number in range(LEAST):
        account = Account.objects.create(name=f"Buyer {number}")
        score(run, account, first_day=date(2026, 6, 1))
        copies = (
            [{"note": "Have you seen our offer?"}] * 9 if number else [{"note": str(n)} for n in range(8)]
        )
        for day, about in enumerate(copies):
            at = timezone.datetime(2026, 5, 1 + day, 12, tzinfo=timezone.get_default_timezone())  # type: ignore[attr-defined] # Django passes it on
            Touch.objects.create(account=account, channel="write", at=at, **about)
    assert seven_contacts().own == "1 of 20 first orders here came after seven or more contacts (5%)."


@pytest.mark.covers("A14")
def test_a_no_is_written_down_from_today_and_ends_it(cast: Cast, as_dana: Client) -> None:
    scored()
    log(cast.quiet, 40)
    act = reverse("today-act", args=[cast.quiet.pk, "stopped_early"])
    assert "Nobody went on after <em>1</em> contact" in as_dana.get(reverse("today")).content.decode()
    form = as_dana.get(act).content.decode()
    assert "Said no" in form
    assert "Will order again" not in form
    answer = as_dana.post(
        act, {"channel": "call", "outcome": "said_no", "note": "Not for us.", "two_way": "on"}
    )
    assert answer.status_code == 302
    assert listed(cast) == []
