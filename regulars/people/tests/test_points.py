"""Several phones, e-mails and addresses: added, changed, taken away, made the first one, and each of it back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import ContactPoint, Person
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.fixture
def ines(cast: Cast) -> Person:
    found: Person = cast.harbour.people.get()
    return found


def add(
    client: Client, ines: Person, kind: str = "phone", value: str = "020 7946 0019", label: str = ""
) -> ContactPoint:
    url = reverse("person-point-new", args=[ines.pk, kind])
    assert client.post(url, {"value": value, "label": label}).status_code == 302
    return ines.contact_points.latest("pk")


def page(client: Client, ines: Person) -> str:
    return client.get(reverse("person", args=[ines.pk])).content.decode()


def take_back(client: Client) -> str:
    event = Event.objects.filter(kind__startswith="people.").latest("pk")
    return client.post(reverse("undo", args=[event.pk]), follow=True).content.decode()


def test_a_second_phone_is_shown_as_people_here_write_it(cast: Cast, as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, value="+44 2079460019", label="kitchen")
    assert (point.value, point.key, point.account) == ("+44 2079460019", "+442079460019", cast.harbour)
    for html in (
        page(as_dana, ines),
        as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode(),
    ):
        assert '<a href="tel:+442079460019" hx-boost="false">020 7946 0019</a>' in html
        assert "kitchen" in html


def test_a_phone_that_is_none_is_kept_and_marked(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, value="ask for Bo at the counter")
    assert (point.value, point.key) == ("ask for Bo at the counter", "")
    html = page(as_dana, ines)
    assert "ask for Bo at the counter" in html
    assert html.count("this does not look like a phone number") == 1
    assert "tel:ask" not in html


def test_mails_and_addresses_of_an_account_itself(cast: Cast, as_dana: Client) -> None:
    for kind, value in (
        ("email", "Orders@Harbour.example"),
        ("address", "1 Quay\nBristol"),
        ("phone", "112"),
    ):
        url = reverse("account-point-new", args=[cast.harbour.pk, kind])
        assert as_dana.get(url).status_code == 200
        assert as_dana.post(url, {"value": value, "label": "delivery"}).status_code == 302
    found = dict(cast.harbour.contact_points.filter(person=None).values_list("kind", "key"))
    assert found["email"] == "orders@harbour.example"
    assert found["address"] == "1 quay bristol"
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert 'href="mailto:Orders@Harbour.example"' in html
    assert "1 Quay<br>Bristol" in html


def test_who_asked_for_quiet_is_not_dialled_by_a_further_number(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    add(as_dana, ines)
    type(cast.harbour).objects.filter(pk=cast.harbour.pk).update(do_not_contact=True)
    for html in (
        page(as_dana, ines),
        as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode(),
    ):
        assert "tel:" not in html
        assert "020 7946 0019" in html


def test_the_first_one_changes_places_and_back(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, label="kitchen")
    as_dana.post(reverse("point-first", args=[point.pk]))
    ines.refresh_from_db()
    point.refresh_from_db()
    assert (ines.phone, ines.phone_e164) == ("020 7946 0019", "+442079460019")
    assert (point.value, point.key, point.label) == ("+442079460018", "+442079460018", "")
    assert "Undone." in take_back(as_dana)
    ines.refresh_from_db()
    point.refresh_from_db()
    assert (ines.phone, point.value, point.label) == ("+442079460018", "020 7946 0019", "kitchen")


def test_the_first_one_of_somebody_who_had_none(as_dana: Client, ines: Person) -> None:
    Person.objects.filter(pk=ines.pk).update(email="")
    point = add(as_dana, ines, "email", "ines@home.example")
    as_dana.post(reverse("point-first", args=[point.pk]))
    ines.refresh_from_db()
    assert ines.email == "ines@home.example"
    assert not ines.contact_points.exists()
    take_back(as_dana)
    ines.refresh_from_db()
    assert (ines.email, ines.contact_points.get().value) == ("", "ines@home.example")


def test_a_first_one_that_was_changed_since_stays(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines)
    as_dana.post(reverse("point-first", args=[point.pk]))
    Person.objects.filter(pk=ines.pk).update(phone="112")
    event = Event.objects.get(kind="people.point_first")
    assert "so it stays" in as_dana.post(reverse("undo", args=[event.pk])).content.decode()
    ines.refresh_from_db()
    assert ines.phone == "112"


def test_an_address_is_nobodys_first(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, "address", "1 Quay")
    assert as_dana.post(reverse("point-first", args=[point.pk])).status_code == 409
    assert "Make this the first one" not in as_dana.get(reverse("point", args=[point.pk])).content.decode()


def test_changed_taken_away_and_each_of_it_back(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, label="kitchen")
    url = reverse("point", args=[point.pk])
    assert "Make this the first one" in as_dana.get(url).content.decode()
    as_dana.post(url, {"value": "020 7946 0020", "label": "office", "was": point.value})
    take_back(as_dana)
    point.refresh_from_db()
    assert (point.value, point.key, point.label) == ("020 7946 0019", "+442079460019", "kitchen")
    as_dana.post(reverse("point-removed", args=[point.pk]))
    assert as_dana.get(url).status_code == 404
    take_back(as_dana)
    back = ContactPoint.objects.get(pk=point.pk)
    assert (back.value, back.key, back.label, back.person) == (point.value, point.key, point.label, ines)


def test_an_adding_is_taken_back_unless_it_was_changed(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines)
    added = Event.objects.get(kind="people.point_added")
    ContactPoint.objects.filter(pk=point.pk).update(value="020 7946 0030")
    assert "so it stays" in as_dana.post(reverse("undo", args=[added.pk])).content.decode()
    ContactPoint.objects.filter(pk=point.pk).update(value="020 7946 0019")
    as_dana.post(reverse("undo", args=[added.pk]))
    assert not ContactPoint.objects.exists()


def test_what_is_removed_with_its_person_stays_so(as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines)
    as_dana.post(reverse("point-removed", args=[point.pk]))
    Person.objects.filter(pk=ines.pk).update(removed_at="2026-01-01T00:00:00Z")
    assert "no longer here" in take_back(as_dana)


def test_the_timeline_tells_each_step(cast: Cast, as_dana: Client, ines: Person) -> None:
    point = add(as_dana, ines, label="kitchen")
    as_dana.post(reverse("point", args=[point.pk]), {"value": "020 7946 0020", "label": ""})
    as_dana.post(reverse("point-first", args=[point.pk]))
    as_dana.post(reverse("point-removed", args=[point.pk]))
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert "Dana added 020 7946 0019 (kitchen) of Ines Duarte" in html
    assert "Dana changed 020 7946 0019 to 020 7946 0020 of Ines Duarte" in html
    assert "Dana made this the first one: 020 7946 0020 of Ines Duarte" in html
    assert "Dana took away +442079460018 of Ines Duarte" in html


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "not an address"),
        ("email", ""),
        ("phone", "  "),
        ("phone", "1" * 61),
        ("address", "x" * 301),
    ],
)
def test_what_cannot_be_kept_is_asked_again_with_what_was_typed(
    as_dana: Client, ines: Person, kind: str, value: str
) -> None:
    answer = as_dana.post(
        reverse("person-point-new", args=[ines.pk, kind]), {"value": value, "label": "work"}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'class="errorlist"', html)
    assert 'value="work"' in html
    assert value.strip() in html
    assert not ContactPoint.objects.exists()


def test_what_was_typed_outlives_a_colleague_who_took_it_away_meanwhile(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    point = add(as_dana, ines)
    url = reverse("point", args=[point.pk])
    sent = as_dana.get(url).context["form"].initial | {"value": "020 7946 0044", "label": "bakehouse"}
    signed_in(cast.sam).post(reverse("point-removed", args=[point.pk]))
    asked = as_dana.post(url, sent)
    assert asked.status_code == 409
    assert 'value="020 7946 0044"' in asked.content.decode()
    as_dana.post(asked.context["address"], sent)
    assert [(one.value, one.label) for one in ines.contact_points.all()] == [("020 7946 0044", "bakehouse")]
    for forged in ("", "x:y:phone", f"{cast.harbour.pk}:{ines.pk}:fax", f"{10**17}::phone"):
        assert as_dana.post(url, sent | {"whose": forged}).status_code == 404


def test_a_kind_there_is_none_of_and_a_point_of_nobody_are_not_found(
    cast: Cast, as_dana: Client, ines: Person
) -> None:
    assert as_dana.get(reverse("person-point-new", args=[ines.pk, "fax"])).status_code == 404
    point = add(as_dana, ines)
    Person.objects.filter(pk=ines.pk).update(removed_at="2026-01-01T00:00:00Z")
    assert as_dana.get(reverse("point", args=[point.pk])).status_code == 404
    assert as_dana.post(reverse("point-removed", args=[point.pk])).status_code == 404
    assert as_dana.get(reverse("point-first", args=[point.pk])).status_code == 405
    assert signed_in(cast.rita).post(reverse("point-removed", args=[point.pk])).status_code == 403
