"""The composer on a person's own page: what is written there is with them, told there, and taken back there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulars.people.changing_place.moving import move_person
from regulars.people.models import Account, Person
from regulars.people.points import add_point
from regulars.timeline.models import Mention, Touch
from tests.cast import Cast
from tests.conftest import signed_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ines(cast: Cast) -> Person:
    found: Person = cast.harbour.people.get()
    return found


def send(client: Client, ines: Person, headers: dict[str, str] | None = None, **given: Any) -> Any:
    given = {"channel": "call", "note": "", "person": ines.pk, **given}
    return client.post(reverse("person-touches", args=[ines.pk]), given, headers=headers or {})


def page(client: Client, ines: Person) -> str:
    return str(client.get(reverse("person", args=[ines.pk])).content.decode())


def test_a_call_written_there_is_with_them_and_stands_there_at_once(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    html = send(as_dana, ines, HTMX, note="Second shop.").content.decode()
    touch = Touch.objects.get()
    assert (touch.person, touch.account) == (ines, cast.harbour)
    assert "What happened with them" in html
    assert "Second shop." in html
    assert f'action="{reverse("person-touches", args=[ines.pk])}"' in html
    assert "Logged." in html


@pytest.mark.covers("R49")
def test_the_brief_stands_above_it_before_one_calls(as_dana: Client, ines: Person) -> None:
    html = page(as_dana, ines)
    for word in ("Know", "Appreciate", "Value"):
        assert f"<b>{word}</b>" in html
    assert html.index("<b>Know</b>") < html.index('id="compose"')


def test_undo_leads_back_to_their_page(cast: Cast, as_dana: Client, ines: Person) -> None:
    answer = send(as_dana, ines, note="Wrong one.")
    assert answer["Location"] == reverse("person", args=[ines.pk])
    undo = reverse("account-touch-withdrawn", args=[cast.harbour.pk, Touch.objects.get().pk])
    assert f"{undo}?person={ines.pk}" in page(as_dana, ines)
    answer = as_dana.post(f"{undo}?person={ines.pk}")
    assert answer["Location"] == reverse("person", args=[ines.pk])
    assert "Wrong one." not in page(as_dana, ines)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_what_is_missing_is_said_with_what_was_typed(
    as_dana: Client, ines: Person, headers: dict[str, str]
) -> None:
    answer = send(as_dana, ines, headers, note="Kept words", at="2100-01-01T10:00")
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert not Touch.objects.exists()


def test_a_colleague_named_there_is_told(cast: Cast, as_dana: Client, ines: Person) -> None:
    send(as_dana, ines, channel="note", note="@Sam ask about the oven")
    assert Mention.objects.get().member == cast.sam


def test_who_may_only_look_or_asks_for_nobody_writes_nothing(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    assert send(signed_in(cast.rita), ines, note="x").status_code == 403
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    assert send(as_dana, ines, note="x").status_code == 404
    assert not Touch.objects.exists()


def test_a_long_paste_is_never_cut_by_the_browser_unsaid(as_dana: Client, ines: Person) -> None:
    assert 'maxlength="5000"' not in page(as_dana, ines)


@pytest.mark.covers("R16")
def test_what_was_noted_of_them_stays_after_they_move(cast: Cast, as_dana: Client, ines: Person) -> None:
    Person.objects.create(account=cast.harbour, name="Marco Pell")
    add_point(cast.harbour, ines, by=cast.dana, kind="phone", value="020 7946 0777")
    move_person(ines, Account.objects.get(pk=cast.vets.pk), by=cast.dana)
    html = page(as_dana, ines)
    assert "Dana added 020 7946 0777 of Ines Duarte" in html
    assert "came here from Harbour Bakery" in html
