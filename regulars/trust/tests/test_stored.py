"""What is stored already and more than the job needs is listed; a person says of each what becomes of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field
from regulars.people.models import Account, Person
from regulars.timeline.models import Event, Touch
from regulars.trust.keeping import stored
from regulars.trust.keeping.stored import look_through, places
from regulars.trust.models import Find
from tests.cast import Cast

BORN = "Born on 12 March 1984, likes rye"


@pytest.fixture
def note(cast: Cast) -> Touch:
    return Touch.objects.create(account=cast.harbour, channel="note", note=BORN, member=cast.sam)


@pytest.mark.covers("V6")
def test_everything_is_looked_through_twice_and_changed_never(
    cast: Cast, note: Touch, monkeypatch: Any
) -> None:
    monkeypatch.setattr(stored, "BATCH", 1)
    own: CustomField = field("text", "Date of birth", "people")
    Person.objects.filter(account=cast.vets).update(custom={own.key: "1984-03-12"}, note="call 020 7946 0018")
    Person.objects.filter(account=cast.tomas).update(note="card 4111 1111 1111 1111")
    Touch.objects.create(
        account=cast.vets, channel="note", note="order 4111111111111111 of 12/03/1984", member=cast.sam
    )
    assert look_through() == 3
    assert look_through() == 0
    found = {(find.where, find.account_id): find.whats for find in Find.objects.all()}
    assert found == {
        ("timeline.Touch.note", cast.harbour.pk): ["birth"],
        (f"people.Person.custom.{own.name}", cast.vets.pk): ["birth"],
        ("people.Person.note", cast.tomas.pk): ["card"],
    }
    note.refresh_from_db()
    assert note.note == BORN
    assert not any("1984" in str(vars(find)) or "4111" in str(vars(find)) for find in Find.objects.all())


@pytest.mark.covers("V6")
def test_one_click_stores_the_smaller_form(cast: Cast, note: Touch, as_dana: Client) -> None:
    look_through()
    page = as_dana.get(reverse("finds")).content.decode()
    assert "Born in March, likes rye" in page
    as_dana.post(reverse("find-smaller", args=[Find.objects.get().pk]))
    note.refresh_from_db()
    assert note.note == "Born in March, likes rye"
    assert Find.objects.get().settled == "smaller"
    assert "1984" not in str(Event.objects.get(kind="trust.made_smaller").data)
    assert "Nothing is waiting here" in as_dana.get(reverse("finds")).content.decode()
    assert as_dana.post(reverse("find-smaller", args=[Find.objects.get().pk])).status_code == 404


def test_in_a_field_of_the_firms_own_too(cast: Cast, as_dana: Client) -> None:
    own: CustomField = field("text", "Birthday", "accounts")
    day: CustomField = field("date", "Born on", "accounts")
    Account.objects.filter(pk=cast.tomas.pk).update(
        custom={own.key: "12/03/1984", day.key: "1984-03-12", "f0": "kept"}
    )
    look_through()
    for find in Find.objects.order_by("pk"):
        as_dana.post(reverse("find-smaller", args=[find.pk]))
    cast.tomas.refresh_from_db()
    assert cast.tomas.custom == {own.key: "March", "f0": "kept"}


def test_what_only_looks_like_it_is_not_asked_again_until_it_says_something_else(
    cast: Cast, note: Touch, as_dana: Client
) -> None:
    look_through()
    as_dana.post(reverse("find-fine", args=[Find.objects.get().pk]))
    assert look_through() == 0
    note.refresh_from_db()
    assert note.note == BORN
    Touch.objects.filter(pk=note.pk).update(note=BORN + "; card 5555 5555 5555 4444")
    assert look_through() == 1


def test_what_was_changed_meanwhile_stays_as_it_is_now(cast: Cast, note: Touch, as_dana: Client) -> None:
    look_through()
    Touch.objects.filter(pk=note.pk).update(note="born on 1 May 1990, and more")
    assert "changed meanwhile" in as_dana.get(reverse("finds")).content.decode()
    as_dana.post(reverse("find-smaller", args=[Find.objects.get().pk]))
    note.refresh_from_db()
    assert note.note == "born on 1 May 1990, and more"
    assert Find.objects.get().settled == "gone"


def test_looking_can_be_asked_for(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(reverse("finds-looked"), follow=True)
    assert "being looked through" in answer.content.decode()


def test_every_place_that_is_looked_at_is_there(cast: Cast) -> None:
    assert {place.where for place in places()} == {where for where, _label in stored.WORDS}


@pytest.mark.attack("B4")
def test_what_stands_in_a_field_that_they_may_not_read_is_not_shown_to_them(cast: Cast, sign_in: Any) -> None:
    own: CustomField = field("text", "Birthday", "accounts", audience="owner")
    Account.objects.filter(pk=cast.tomas.pk).update(custom={own.key: "12/03/1984"})
    look_through()
    marta = sign_in(cast.marta)
    assert "1984" not in marta.get(reverse("finds")).content.decode()
    assert marta.post(reverse("find-smaller", args=[Find.objects.get().pk])).status_code == 404
    assert "Birthday" not in marta.get(reverse("keeping")).content.decode()
    assert "1984" in sign_in(cast.dana).get(reverse("finds")).content.decode()
