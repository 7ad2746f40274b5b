"""The page of what we know about an account: every card, adding, refusing, taking back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from regulars.care.cards import CARDS
from regulars.care.models import Advice, Dependency, EmpathyFlag, Goal, Incident, Review, SaidMeant, Wish
from regulars.care.tests.given import act, ago, care_page, new, today, typed
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

CANARY = "<script>alert('canary')</script>"


def test_every_card_has_its_story_here() -> None:
    assert set(typed()) == set(CARDS)


@pytest.mark.parametrize("what", sorted(typed()))
def test_a_line_is_added_and_taken_back_from_its_toast(what: str, cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(new(cast.harbour, what), typed("zweitladen")[what], follow=True)
    assert answer.redirect_chain[0][0] == f"{care_page(cast.harbour)}#care-{what}"
    page = answer.content.decode()
    event = Event.objects.filter(kind__startswith="care.").get()
    assert f'action="{reverse("undo", args=[event.pk])}"' in page
    as_dana.post(reverse("undo", args=[event.pk]))
    after = as_dana.get(care_page(cast.harbour)).content.decode()
    if what == "advice":
        assert "written down by mistake" in after
    else:
        assert "zweitladen" not in after
    assert Event.objects.get(pk=event.pk).taken_back_at is not None


@pytest.mark.parametrize("what", sorted(typed()))
def test_with_htmx_only_the_card_comes_back_with_its_toast(what: str, cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(new(cast.harbour, what), typed()[what], headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "<html" not in page
    assert f'id="care-{what}"' in page
    assert "innerHTML:#toasts" in page


@pytest.mark.parametrize("what", sorted(typed()))
def test_an_empty_form_is_said_so_and_loses_nothing(what: str, cast: Cast, as_dana: Client) -> None:
    for headers in ({}, {"HX-Request": "true"}):
        answer = as_dana.post(new(cast.harbour, what), {}, headers=headers)
        assert answer.status_code == 422
        assert "errorlist" in answer.content.decode()
    assert as_dana.get(new(cast.harbour, what)).status_code == 200


@pytest.mark.attack("D1")
def test_what_people_typed_is_shown_as_text_everywhere(cast: Cast, as_dana: Client) -> None:
    for what, data in typed(CANARY).items():
        assert as_dana.post(new(cast.harbour, what), data).status_code == 302, what
    for address in (care_page(cast.harbour), reverse("account", args=[cast.harbour.pk]), reverse("care")):
        page = as_dana.get(address).content.decode()
        assert CANARY not in page, address
        assert "<script>alert" not in page
    assert escape(CANARY) in as_dana.get(care_page(cast.harbour)).content.decode()


def test_the_page_costs_the_same_however_much_stands_on_it(cast: Cast, as_dana: Client) -> None:
    as_dana.get(care_page(cast.harbour))
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            as_dana.get(care_page(cast.harbour))
        counts.append(sum("SELECT" in query["sql"] for query in queries))
        for n in range(15):
            for what, data in typed(f"word {number} {n}").items():
                as_dana.post(new(cast.harbour, what), data)
    assert counts[0] <= 40
    assert counts[1] - counts[0] <= 1  # the answers of all advice


@pytest.mark.attack("B1", "B2")
def test_a_record_of_another_account_or_another_kind_is_not_there(cast: Cast, as_dana: Client) -> None:
    wish = Wish.hear(cast.harbour, by=cast.sam, words="a second shop", heard_on=today())
    foreign = reverse("care-act", args=[cast.vets.pk, "wishes", wish.pk, "granted"])
    assert as_dana.post(foreign).status_code == 404
    assert as_dana.post(act(wish, "goals", "met")).status_code == 404
    assert as_dana.post(act(wish, "wishes", "met")).status_code == 404
    assert as_dana.get(reverse("care-new", args=[cast.harbour.pk, "secrets"])).status_code == 404
    cast.harbour.removed_at = wish.at
    cast.harbour.save(update_fields=["removed_at"])
    assert as_dana.post(act(wish, "wishes", "granted")).status_code == 404


def test_who_may_only_look_sees_the_lines_and_no_button(cast: Cast) -> None:
    Wish.hear(cast.harbour, by=cast.sam, words="a second shop", heard_on=today())
    page = signed_in(cast.rita).get(care_page(cast.harbour)).content.decode()
    assert "a second shop" in page
    assert "care/wishes/" not in page


def records(cast: Cast) -> list[tuple[object, str, str, dict[str, Any]]]:
    """Every act: what it is done with, on which card, and what its form is given."""
    by, who = cast.sam, cast.harbour
    wish = [Wish.hear(who, by=by, words=f"wish {n}", heard_on=ago(300)) for n in range(3)]
    goal = Goal.state(who, by=by, side="ours", words="pay on time", set_on=ago(30))
    said = SaidMeant.hear(who, by=by, said="cheaper", heard_on=ago(3))
    flags = [EmpathyFlag.raise_(who, by=by, until=ago(-9)) for _ in range(2)]
    ends = Dependency.note(who, by=by, words="Till 4", ends_on=ago(-100), our_trade=True)
    mistake = Incident.own_up(who, by=by, words="late for a week", happened_on=ago(90))
    review = Review.schedule(who, by=by, due_on=ago(2))
    advice = Advice.give(who, by=by, words="Renew in May", given_on=ago(20))
    return [
        (wish[0], "wishes", "granted", {}),
        (wish[1], "wishes", "again", {}),
        (wish[2], "wishes", "dropped", {}),
        (goal, "goals", "met", {}),
        (goal, "goals", "missed", {}),
        (goal, "goals", "outgrown", {}),
        (said, "said", "meant", {"asked": "Cheaper than what?", "meant": "worth it"}),
        (flags[0], "flags", "extended", {"until": ago(-40).isoformat()}),
        (flags[1], "flags", "lifted", {}),
        (ends, "depends", "told", {"words": "It runs until spring; here are the choices."}),
        (ends, "depends", "acted", {}),
        (mistake, "mistakes", "mended", {"mended": "a second driver"}),
        (review, "reviews", "done", {"channel": "call", "looked_at": ["needs"], "finding": "All well"}),
        (advice, "advice", "taken", {"words": "Did it at once"}),
        (advice, "advice", "declined", {"words": ""}),
    ]


def test_every_act_has_a_page_can_be_done_and_can_be_taken_back(cast: Cast, as_dana: Client) -> None:
    told = records(cast)
    assert {(what, name) for _, what, name, _ in told} == {
        (card.slug, act.slug) for card in CARDS.values() for act in card.acts
    }
    for record, what, name, data in told:
        address = act(record, what, name)
        assert as_dana.get(address).status_code == 200, address
        answer = as_dana.post(address, data, headers={"HX-Request": "true"})
        assert (answer.status_code, f'id="care-{what}"' in answer.content.decode()) == (200, True), address
        newest = Event.objects.filter(account=cast.harbour, kind__startswith="care.").order_by("-pk")
        event = next(found for found in newest if found.data.get("pk") is not None)
        assert as_dana.post(reverse("undo", args=[event.pk])).status_code == 302, address


@pytest.mark.parametrize(("what", "name"), [("said", "meant"), ("flags", "extended"), ("reviews", "done")])
def test_an_act_that_is_not_filled_in_is_said_so(what: str, name: str, cast: Cast, as_dana: Client) -> None:
    record = next(found for found, card, slug, _ in records(cast) if (card, slug) == (what, name))
    answer = as_dana.post(act(record, what, name), {})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
