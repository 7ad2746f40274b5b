"""What people do at an account: several parts each, also for somebody of another account."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account, ContactRole, Person
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in


def parts(cast: Cast, person: Person) -> str:
    return reverse("account-parts", args=[cast.harbour.pk, person.pk])


def page(client: Client, account: Account) -> str:
    return re.sub(r"\s+", " ", client.get(reverse("account", args=[account.pk])).content.decode())


def test_somebody_decides_and_pays(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    assert "which part?" in page(as_dana, cast.harbour)
    answer = as_dana.post(parts(cast, ines), {"parts": ["pays", "decides"]}, follow=True)
    assert "decides, pays" in page(as_dana, cast.harbour)
    assert "Dana noted what Ines Duarte does here: decides, pays" in page(as_dana, cast.harbour)
    undo = re.search(r'action="(/undo/\d+/)"', answer.content.decode())
    assert undo
    as_dana.post(undo[1])
    assert not ContactRole.objects.exists()


def test_saving_the_same_parts_tells_nothing(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(parts(cast, ines), {"parts": ["pays"]})
    as_dana.post(parts(cast, ines), {"parts": ["pays"], "was": ["pays"]})
    assert Event.objects.filter(kind="people.parts_changed").count() == 1


def test_parts_that_were_changed_since_stay(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    as_dana.post(parts(cast, ines), {"parts": ["pays"]})
    first = Event.objects.get(kind="people.parts_changed")
    as_dana.post(parts(cast, ines), {"parts": ["decides"], "was": ["pays"]})
    assert "changed again since" in as_dana.post(reverse("undo", args=[first.pk])).content.decode()
    assert ContactRole.objects.get().part == "decides"


def test_somebody_of_another_account_is_found_by_name_and_given_a_part(cast: Cast, as_dana: Client) -> None:
    ada = cast.vets.people.get()
    url = reverse("account-guest", args=[cast.harbour.pk])
    assert as_dana.get(url).status_code == 200
    found = as_dana.get(url, {"q": "ADA  oye"}).content.decode()
    assert "Ada Oyelaran" in found
    assert parts(cast, ada) in found
    as_dana.post(parts(cast, ada), {"parts": ["pays"]})
    html = page(as_dana, cast.harbour)
    assert "Ada Oyelaran" in html
    assert "of Oyelaran Vets" in html
    own = as_dana.get(reverse("person", args=[ada.pk])).content.decode()
    assert reverse("account", args=[cast.harbour.pk]) in own
    as_dana.post(parts(cast, ada), {"parts": [], "was": ["pays"]})
    assert "Ada Oyelaran</a>" not in page(as_dana, cast.harbour)
    assert "Ada Oyelaran has no part here any more" in page(as_dana, cast.harbour)


@pytest.mark.parametrize("word", ["zzz", "%", "_", "\\", "🙂", "x" * 300, " "])
def test_a_search_that_finds_nobody_says_so(cast: Cast, as_dana: Client, word: str) -> None:
    answer = as_dana.get(reverse("account-guest", args=[cast.harbour.pk]), {"q": word})
    assert answer.status_code == 200
    assert "Give a part" not in answer.content.decode()


def test_a_guest_who_was_removed_is_shown_nowhere(cast: Cast, as_dana: Client) -> None:
    ada = cast.vets.people.get()
    ContactRole.objects.create(account=cast.harbour, person=ada, part="pays")
    Account.objects.filter(pk=cast.vets.pk).update(removed_at="2026-01-01T00:00:00Z")
    assert "Ada Oyelaran" not in page(as_dana, cast.harbour)
    assert as_dana.get(parts(cast, ada)).status_code == 404


def test_a_part_there_is_none_of_is_asked_again(cast: Cast, as_dana: Client) -> None:
    ines = cast.harbour.people.get()
    assert as_dana.post(parts(cast, ines), {"parts": ["reigns"]}).status_code == 422
    assert as_dana.post(parts(cast, ines), {"was": ["reigns"]}).status_code == 422
    assert signed_in(cast.rita).post(parts(cast, ines), {"parts": ["pays"]}).status_code == 403


def test_a_new_person_may_have_parts_from_the_start(cast: Cast, as_dana: Client) -> None:
    url = reverse("person-new", args=[cast.harbour.pk])
    as_dana.post(url, {"name": "Marco Pell", "parts": ["uses", "influences"]})
    assert "has influence, uses it" in page(as_dana, cast.harbour)


def test_an_account_with_many_people_shows_some_and_leads_to_all(cast: Cast, as_dana: Client) -> None:
    many = [
        Person(account=cast.harbour, name=f"Colleague {n:03}", folded=f"colleague {n:03}") for n in range(120)
    ]
    Person.objects.bulk_create(many)
    html = page(as_dana, cast.harbour)
    assert html.count('class="name"') == 20
    everybody = reverse("account-people", args=[cast.harbour.pk])
    assert everybody in html
    assert as_dana.get(everybody).content.decode().count('class="name"') == 121
