"""@Sam in a note tells Sam, and says who was told and which names were nobody."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.people.composing.mentioning import mentioned
from regulars.team.models import Member, Role
from regulars.timeline.models import Mention, Touch
from tests.cast import Cast, member
from tests.conftest import signed_in


def note(client: Client, cast: Cast, words: str) -> str:
    given = {"channel": "note", "note": words}
    return client.post(
        reverse("account-touches", args=[cast.harbour.pk]), given, follow=True
    ).content.decode()


def told(words: str) -> list[str]:
    return [found.first_name for found in mentioned(words).told]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("@Sam can you call them?", ["Sam"]),
        ("Please, @sam fern!", ["Sam"]),
        ("(@SAM) and @Marta's list", ["Sam", "Marta"]),
        ("@Sam @Sam @Sam", ["Sam"]),
        ("ask sam@fern.example", []),
        ("@sam@fern.example please", ["Sam"]),
        ("@sam@fern.example.evil.example", []),
        ("@Samantha @Otto @ Sam @", []),
        ("@Sámuel", []),
        ("@Sám", ["Sam"]),
        ("price@Sam", []),
    ],
)
def test_who_is_meant(cast: Cast, words: str, names: list[str]) -> None:
    assert told(words) == names


def test_two_of_one_name_are_told_apart_by_the_rest_of_it(cast: Cast) -> None:
    other = Member.objects.create_member("samira@fern.example", "Sam Ortiz", Role.MEMBER)
    found = mentioned("@Sam and @Nobody")
    assert (found.told, found.nobody) == ([], ["@Nobody"])
    assert found.unclear == {"@Sam": [cast.sam, other]}
    assert mentioned("@Sam Ortiz").told == [other]
    twin = Member.objects.create_member("sam2@fern.example", "Sam Ortiz", Role.MEMBER)
    assert mentioned("@Sam Ortiz").told == []
    assert mentioned("@sam2@fern.example").told == [twin]


def test_names_in_any_script_are_found(cast: Cast) -> None:
    wei = Member.objects.create_member("wei@fern.example", "王伟", Role.MEMBER)
    assert mentioned("@王伟 请看").told == [wei]


def menu(client: Client) -> str:
    """The main navigation."""
    return client.get(reverse("today")).content.decode().split("</nav>")[0]


def test_sam_is_told_once_and_sees_it_until_it_was_read(cast: Cast, as_dana: Client) -> None:
    page = note(as_dana, cast, "@Sam, their second shop opens in January. @Bo?")
    assert "Sam is told." in page
    assert "@Bo is nobody who works here" in page
    sam = signed_in(cast.sam)
    assert "For you" in menu(sam)
    for address in ("today", "mentions"):
        assert "their second shop opens in January" in sam.get(reverse(address)).content.decode()
    assert Mention.objects.get().seen_at is not None
    assert "For you" not in menu(sam)
    assert "second shop" in sam.get(reverse("mentions")).content.decode()


@pytest.mark.attack("B1", "B3")
def test_nobody_reads_what_others_were_told(cast: Cast, as_dana: Client) -> None:
    note(as_dana, cast, "@Sam their second shop")
    assert "second shop" not in signed_in(cast.marta).get(reverse("mentions")).content.decode()
    assert Mention.objects.get().seen_at is None


def test_a_note_that_is_taken_back_takes_its_notices_along(cast: Cast, as_dana: Client) -> None:
    note(as_dana, cast, "@Sam wrong account")
    touch = Touch.objects.get()
    as_dana.post(reverse("account-touch-withdrawn", args=[cast.harbour.pk, touch.pk]))
    for address in ("today", "mentions"):
        assert "wrong account" not in signed_in(cast.sam).get(reverse(address)).content.decode()


def test_naming_oneself_tells_nobody(cast: Cast, as_dana: Client) -> None:
    assert "is told" not in note(as_dana, cast, "@Dana remember this")
    assert not Mention.objects.exists()


def test_the_page_goes_on_where_it_ended(cast: Cast) -> None:
    for number in range(60):
        touch = Touch.objects.create(
            account=cast.harbour, member=cast.dana, channel="note", note=f"N{number:02}"
        )
        Mention.objects.create(touch=touch, member=cast.sam)
    sam = signed_in(cast.sam)
    first = sam.get(reverse("mentions")).content.decode()
    assert first.count("N") - first.count("Note") >= 50
    last = Mention.objects.order_by("-id")[49].pk
    assert f"?before={last}" in first
    assert "N09" in sam.get(reverse("mentions"), {"before": last}).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_page_that_cannot_be_is_said_so(cast: Cast, as_dana: Client, before: str) -> None:
    assert as_dana.get(reverse("mentions"), {"before": before}).status_code == 422


def test_the_names_one_may_write_are_for_who_writes(cast: Cast, as_dana: Client) -> None:
    found = as_dana.get(reverse("mention-names")).json()["members"]
    assert {"name": "Sam Fern", "write": "Sam Fern"} in found
    assert "Otto Fern" not in str(found)
    assert signed_in(cast.rita).get(reverse("mention-names")).status_code == 403


@pytest.mark.parametrize("many", [1, 300])
def test_the_list_and_the_count_cost_the_same_however_many_there_are(cast: Cast, many: int) -> None:
    made: list[Any] = []
    for _ in range(many):
        touch = Touch.objects.create(account=cast.harbour, member=cast.dana, channel="note", note="@Sam")
        made.append(Mention(touch=touch, member=cast.sam))
    Mention.objects.bulk_create(made)
    sam = signed_in(cast.sam)
    with CaptureQueriesContext(connection) as queries:
        html = sam.get(reverse("today")).content.decode()
    assert ("99+" in html) == (many == 300)
    assert sum("timeline_mention" in query["sql"] for query in queries) == 2


@pytest.mark.attack("D1")
def test_what_a_colleague_wrote_is_text(cast: Cast, as_dana: Client) -> None:
    canary = "<script>alert('canary')</script>"
    note(as_dana, cast, f"@Sam {canary}")
    for address in ("today", "mentions"):
        assert canary not in signed_in(cast.sam).get(reverse(address)).content.decode()


def test_who_left_is_not_told(cast: Cast) -> None:
    member("Bo", Role.MEMBER)
    Member.objects.filter(name="Bo Fern").update(is_active=False)
    assert mentioned("@Bo @Otto").told == []
