"""Promises on the morning list: before they lapse, beside those in danger, and answered in place."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.people.models import Account
from regulars.retention.models import Risk, RiskCase
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.service.attention import kind_of, promises
from regulars.service.models import About, Promise, Side, State
from regulars.service.tests.promises import in_days, lapsed, promised, today
from regulars.today.deciding import let_go
from regulars.today.listing import morning_list
from tests.cast import LONDON, Cast


def items(cast: Cast, decided: Any = ()) -> list[Any]:
    with timezone.override(LONDON):
        return list(promises(cast.firm, today(), 10, decided))


def test_ours_of_today_and_late_ones_of_both_sides_are_there_and_later_ones_not(cast: Cast) -> None:
    now = promised(cast.harbour, cast.sam, due=in_days(0))
    ours = lapsed(cast.vets, cast.sam)
    theirs = lapsed(cast.tomas, cast.sam, side=Side.THEIRS)
    promised(cast.quiet, cast.sam, due=in_days(1))
    promised(cast.quiet, cast.sam, due=in_days(0), side=Side.THEIRS)
    lapsed(cast.quiet, cast.sam, days=100)
    found = items(cast)
    assert [one.kind for one in found] == [kind_of(now), kind_of(ours), kind_of(theirs)]
    assert [one.tag for one in found] == ["ours, today", "ours, late", "theirs, late"]
    assert {one.group for one in found} == {"promises"}
    assert found[0].due == today()
    assert items(cast, [(cast.harbour.pk, kind_of(now))])[0].kind == kind_of(ours)


@pytest.mark.covers("S4")
def test_a_yes_that_is_missing_is_asked_for_before_it_is_due(cast: Cast) -> None:
    waiting = promised(cast.harbour, cast.sam, deliver_by=cast.marta, due=in_days(5))
    declined = promised(cast.vets, cast.sam, deliver_by=cast.marta, due=in_days(5))
    declined.decline(by=cast.marta, why="Both ovens are full")
    promised(cast.quiet, cast.sam, deliver_by=cast.marta, due=in_days(30))
    said = {one.account_id: one.sentence for one in items(cast)}
    assert set(said) == {waiting.account_id, declined.account_id}
    assert "Marta has not said yes yet." in said[cast.harbour.pk]
    assert "Marta said no: Both ovens are full." in said[cast.vets.pk]


@pytest.mark.covers("S7")
def test_a_word_of_today_stands_in_the_upper_half_and_before_their_own_risk(cast: Cast) -> None:
    run = scored()
    many = Account.objects.bulk_create(Account(name=f"Café {n}", folded=f"cafe {n}") for n in range(12))
    for number, account in enumerate(many):
        score(run, account, risk=Risk.HIGH, priority=1000.0 - number, at_stake=Decimal(1000))
    score(run, cast.harbour, risk=Risk.HIGH, priority=5.0, at_stake=Decimal(50), last_year=Decimal(60))
    made = promised(cast.quiet, cast.sam, due=in_days(0))
    own = promised(cast.harbour, cast.sam, due=in_days(0))
    with timezone.override(LONDON):
        kinds = [one.kind for one in morning_list(cast.dana, cast.firm).items]
    assert kinds[:5] == ["risk"] * 5
    assert {kind_of(made), kind_of(own)} == set(kinds[5:7])


def test_what_is_at_stake_is_what_the_score_says(cast: Cast) -> None:
    score(scored(), cast.harbour, risk=Risk.HIGH, priority=5.0, at_stake=Decimal(2050))
    promised(cast.harbour, cast.sam, due=in_days(0))
    promised(cast.quiet, cast.sam, due=in_days(0))
    assert {str(one.at_stake) for one in items(cast)} == {"£2,050", "£0"}


def test_it_is_answered_where_it_stands_and_never_put_off_at_a_click(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.dana, due=in_days(0))
    page = as_dana.get("/").content.decode()
    address = reverse("promise-keeping", args=[made.pk])
    assert f'hx-get="{address}?back=/"' in page
    assert "Keep it" in page
    assert "Let go" not in page
    form = as_dana.get(f"{address}?back=/", headers={"HX-Request": "true"}).content.decode()
    assert "They agreed to another day" in form
    assert as_dana.post(address, {"back": "/"})["Location"] == "/"
    assert "Answer on early delivery" in as_dana.get("/").content.decode()  # in the note
    assert "Keep it" not in as_dana.get("/").content.decode()
    made.refresh_from_db()
    assert made.state == State.KEPT


def test_whom_to_call_back_is_on_the_button(cast: Cast) -> None:
    promised(cast.harbour, cast.sam, about=About.FOLLOW_UP, due=in_days(0))
    lapsed(cast.vets, cast.sam, side=Side.THEIRS)
    assert [one.action.label for one in items(cast)] == ["Call Ines", "Log what happened"]
    Account.objects.filter(pk=cast.harbour.pk).update(do_not_contact=True)
    assert items(cast)[0].action.label == "Keep it"


def test_letting_a_promise_of_theirs_go_says_nothing_about_their_risk(cast: Cast) -> None:
    made = lapsed(cast.harbour, cast.dana, side=Side.THEIRS)
    case = RiskCase.objects.create(account=cast.harbour, opened_on=today(), currency="GBP")
    let_go(cast.harbour, kind_of(made), by=cast.dana, reason="Not worth asking")
    case.refresh_from_db()
    assert case.is_open


def test_it_asks_the_database_as_often_for_one_as_for_many(cast: Cast) -> None:
    counts = []
    for _ in range(2):
        for account in (cast.harbour, cast.vets, cast.tomas):
            for days in (0, 5):
                promised(account, cast.sam, due=in_days(days), deliver_by=cast.marta)
            lapsed(account, cast.sam)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            items(cast)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5
    assert Promise.objects.filter(due__gt=timezone.now() + timedelta(days=9)).count() == 0
