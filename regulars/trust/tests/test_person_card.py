"""On the page of a person: what they were told and allowed, at one look, and a form to note one more word."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from regulars.people.models import ContactPoint, Person
from regulars.trust.models import How, Permission, Purpose, Suppression, Wording
from regulars.trust.permitting import say, stop
from regulars.trust.telling.wordings import reword
from tests.cast import Cast, order
from tests.conftest import signed_in

ANSWERS = {"used": "To tell you what is new.", "shared": "With nobody.", "secured": "In our own safe."}


@pytest.fixture
def ines(cast: Cast) -> Person:
    return cast.harbour.people.get()


def page(client: Client, person: Person) -> str:
    return " ".join(client.get(reverse("person", args=[person.pk])).content.decode().split())


def note(client: Client, person: Person, **said: str) -> object:
    sent = {"purpose": "offers", "given": "yes", "how": "spoken"} | said
    return client.post(reverse("person-said", args=[person.pk]), sent)


@pytest.mark.covers("V1")
def test_the_card_says_for_each_purpose_what_they_said_when_how_and_to_whom(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    assert "never asked" in page(as_dana, ines)
    until = timezone.localdate() + timedelta(days=40)
    say(ines, Purpose.OFFERS, given=True, how=How.CARD, by=cast.sam, until=until, evidence="the box")
    say(ines, Purpose.RESEARCH, given=False, how=How.LINK)
    html = page(as_dana, ines)
    assert "on a card they signed, noted by Sam" in html
    assert "wording 1" in html
    assert '<span class="tag ok"> yes' in html
    assert '<span class="tag risk"> no' in html


@pytest.mark.covers("V2")
def test_beside_each_address_stands_what_it_may_be_used_for(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    assert page(as_dana, ines).count("for service only") == 2
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam, data=["email"])
    html = page(as_dana, ines)
    assert html.count("also for offers") == 1
    assert html.count("for service only") == 1
    order(cast.harbour, timezone.localdate())
    assert page(as_dana, ines).count("also for a personal word") == 2


def test_a_word_is_noted_with_one_form_and_taken_back_from_the_toast(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    answer = as_dana.post(
        reverse("person-said", args=[ines.pk]),
        {"purpose": "offers", "given": "yes", "how": "card", "evidence": "the box", "until": ""},
        follow=True,
    )
    html = answer.content.decode()
    assert "It counts from now on" in html
    said = Permission.objects.get()
    assert (said.given, said.how, said.by, said.evidence) == (True, "card", cast.dana, "the box")
    undo = html.split('action="/undo/')[1].split('"')[0] if 'action="/undo/' in html else ""
    assert as_dana.post(f"/undo/{undo}").status_code == 302
    assert "never asked" in page(as_dana, ines)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"given": ""}, "required"),
        ({"how": "card"}, "It is in writing, so say where it is kept."),
        ({"how": "imported"}, "not one of the available choices"),
        ({"how": "link"}, "not one of the available choices"),
        ({"purpose": "sell_it"}, "not one of the available choices"),
        ({"until": "2020-01-01"}, "Choose a day after today"),
        ({"until": "soon"}, "valid date"),
    ],
)
def test_what_cannot_be_noted_says_why_and_keeps_what_was_typed(
    as_dana: Client, ines: Person, wrong: dict[str, str], told: str
) -> None:
    sent = {
        "purpose": "offers",
        "given": "yes",
        "how": "form",
        "evidence": "kept here" if "how" not in wrong else "",
    }
    answer = as_dana.post(reverse("person-said", args=[ines.pk]), sent | wrong)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Permission.objects.exists()


@pytest.mark.covers("V1")
def test_they_are_held_to_what_stood_before_them_not_to_what_was_written_meanwhile(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    seen = max(Wording.objects.values_list("pk", flat=True))
    reword(Purpose.OFFERS, ANSWERS, by=cast.dana)
    note(as_dana, ines, seen=str(seen))
    assert Permission.objects.get().wording.version == 1  # type: ignore[union-attr] # a yes has one
    note(as_dana, ines)
    assert Permission.objects.latest("pk").wording.version == 2  # type: ignore[union-attr] # as above


def test_stop_is_one_form_that_asks_for_no_reason_and_stays(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    client = signed_in(cast.sam)
    html = client.get(reverse("person-stop", args=[ines.pk])).content.decode()
    assert "Nobody has to say why" in html
    assert client.post(reverse("person-stop", args=[ines.pk]), {}).status_code == 302
    assert Suppression.objects.filter(why="asked", by=cast.sam).count() == 2
    html = page(as_dana, ines)
    assert "told us to stop" in html
    assert html.count("service only: they told us to stop") == 2
    refused = note(as_dana, ines)
    assert refused.status_code == 422  # type: ignore[attr-defined] # an answer
    assert "Only they can change that" in refused.content.decode()  # type: ignore[attr-defined] # an answer


def test_every_word_is_kept_and_shown_with_what_they_were_told(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    say(ines, Purpose.OFFERS, given=True, how=How.FORM, by=cast.sam, evidence="<b>the form</b>")
    stop(ines)
    html = as_dana.get(reverse("person-told", args=[ines.pk])).content.decode()
    assert html.count('class="card"') == 5
    assert "&lt;b&gt;the form&lt;/b&gt;" in html
    assert "To tell you now and then what is new" in html


def test_who_may_only_look_notes_nothing(cast: Cast, ines: Person) -> None:
    rita = signed_in(cast.rita)
    assert "Note what they said" not in page(rita, ines)
    for route in ("person-said", "person-stop"):
        assert rita.get(reverse(route, args=[ines.pk])).status_code == 403
        assert rita.post(reverse(route, args=[ines.pk]), {"given": "yes"}).status_code == 403
    assert not Permission.objects.exists()


def test_whoever_is_not_there_has_no_such_page(as_dana: Client, ines: Person) -> None:
    Person.objects.filter(pk=ines.pk).update(removed_at=timezone.now())
    for route in ("person-told", "person-said", "person-stop"):
        assert as_dana.get(reverse(route, args=[ines.pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_card_and_its_marks_cost_one_query(cast: Cast, as_dana: Client, ines: Person, many: int) -> None:
    for n in range(many):
        mail = f"p{n}@harbour.example"
        ContactPoint.objects.create(account=cast.harbour, person=ines, kind="email", value=mail, key=mail)
        say(ines, Purpose.OFFERS, given=bool(n % 2), how=How.SPOKEN, by=cast.sam)
    page(as_dana, ines)
    with CaptureQueriesContext(connection) as queries:
        page(as_dana, ines)
    assert sum("trust_" in query["sql"] and "trust_permission" in query["sql"] for query in queries) == 1
