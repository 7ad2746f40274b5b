"""The composer: a contact is written down in few steps, honestly, once, and nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.people.models import Account
from regulars.timeline.models import Event, Tally, Touch
from tests.cast import Cast
from tests.conftest import signed_in

HTMX = {"HX-Request": "true"}


def send(client: Client, account: Account, headers: dict[str, str] | None = None, **given: Any) -> Any:
    given = {"channel": "call", "note": "", **given}
    return client.post(reverse("account-touches", args=[account.pk]), given, headers=headers or {})


def test_a_call_says_with_whom_how_long_and_what_for(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    send(as_dana, cast.harbour, person=ines.pk, minutes=6, two_way="on", thanks="on", note="Second shop.")
    touch = Touch.objects.get()
    assert (touch.person, touch.minutes, touch.two_way, touch.thanks) == (ines, 6, True, True)
    assert (touch.from_us, touch.sales) == (True, False)
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "<b>Dana called Ines Duarte</b>, 6 minutes, they answered, thanked them" in html


def test_each_kind_says_the_key_that_chooses_it(cast: Cast, as_dana: Client) -> None:
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    found = re.findall(r'value="(\w+)"\s+id="touch-channel_\d"\s+aria-keyshortcuts="(\w)"', html)
    assert found == [("note", "n"), ("call", "c"), ("meeting", "m"), ("write", "e"), ("message", "s")]


def test_who_began_is_kept_and_whoever_came_to_us_was_answered(cast: Cast, as_dana: Client) -> None:
    send(as_dana, cast.harbour, they_began="on", note="Where is the flour?")
    touch = Touch.objects.get()
    assert (touch.from_us, touch.two_way) == (False, True)
    assert "They called" in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()


def test_a_meeting_is_two_way_by_nature(cast: Cast, as_dana: Client) -> None:
    send(as_dana, cast.harbour, channel="meeting")
    assert Touch.objects.get().two_way


def test_a_note_to_ourselves_is_no_contact_whatever_is_ticked(cast: Cast, as_dana: Client) -> None:
    send(as_dana, cast.quiet, channel="note", note="Saw their van.", two_way="on", sales="on", thanks="on")
    touch = Touch.objects.get()
    assert (touch.two_way, touch.sales, touch.thanks) == (False, False, False)
    assert Tally.objects.get(pk=cast.quiet.pk).touches == 0


def test_a_contact_of_yesterday_is_written_down_as_of_then(cast: Cast, as_dana: Client) -> None:
    then = timezone.localtime() - timedelta(days=1)
    send(as_dana, cast.harbour, at=f"{then:%Y-%m-%dT%H:%M}")
    assert abs(Touch.objects.get().at - then) < timedelta(hours=2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"at": "2100-01-01T10:00"}, "a day to come is for a promise"),
        ({"at": "yesterday"}, "Enter a valid date/time"),
        ({"minutes": "-3"}, "greater than or equal to 0"),
        ({"minutes": "9999999999999"}, "less than or equal to 1440"),
        ({"minutes": "six"}, "Enter a whole number"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"channel": "note"}, "a note without words says nothing"),
        ({"note": "x" * 5001}, "at most 5000"),
        ({"person": "999999999"}, "999999999"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_is_not_right_comes_back_as_it_was_typed(
    cast: Cast, as_dana: Client, wrong: dict[str, str], sentence: str, headers: dict[str, str]
) -> None:
    given = {"note": "Second shop in January", "minutes": "6"} | wrong
    if wrong.get("channel") == "note":
        given["note"] = " "
    response = send(as_dana, cast.harbour, headers, **given)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert given["note"] in html
    assert ("<html" in html) == (not headers)
    assert not Touch.objects.exists()


@pytest.mark.attack("B2")
def test_nobody_of_another_account_can_be_named(cast: Cast, as_dana: Client) -> None:
    ada = cast.vets.people.get()
    assert send(as_dana, cast.harbour, person=ada.pk).status_code == 422


def test_the_newest_entry_stands_there_at_once_with_an_empty_form_and_undo(
    cast: Cast, as_dana: Client
) -> None:
    html = send(as_dana, cast.harbour, HTMX, note="Second shop in January").content.decode()
    assert "<html" not in html
    form, _, story = html.partition('<div hx-swap-oob="innerHTML:#timeline">')
    assert "Second shop in January" not in form
    assert "Second shop in January" in story
    assert "Logged." in story
    undo = reverse("account-touch-withdrawn", args=[cast.harbour.pk, Touch.objects.get().pk])
    assert f'action="{undo}"' in story


@pytest.mark.attack("X4")
def test_two_clicks_log_once_and_offer_no_second_undo(cast: Cast, as_dana: Client) -> None:
    once = "0b9ad9e8-4a41-4b5b-9b0b-7a4f1f4a3b11"
    send(as_dana, cast.harbour, HTMX, once=once)
    html = send(as_dana, cast.harbour, HTMX, once=once).content.decode()
    assert Touch.objects.count() == 1
    assert ">Undo<" not in html


@pytest.mark.attack("D1", "D13")
def test_what_was_typed_is_text_in_every_answer(cast: Cast, as_dana: Client) -> None:
    canary = "<script>alert('canary')</script> @<b>"
    cast.harbour.people.update(name=canary)
    for headers in ({}, HTMX):
        assert canary not in send(as_dana, cast.harbour, headers, note=canary, minutes="x").content.decode()
        assert canary not in send(as_dana, cast.harbour, headers, note=canary).content.decode()


@pytest.mark.attack("B5")
def test_a_form_cannot_write_what_is_not_in_it(cast: Cast, as_dana: Client) -> None:
    forged = {"member": cast.sam.pk, "account": cast.vets.pk, "automatic": "on", "withdrawn_at": "2020-01-01"}
    given = {"channel": "call", "note": "", "outcome": "will_order"} | forged
    as_dana.post(reverse("account-touches", args=[cast.harbour.pk]), given)
    touch = Touch.objects.get()
    assert (touch.member, touch.account, touch.automatic) == (cast.dana, cast.harbour, False)
    assert (touch.withdrawn_at, touch.outcome) == (None, "")


def test_who_may_only_look_writes_nothing_down(cast: Cast) -> None:
    assert send(signed_in(cast.rita), cast.harbour, note="x").status_code == 403
    assert not Event.objects.exists()


def test_a_long_letter_is_folded_on_the_timeline_and_whole_behind_it(cast: Cast, as_dana: Client) -> None:
    letter = "\n".join(f"Line {n} of a long letter." for n in range(60))
    send(as_dana, cast.harbour, channel="write", note=letter)
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert '<details class="q">' in html
    assert html.count("Line 3 of a long letter.") == 2
    assert html.count("Line 59 of a long letter.") == 1
