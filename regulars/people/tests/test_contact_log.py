"""The list of contacts: by who, when, how, and any word of a note; through the accounts' own door."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from regulars.lists.subjects import SUBJECTS
from regulars.people.contact_log import saying, visible
from regulars.people.models import Account
from regulars.timeline.models import Touch, log_touch
from tests.cast import Cast
from tests.conftest import signed_in

DAY = datetime(2026, 9, 1, 10, tzinfo=UTC)


def log(account: Account, note: str, by: Any = None, day: int = 0, **about: Any) -> Touch:
    about = {"channel": "call"} | about
    made = log_touch(account_id=account.pk, by=by, note=note, at=DAY + timedelta(days=day), **about)
    assert made
    return made


def listed(client: Client, **query: str) -> str:
    answer = client.get(reverse("list", args=["touches"]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_contacts_are_listed_newest_first_each_leading_to_its_account(cast: Cast, as_dana: Client) -> None:
    log(cast.harbour, "Second shop in January", day=1)
    log(cast.vets, "Wants the invoice twice", day=2)
    html = listed(as_dana)
    assert html.index("Wants the invoice twice") < html.index("Second shop in January")
    assert reverse("account", args=[cast.harbour.pk]) in html


def test_what_was_taken_back_or_lies_in_the_bin_is_not_listed(cast: Cast, as_dana: Client) -> None:
    log(cast.harbour, "Wrong account").withdraw(by=cast.dana)
    log(cast.vets, "Gone with them")
    Account.objects.filter(pk=cast.vets.pk).update(removed_at=DAY)
    html = listed(as_dana)
    assert "Wrong account" not in html
    assert "Gone with them" not in html
    assert not visible(cast.otto).exists()


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        ("contains", "january", ["Second shop in January"]),
        ("contains", "SHOP january", ["Second shop in January"]),
        ("contains", "janu", []),
        ("is", "rye bread", ["rye bread"]),
        ("begins", "second shop", ["Second shop in January"]),
        ("empty", None, [""]),
    ],
)
def test_notes_are_asked_by_their_words(cast: Cast, operator: str, value: Any, found: list[str]) -> None:
    for note in ("Second shop in January", "rye bread", ""):
        log(cast.harbour, note)
    assert [touch.note for touch in Touch.objects.filter(saying(operator, value))] == found


@pytest.mark.attack("C5", "C6")
@pytest.mark.parametrize(
    "value", ['"', "a & | !", "(", "' OR 1=1 --", "%", "_", "a:*", "\\", "<->", "x" * 5000]
)
def test_what_would_steer_a_search_is_read_as_words(cast: Cast, value: str) -> None:
    log(cast.harbour, "Second shop")
    for operator in ("contains", "is", "begins"):
        assert not Touch.objects.filter(saying(operator, value)).exists()


def test_words_of_notes_are_found_by_their_index(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Touch.objects.filter(saying("contains", "january")).explain()
    assert "touch_note_words" in plan


def test_sams_contacts_are_those_that_sam_logged(cast: Cast) -> None:
    log(cast.harbour, "By Sam", by=cast.sam)
    log(cast.vets, "By Marta", by=cast.marta)
    html = listed(signed_in(cast.sam), view="mine")
    assert "By Sam" in html
    assert "By Marta" not in html
    assert SUBJECTS["touches"].order == "-at"
