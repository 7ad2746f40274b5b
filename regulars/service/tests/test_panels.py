"""What promises add to an account's and a person's page, and to a review: each asks once."""

from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regulars.lib.panels import rendered
from regulars.service.agenda import agenda_of
from regulars.service.models import About, Side
from regulars.service.tests.promises import in_days, lapsed, promised
from regulars.team.models import Firm, Member
from tests.cast import Cast


def asking(member: Member) -> Any:
    """A request as the middleware leaves it."""
    request: Any = RequestFactory().get("/")
    request.member, request.firm, request.user = member, Firm.load(), member
    return request


@pytest.mark.covers("S1")
@pytest.mark.parametrize("many", [1, 9])
def test_the_card_of_an_account_is_one_question(cast: Cast, many: int) -> None:
    for n in range(many):
        lapsed(cast.harbour, cast.sam, what=f"Ours {n}")
        promised(cast.harbour, cast.sam, f"Theirs {n}", side=Side.THEIRS)
    with CaptureQueriesContext(connection) as asked:
        html = "".join(rendered("account.right", asking(cast.dana), cast.vets))
    assert "Nothing promised and still open" in html
    with CaptureQueriesContext(connection) as asked:
        card = next(
            html
            for html in rendered("account.right", asking(cast.dana), cast.harbour)
            if 'id="promises"' in html
        )
        more = rendered("account.acts", asking(cast.dana), cast.harbour)
    ours = [query for query in asked if "service_promise" in query["sql"]]
    assert len(ours) == 1
    assert "ours, late" in card
    assert ("and 13 more" in card) is (many == 9)
    assert any("Promise" in html for html in more)


def test_who_may_only_look_finds_no_buttons(cast: Cast) -> None:
    promised(cast.harbour, cast.sam)
    places = ("account.acts", "account.compose", "account.right")
    html = "".join(html for place in places for html in rendered(place, asking(cast.rita), cast.harbour))
    assert "Answer on early delivery" in html
    assert "keeping/" not in html
    assert "get back to you within" not in html


def test_a_word_to_get_back_asks_for_words_and_the_rest_is_one_click(cast: Cast) -> None:
    plain = promised(cast.harbour, cast.sam, "Loaves by five")
    owed = promised(cast.harbour, cast.sam, "Answer", about=About.FOLLOW_UP)
    html = "".join(rendered("account.right", asking(cast.dana), cast.harbour))
    assert f'action="{reverse("promise-keeping", args=[plain.pk])}"' in html
    assert f'action="{reverse("promise-keeping", args=[owed.pk])}"' not in html


def test_a_person_page_shows_what_was_promised_to_them(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    promised(cast.harbour, cast.sam, "Menu photos", side=Side.THEIRS, person=ines)
    promised(cast.harbour, cast.sam, "Somebody else's")
    page = as_dana.get(reverse("person", args=[ines.pk])).content.decode()
    card = page.partition('id="promises"')[2].partition("</section>")[0]
    assert "Menu photos" in card
    assert "Somebody else" not in card


@pytest.mark.covers("S61")
def test_the_agenda_of_a_review_has_what_was_kept_first_and_no_failure_left_out(cast: Cast) -> None:
    for side in Side:
        promised(cast.harbour, cast.sam, f"{side} kept", side=side).keep(by=cast.sam)
        promised(cast.harbour, cast.sam, f"{side} open", side=side, due=in_days(9))
        lapsed(cast.harbour, cast.sam, what=f"{side} late", side=side)
        promised(cast.harbour, cast.sam, f"{side} broken", side=side).break_(by=cast.sam, why="Ran out")
        promised(cast.harbour, cast.sam, f"{side} gone", side=side).withdraw(by=cast.sam, why="A mistake")
    agenda = agenda_of(cast.harbour)
    assert [str(part.heading) for part in agenda] == ["Kept", "Still open", "Late", "Broken"]
    for part, word in zip(agenda, ("kept", "open", "late", "broken"), strict=True):
        assert [point.promise.what for point in part.ours] == [f"ours {word}"]
        assert [point.promise.what for point in part.theirs] == [f"theirs {word}"]
    html = "".join(rendered("care.review", asking(cast.dana), cast.harbour))
    assert html.index("ours kept") < html.index("ours late") < html.index("theirs broken")
    assert "Ran out" in html
    assert "gone" not in html


@pytest.mark.covers("S61")
def test_that_nothing_was_broken_is_said_and_not_left_out(cast: Cast) -> None:
    html = render_to_string("service/_agenda.html", {"agenda": agenda_of(cast.quiet)})
    assert html.count("Nothing on either side.") == 4
    assert "Broken" in html
