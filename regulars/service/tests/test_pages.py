"""The pages of a promise: writing one down, answering for it, and its history."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from regulars.service.models import About, Promise, Side, State
from regulars.service.tests.promises import in_days, lapsed, promised, today
from regulars.timeline.models import Touch
from tests.cast import Cast, order

HTMX = {"HX-Request": "true"}
CANARY = "<script>alert('canary')</script>"


def typed(**more: Any) -> dict[str, Any]:
    return {
        "side": "ours",
        "about": "date",
        "what": "Answer on early delivery",
        "due_day": (today() + timedelta(days=3)).isoformat(),
        "once": str(uuid4()),
    } | more


def new(cast: Cast) -> str:
    return reverse("promise-new", args=[cast.harbour.pk])


@pytest.mark.covers("S1")
def test_a_promise_is_written_down_from_the_accounts_page(cast: Cast, as_dana: Client) -> None:
    address = reverse("account", args=[cast.harbour.pk])
    assert f'href="{new(cast)}"' in as_dana.get(address).content.decode()
    form = typed(price="412.50", about="price", person=cast.harbour.people.get().pk, deliver_by=cast.sam.pk)
    answer = as_dana.post(new(cast), form, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    page = answer.content.decode()
    assert "Sam is asked to deliver it" in page
    made = Promise.objects.get()
    assert (made.price, made.currency, made.deliver_by) == (Decimal("412.50"), "GBP", cast.sam)
    assert "<b>We promised</b>" in page or "We promised" in page
    assert "Sam has not said yes yet" in page
    as_dana.post(new(cast), form)
    assert Promise.objects.count() == 1


@pytest.mark.covers("S1")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due_day": ""}, "A promise has a day"),
        ({"due_day": "2020-01-01"}, "still to come"),
        ({"due_day": "9999-12-31"}, "Choose a day nearer to today"),
        ({"due_day": "0001-01-01"}, "Choose a day nearer to today"),
        ({"due_day": "soon"}, "Enter a valid date"),
        ({"what": " "}, "Write what was promised"),
        ({"what": "x" * 301}, "at most 300 characters"),
        ({"about": "price"}, "Write the price"),
        ({"about": "price", "price": "NaN"}, "Enter a number"),
        ({"price": "-1"}, "greater than or equal to 0"),
        ({"price": "1e40"}, "less than or equal to"),
        ({"price": "10", "currency": "XXQ"}, "three letters"),
        ({"about": "quantity"}, "Write how many"),
        ({"quantity": "Infinity"}, "Enter a number"),
        ({"side": "nobody"}, "Select a valid choice"),
        ({"deliver_by": "rita"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_typed_is_lost(
    cast: Cast, as_dana: Client, wrong: dict[str, str], said: str
) -> None:
    if wrong.get("deliver_by"):
        wrong = {"deliver_by": str(cast.rita.pk)}
    answer = as_dana.post(new(cast), typed(unit="loaves") | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="loaves"' in page
    assert not Promise.objects.exists()


@pytest.mark.attack("B2", "B5")
def test_a_person_or_an_order_of_somebody_else_is_refused(cast: Cast, as_dana: Client) -> None:
    theirs = order(cast.vets, today())
    for wrong in ({"person": cast.vets.people.get().pk}, {"order": theirs.pk}):
        assert as_dana.post(new(cast), typed(**wrong)).status_code == 422
    answer = as_dana.post(new(cast), typed(made_by=cast.sam.pk, state="kept", moves=3))
    made = Promise.objects.get()
    assert answer.status_code == 302
    assert (made.made_by, made.state, made.moves) == (cast.dana, State.OPEN, 0)


def test_everything_on_its_page_is_text(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.dana, CANARY, deliver_by=cast.sam)
    made.decline(by=cast.sam, why=CANARY)
    made.renegotiate(by=cast.dana, due=in_days(9), word=CANARY, said_by=CANARY)
    for address in (
        reverse("promise", args=[made.pk]),
        reverse("account", args=[cast.harbour.pk]),
        reverse("promises"),
        reverse("promise-keeping", args=[made.pk]),
    ):
        page = as_dana.get(address).content.decode()
        assert CANARY not in page
        assert "canary" in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "in place"])
@pytest.mark.parametrize("act", ["keeping", "breaking", "moving", "handing-over", "withdrawing"])
def test_each_answer_has_its_form_in_place_and_on_a_page(
    cast: Cast, as_dana: Client, act: str, headers: dict[str, str]
) -> None:
    made = promised(cast.harbour, cast.dana)
    answer = as_dana.get(reverse(f"promise-{act}", args=[made.pk]) + "?back=/promises/", headers=headers)
    page = answer.content.decode()
    assert ("<html" in page) is not bool(headers)
    assert 'name="back" value="/promises/"' in page
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1"]
)
def test_the_way_back_is_a_page_of_ours(cast: Cast, as_dana: Client, back: str) -> None:
    made = promised(cast.harbour, cast.dana)
    answer = as_dana.post(reverse("promise-keeping", args=[made.pk]), {"back": back})
    assert answer["Location"] == reverse("promise", args=[made.pk])


def test_kept_at_a_click_and_taken_back_from_the_note(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.dana)
    address = reverse("account", args=[cast.harbour.pk])
    answer = as_dana.post(reverse("promise-keeping", args=[made.pk]), {"back": address}, follow=True)
    page = answer.content.decode()
    event = cast.harbour.events.latest("pk")
    undo = reverse("undo", args=[event.pk])
    assert "Kept: Answer on early delivery." in page
    assert f'action="{undo}"' in page
    assert as_dana.post(reverse("promise-keeping", args=[made.pk])).status_code == 409
    assert as_dana.post(undo).status_code == 302
    made.refresh_from_db()
    assert made.state == State.OPEN


@pytest.mark.covers("S7")
def test_getting_back_needs_words_and_logs_them(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.dana, about=About.FOLLOW_UP)
    address = reverse("promise-keeping", args=[made.pk])
    answer = as_dana.post(address, {"how": "", "channel": ""})
    assert answer.status_code == 422
    assert "Nobody got an answer yet" in answer.content.decode()
    as_dana.post(address, {"how": "Before five it is", "channel": "call"})
    made.refresh_from_db()
    assert (made.state, Touch.objects.get().note) == (State.KEPT, "Before five it is")


@pytest.mark.covers("S1")
def test_moved_only_with_their_word(cast: Cast, as_dana: Client) -> None:
    made = promised(cast.harbour, cast.dana)
    address = reverse("promise-moving", args=[made.pk])
    move = {
        "due_day": (today() + timedelta(days=8)).isoformat(),
        "due_time": "16:30",
        "word": "",
        "said_by": "Ines",
        "said_on": today().isoformat(),
    }
    assert as_dana.post(address, move).status_code == 422
    as_dana.post(address, move | {"word": "Next week is fine"})
    page = as_dana.get(reverse("promise", args=[made.pk])).content.decode()
    assert "16:30" in page
    assert "“Next week is fine”" in page
    assert "first promised for" in page


@pytest.mark.covers("S4")
def test_whoever_must_deliver_answers_on_the_page(cast: Cast, sign_in: Callable[[Any], Client]) -> None:
    made = promised(cast.harbour, cast.dana, deliver_by=cast.sam)
    dana, sam = sign_in(cast.dana), sign_in(cast.sam)
    address = reverse("promise", args=[made.pk])
    assert "Yes, I deliver it" not in dana.get(address).content.decode()
    assert "Yes, I deliver it" in sam.get(address).content.decode()
    assert dana.post(reverse("promise-accepting", args=[made.pk])).status_code == 409
    assert sam.post(reverse("promise-declining", args=[made.pk]), {"why": ""}).status_code == 422
    assert sam.post(reverse("promise-accepting", args=[made.pk])).status_code == 302
    made.refresh_from_db()
    assert made.accepted_at


@pytest.mark.attack("B1")
def test_a_promise_of_an_account_in_the_bin_is_not_there(cast: Cast, as_dana: Client) -> None:
    made = lapsed(cast.harbour, cast.dana, side=Side.THEIRS)
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(removed_at="2026-01-01T00:00Z")
    for name in ("promise", "promise-keeping"):
        assert as_dana.get(reverse(name, args=[made.pk])).status_code == 404
    assert "Answer on early delivery" not in as_dana.get(reverse("promises") + "?show=late").content.decode()
