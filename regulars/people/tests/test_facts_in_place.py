"""Every fact is changed where it stands: by a click, by a page of its own without JavaScript, and back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account, Person
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in

HTMX = {"HX-Request": "true"}
OF_ACCOUNT = [
    ("name", "Harbour & Sons", "Harbour & Sons"),
    ("kind", "household", "household"),
    ("country", "  Portugal ", "Portugal"),
    ("came_by", "Trade fair", "Trade fair"),
    ("persona", "Café", "Café"),
    ("do_not_contact", "True", True),
]
OF_PERSON = [
    ("name", "Inês Duarte", "Inês Duarte"),
    ("job_title", "Head baker", "Head baker"),
    ("phone", "020 7946 0999", "020 7946 0999"),
    ("email", "ines@duarte.example", "ines@duarte.example"),
    ("prefers", "a call before ten", "a call before ten"),
    ("note", "Early deliveries.\nNever on Mondays.", "Early deliveries.\nNever on Mondays."),
    ("birthday_month", "6", 6),
]


def of(account: Account, field: str) -> str:
    return reverse("account-fact", args=[account.pk, field])


def undo_in(html: str) -> str:
    found = re.search(r'action="(/undo/\d+/)"', html)
    assert found, "no way back was offered"
    return found[1]


@pytest.mark.parametrize(("field", "typed", "kept"), OF_ACCOUNT)
def test_a_fact_of_an_account_is_saved_at_once_and_taken_back(
    cast: Cast, as_dana: Client, field: str, typed: str, kept: object
) -> None:
    before = getattr(cast.harbour, field)
    page = as_dana.post(of(cast.harbour, field), {"value": typed}, follow=True).content.decode()
    cast.harbour.refresh_from_db()
    assert getattr(cast.harbour, field) == kept
    as_dana.post(undo_in(page))
    cast.harbour.refresh_from_db()
    assert getattr(cast.harbour, field) == before


@pytest.mark.parametrize(("field", "typed", "kept"), OF_PERSON)
def test_a_fact_of_a_person_is_saved_at_once_and_taken_back(
    cast: Cast, as_dana: Client, field: str, typed: str, kept: object
) -> None:
    ines = cast.harbour.people.get()
    before = getattr(ines, field)
    url = reverse("person-fact", args=[ines.pk, field])
    page = as_dana.post(url, {"value": typed}, follow=True).content.decode()
    ines.refresh_from_db()
    assert getattr(ines, field) == kept
    as_dana.post(undo_in(page))
    ines.refresh_from_db()
    assert getattr(ines, field) == before


def test_owner_and_backup_are_chosen_among_those_who_work_here(cast: Cast, as_dana: Client) -> None:
    for field, member in (("owner", cast.sam), ("backup", cast.marta)):
        assert "Otto" not in as_dana.get(of(cast.harbour, field)).content.decode()
        as_dana.post(of(cast.harbour, field), {"value": str(member.pk)})
    cast.harbour.refresh_from_db()
    assert (cast.harbour.owner, cast.harbour.backup) == (cast.sam, cast.marta)
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "looked after by Sam, backup Marta" in re.sub(r"\s+", " ", page).replace(" , ", ", ")
    assert as_dana.post(of(cast.harbour, "owner"), {"value": str(cast.otto.pk)}).status_code == 422
    assert as_dana.post(of(cast.harbour, "owner"), {"value": ""}).status_code == 422


def test_a_click_opens_the_form_in_place_and_saving_puts_the_fact_there(cast: Cast, as_dana: Client) -> None:
    url = of(cast.harbour, "country")
    form = as_dana.get(url, headers=HTMX).content.decode()
    assert form.lstrip().startswith('<div class="fact" id="fact-account-country">')
    assert "<html" not in form
    assert "autofocus" in form
    saved = as_dana.post(url, {"value": "Wales"}, headers=HTMX).content.decode()
    assert 'id="fact-account-country"' in saved
    assert "Wales" in saved
    assert 'hx-swap-oob="innerHTML:#toasts"' in saved
    as_dana.post(undo_in(saved))
    cast.harbour.refresh_from_db()
    assert cast.harbour.country == ""


def test_the_page_keeps_its_own_address_while_a_fact_is_changed(cast: Cast, as_dana: Client) -> None:
    url = of(cast.harbour, "country")
    wrong = of(cast.harbour, "name")
    for answer in (
        as_dana.get(url, headers=HTMX),
        as_dana.post(url, {"value": "Wales"}, headers=HTMX),
        as_dana.post(wrong, {"value": ""}, headers=HTMX),
    ):
        assert answer["HX-Push-Url"] == "false"


def test_leaving_puts_the_fact_back_as_it_was(cast: Cast, as_dana: Client) -> None:
    shown = as_dana.get(of(cast.harbour, "kind") + "?shown", headers=HTMX).content.decode()
    assert "Company" in shown
    assert "<form" not in shown
    assert "<form" in as_dana.get(of(cast.harbour, "kind") + "?shown").content.decode()


def test_a_fact_that_stands_elsewhere_too_asks_for_the_whole_page(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(of(cast.harbour, "name"), {"value": "Harbour Ltd"}, headers=HTMX)
    assert answer["HX-Refresh"] == "true"
    page = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert undo_in(page)


def test_saving_what_is_there_already_tells_nothing(cast: Cast, as_dana: Client) -> None:
    for headers in ({}, HTMX):
        answer = as_dana.post(of(cast.harbour, "name"), {"value": " Harbour  Bakery"}, headers=headers)
        assert answer.status_code in {200, 302}
    assert not Event.objects.exists()


def test_only_the_column_that_changed_is_written(cast: Cast, as_dana: Client) -> None:
    """A stale form of one fact cannot put back another."""
    as_dana.get(of(cast.harbour, "country"))
    Account.objects.filter(pk=cast.harbour.pk).update(persona="Café")
    as_dana.post(of(cast.harbour, "country"), {"value": "Wales"})
    cast.harbour.refresh_from_db()
    assert (cast.harbour.country, cast.harbour.persona) == ("Wales", "Café")


@pytest.mark.parametrize("field", ["colour", "pk", "folded", "merged_into", "custom.f999", "password"])
def test_a_fact_that_is_none_is_not_found(cast: Cast, as_dana: Client, field: str) -> None:
    assert as_dana.get(of(cast.harbour, field)).status_code == 404
    assert as_dana.post(of(cast.harbour, field), {"value": "x"}).status_code == 404


def test_who_may_only_look_is_offered_no_form_and_changes_nothing(cast: Cast) -> None:
    client = signed_in(cast.rita)
    page = client.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "/facts/" not in page
    assert client.get(of(cast.harbour, "country")).status_code == 403
    assert client.post(of(cast.harbour, "country"), {"value": "Wales"}).status_code == 403
    person = reverse("person", args=[cast.harbour.people.get().pk])
    assert "/facts/" not in client.get(person).content.decode()


def test_the_sentences_say_what_changed_in_words(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(reverse("person-fact", args=[ines.pk, "birthday_month"]), {"value": "6"})
    as_dana.post(of(cast.harbour, "do_not_contact"), {"value": "True"})
    as_dana.post(of(cast.harbour, "country"), {"value": "Portugal"})
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "changed the month of birth from nothing to June" in html
    assert "noted that they asked not to be contacted" in html
    assert "changed the country from nothing to Portugal" in html
    assert "changed the month of birth" in as_dana.get(reverse("person", args=[ines.pk])).content.decode()


def test_a_person_keeps_their_number_in_step(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(reverse("person-fact", args=[ines.pk, "phone"]), {"value": "020 7946 0999"})
    assert Person.objects.get(pk=ines.pk).phone_e164 == "+442079460999"
