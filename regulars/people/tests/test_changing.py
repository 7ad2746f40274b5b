"""Accounts and people are added and changed by hand, and every change is told."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.timeline.models import Event, Touch
from tests.cast import Cast
from tests.conftest import signed_in


def test_someone_is_added_with_a_person_to_call(cast: Cast, as_dana: Client) -> None:
    given = {
        "name": "Quay Café",
        "kind": "company",
        "person": "Bo Lind",
        "email": "",
        "phone": "+44 20 7946 0999",
    }
    response = as_dana.post(reverse("account-new"), given)
    account = Account.objects.get(name="Quay Café")
    assert response["Location"] == reverse("account", args=[account.pk])
    assert account.folded == "quay cafe"
    assert account.owner == cast.dana
    assert account.people.get().name == "Bo Lind"
    assert Event.objects.get(account=account).kind == "people.account_added"


def test_a_lone_person_is_their_own_contact(cast: Cast, as_dana: Client) -> None:
    as_dana.post(reverse("account-new"), {"name": "Eva Blom", "kind": "individual"})
    assert Account.objects.get(name="Eva Blom").people.get().name == "Eva Blom"


@pytest.mark.parametrize("given", [{}, {"name": "  ", "kind": "company"}, {"name": "X", "kind": "sect"}])
def test_a_form_that_is_not_right_comes_back_with_its_sentence(
    as_dana: Client, given: dict[str, str]
) -> None:
    before = Account.objects.count()
    response = as_dana.post(reverse("account-new"), given)
    assert response.status_code == 422
    assert Account.objects.count() == before


def test_a_call_is_logged_once_however_often_its_form_is_sent(cast: Cast, as_dana: Client) -> None:
    url = reverse("account-touches", args=[cast.harbour.pk])
    given = {"channel": "call", "note": "Second shop in January.", "two_way": "on"}
    given["once"] = "0b9ad9e8-4a41-4b5b-9b0b-7a4f1f4a3b11"
    for _ in range(2):
        assert as_dana.post(url, given).status_code == 302
    touch = Touch.objects.get()
    assert (touch.two_way, touch.sales, touch.member) == (True, False, cast.dana)
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "<b>Dana called them</b>, they answered" in html
    assert "Second shop in January." in html


def test_what_was_logged_by_mistake_is_taken_back_from_its_toast(cast: Cast, as_dana: Client) -> None:
    given = {"channel": "call", "note": "Wrong account, sorry"}
    page = as_dana.post(
        reverse("account-touches", args=[cast.harbour.pk]), given, follow=True
    ).content.decode()
    undo = reverse("account-touch-withdrawn", args=[cast.harbour.pk, Touch.objects.get().pk])
    assert f'action="{undo}"' in page
    for _ in range(2):
        assert "Wrong account, sorry" not in as_dana.post(undo, follow=True).content.decode()
    assert Event.objects.filter(kind="timeline.touch_withdrawn").count() == 1
    assert as_dana.post(undo.replace(str(cast.harbour.pk), str(cast.vets.pk), 1)).status_code == 404
    assert as_dana.get(undo).status_code == 405
    assert signed_in(cast.rita).post(undo).status_code == 403


def test_a_note_without_words_is_asked_again_and_keeps_the_rest(cast: Cast, as_dana: Client) -> None:
    response = as_dana.post(
        reverse("account-touches", args=[cast.harbour.pk]), {"channel": "note", "two_way": "on"}
    )
    assert response.status_code == 422
    assert "a note without words says nothing" in response.content.decode()
    assert not Touch.objects.exists()


WRITES = [
    ("account-new", []),
    ("account-point-new", ["harbour", "phone"]),
    ("account-fact", ["harbour", "country"]),
    ("person-new", ["harbour"]),
    ("account-touches", ["harbour"]),
]


@pytest.mark.parametrize(("name", "args"), WRITES)
def test_who_may_only_look_changes_nothing(cast: Cast, name: str, args: list[str]) -> None:
    url = reverse(name, args=[cast.harbour.pk if arg == "harbour" else arg for arg in args])
    given = {"channel": "note", "note": "hello", "name": "Bo", "value": "020 7946 0019"}
    response = signed_in(cast.rita).post(url, given)
    assert response.status_code == 403
    assert not Event.objects.exists()
    assert Client().post(url).status_code == 302


def test_the_composer_only_takes_posts(cast: Cast, as_dana: Client) -> None:
    assert as_dana.get(reverse("account-touches", args=[cast.harbour.pk])).status_code == 405
    assert (
        as_dana.post(reverse("account-touches", args=[10**9]), {"channel": "note", "note": "x"}).status_code
        == 404
    )
