"""The digest: what colleagues did under the rules, and that nobody is overruled without seeing it (T11)."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.people.changing import change_account
from regulars.people.models import Account
from regulars.service.models.gesture import give
from regulars.team.models import Firm, Kind, OnTheSpot, Role
from regulars.timeline.models import Event, log_touch
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Sam looks after the bakery, called them and gave a cake."""
    Account.objects.filter(pk=cast.harbour.pk).update(owner=cast.sam)
    log_touch(account_id=cast.harbour.pk, by=cast.sam, channel="call")
    give(cast.harbour, by=cast.sam, what=OnTheSpot.GESTURE, words="A cake", cost=Decimal(12))
    return cast


def today() -> str:
    return f"/digest/?day={timezone.localdate().isoformat()}"


@pytest.mark.covers("T11", "T18")
def test_the_owner_reads_what_staff_did_that_day_and_under_which_rules(busy: Cast, as_dana: Client) -> None:
    page = as_dana.get(today()).content.decode()
    assert "contacts: 1" in page
    assert "Sam Fern gave on the spot: A cake (a gesture, £12)" in page
    assert "On the spot: a fix up to 50, a gesture up to 25" in page
    assert "Nobody else did anything" in as_dana.get("/digest/?day=2020-02-02").content.decode()


@pytest.mark.covers("T11")
def test_a_staff_member_sees_what_was_changed_taken_back_or_given_away_of_theirs(busy: Cast) -> None:
    change_account(busy.harbour, by=busy.dana, country="Wales")
    given = Event.objects.get(kind="service.gesture_given")
    assert signed_in(busy.dana).post(reverse("undo", args=[given.pk])).status_code == 302
    change_account(busy.harbour, by=busy.dana, owner=busy.marta)
    sam = signed_in(busy.sam)
    page = sam.get("/digest/").content.decode()
    assert "Dana Fern" in page
    assert "Marta Fern" in page
    assert page.count("Harbour Bakery") >= 2
    assert "The rules they work by" not in page
    assert "changed by somebody else since yesterday" in sam.get("/").content.decode()


def test_what_one_did_oneself_is_no_overruling(busy: Cast) -> None:
    assert "Nobody has changed" in signed_in(busy.sam).get("/digest/").content.decode()


@pytest.mark.attack("B1", "B3")
def test_a_manager_who_sees_only_their_own_reads_only_of_those(busy: Cast) -> None:
    own = dict.fromkeys(Kind.values, "own")
    Firm.objects.update(access={Role.MANAGER: {"see": own, "edit": own, "rights": ["settings", "money"]}})
    page = signed_in(busy.marta).get(today()).content.decode()
    assert "A cake" not in page
    assert "Harbour Bakery" not in page


@pytest.mark.parametrize("day", ["yesterday", "9999-01-01", "2026-02-30", "<script>"])
def test_a_day_that_is_none_is_said(as_dana: Client, cast: Cast, day: str) -> None:
    answer = as_dana.get("/digest/", {"day": day})
    assert answer.status_code == 422
    assert "is no day such as 2026-11-22." in answer.content.decode()


def test_the_digest_asks_the_same_however_much_happened(busy: Cast, as_dana: Client) -> None:
    as_dana.get(today())
    before = queries(as_dana)
    for _many in range(5):
        log_touch(account_id=busy.vets.pk, by=busy.marta, channel="call")
        give(busy.harbour, by=busy.sam, what=OnTheSpot.GESTURE, words="A bun", cost=Decimal(1))
    assert queries(as_dana) == before


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(today())
    return len(asked)
