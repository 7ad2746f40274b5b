"""Names in any script, of one letter, of two hundred; and hostile text in every field of a record."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.changing import add_person, change_account, change_person
from regulars.people.contacting import first_word
from regulars.people.facts import account_facts, person_facts
from regulars.people.models import Account
from regulars.people.points import add_point
from tests.cast import Cast

CANARY = "<img src=x onerror=alert(1)>"
NAMES = [
    "木",
    "李小龍",
    "Ω",
    "أحمد الشمسي",
    "שלום עליכם",
    "Ñandú",
    "🙂",
    "O’Neill",
    "x" * 200,
    "--",
    "Ada\u200dB",
    "Null",
    "0",
]
NOTHING = ["", "   ", "\u200b", "\u202e\u202c", "\u00a0\u3000", "\t\n"]


def test_a_name_cannot_turn_the_sentence_around_it(cast: Cast, as_dana: Client) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "name"])
    as_dana.post(url, {"value": "Bakery \u202eknab\u202c of \u2067שלום\u2069"})
    cast.harbour.refresh_from_db()
    assert cast.harbour.name == "Bakery knab of שלום"


def test_the_button_that_calls_somebody_fits_a_phone() -> None:
    assert first_word("W" * 200) == f"{'W' * 17}…"
    assert first_word("Bartholomäus Duarte") == "Bartholomäus"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_a_name(cast: Cast, as_dana: Client, name: str) -> None:
    as_dana.post(reverse("account-new"), {"name": name, "kind": "company", "sure": "on"})
    made = Account.objects.get(name=name)
    for url in (reverse("account", args=[made.pk]), reverse("person", args=[made.people.get().pk])):
        answer = as_dana.get(url)
        assert answer.status_code == 200
        assert name in answer.content.decode()
    url = reverse("account-fact", args=[cast.harbour.pk, "name"])
    assert as_dana.post(url, {"value": name}).status_code == 302


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_that_nobody_can_see_is_asked_again(cast: Cast, as_dana: Client, name: str) -> None:
    ines = cast.harbour.people.get()
    for url, field in (
        (reverse("account-new"), "name"),
        (reverse("person-new", args=[cast.harbour.pk]), "name"),
        (reverse("account-fact", args=[cast.harbour.pk, "name"]), "value"),
        (reverse("person-fact", args=[ines.pk, "name"]), "value"),
    ):
        answer = as_dana.post(url, {field: name, "kind": "company", "email": "kept@quay.example"})
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "at least one letter or sign that can be seen" in html
        assert "kept@quay.example" in html or field == "value"


def test_a_name_too_long_is_asked_again_and_kept_as_typed(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(reverse("account-fact", args=[cast.harbour.pk, "name"]), {"value": "y" * 201})
    assert answer.status_code == 422
    assert "this has 201" in answer.content.decode()
    assert "y" * 201 in answer.content.decode()


@pytest.mark.parametrize("value", ["a\x00b", "x" * 100_000])
def test_text_that_no_column_takes_is_a_sentence(cast: Cast, as_dana: Client, value: str) -> None:
    ines = cast.harbour.people.get()
    urls = [reverse("account-fact", args=[cast.harbour.pk, name]) for name in ("name", "country", "came_by")]
    urls += [
        reverse("person-fact", args=[ines.pk, name])
        for name in person_facts(cast.dana)
        if name != "birthday_month"
    ]
    for url in urls:
        assert as_dana.post(url, {"value": value}).status_code == 422, url


@pytest.mark.attack("D1")
def test_hostile_text_in_every_field_is_text(cast: Cast, as_dana: Client) -> None:
    account = cast.quiet
    change_account(account, by=cast.dana, name=CANARY, country=CANARY, came_by=CANARY, persona=CANARY)
    text = dict.fromkeys(("name", "job_title", "phone", "prefers", "note"), CANARY)
    person, _event = add_person(account, by=cast.dana, email="a@b.example", **text)
    change_person(person, by=cast.dana, note=CANARY + "2", name=CANARY + "2")
    for kind in ("phone", "email", "address"):
        add_point(account, person, by=cast.dana, kind=kind, value=CANARY, label=CANARY)
        add_point(account, None, by=cast.dana, kind=kind, value=CANARY, label=CANARY)
    pages = [reverse("account", args=[account.pk]), reverse("person", args=[person.pk])]
    pages += [reverse("account-fact", args=[account.pk, name]) for name in account_facts(cast.dana)]
    pages += [reverse("person-fact", args=[person.pk, name]) for name in person_facts(cast.dana)]
    pages += [reverse("point", args=[point.pk]) for point in account.contact_points.all()]
    pages += [
        reverse("account-parts", args=[account.pk, person.pk]),
        reverse("person-new", args=[account.pk]),
    ]
    pages += [
        reverse("account-guest", args=[account.pk]) + "?q=<img",
        reverse("account-people", args=[account.pk]),
    ]
    for url in pages:
        answer = as_dana.get(url)
        assert answer.status_code == 200
        assert "<img" not in answer.content.decode(), url
    answer = as_dana.post(pages[2], {"value": CANARY + "x" * 300})
    assert "<img" not in answer.content.decode()


@pytest.mark.attack("D1")
def test_hostile_text_in_a_choice_between_two_is_text(cast: Cast, as_dana: Client) -> None:
    url = reverse("account-fact", args=[cast.harbour.pk, "country"])
    Account.objects.filter(pk=cast.harbour.pk).update(country=CANARY)
    for was in ('""', '"<img src=x>"'):
        answer = as_dana.post(url, {"value": CANARY + "!", "was": was})
        assert answer.status_code == 409
        assert "<img" not in answer.content.decode()
    Account.objects.filter(pk=cast.harbour.pk).update(removed_at="2026-01-01T00:00:00Z", name=CANARY)
    assert "<img" not in as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
