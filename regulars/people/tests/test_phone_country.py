"""The country of phone numbers typed without one: the time zone's, until the owner says another."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.jobs import renumber_phones
from regulars.people.models import ContactPoint, Person
from regulars.people.phones import dialled_from
from regulars.team.models import Firm
from regulars.team.tests.test_firm_settings import posted
from tests.cast import Cast
from tests.conftest import signed_in

HERE = "020 7946 0018"


@pytest.fixture
def in_spain(cast: Cast) -> Firm:
    """An English firm on the Spanish coast: its day is Madrid's, its customers' phones are British."""
    Firm.load().change({"timezone": "Europe/Madrid", "phone_region": "GB"}, by=cast.dana)
    return Firm.load()


def test_the_time_zone_says_it_until_the_owner_does(cast: Cast, in_spain: Firm) -> None:
    assert dialled_from(in_spain) == "GB"
    in_spain.change({"phone_region": ""}, by=cast.dana)
    assert dialled_from(Firm.load()) == "ES"


def test_the_owner_chooses_it_by_name_on_the_settings(cast: Cast, as_dana: Client) -> None:
    html = as_dana.get(reverse("team-firm")).content.decode()
    assert "Spain (+34)" in html
    assert as_dana.post(reverse("team-firm"), posted(phone_region="PT")).status_code == 302
    assert Firm.load().phone_region == "PT"
    assert as_dana.post(reverse("team-firm"), posted(phone_region="<b>")).status_code == 422
    assert signed_in(cast.sam).get(reverse("team-firm")).status_code == 403


def test_a_number_typed_then_is_one_of_that_country(cast: Cast, as_dana: Client, in_spain: Firm) -> None:
    as_dana.post(reverse("person-new", args=[cast.harbour.pk]), {"name": "Bo", "phone": HERE})
    assert Person.objects.get(name="Bo").phone_e164 == "+442079460018"
    html = as_dana.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert 'href="tel:+442079460018"' in html
    assert HERE in html


def test_what_was_typed_before_is_read_anew_and_what_named_its_country_stays(cast: Cast) -> None:
    made = [
        Person.objects.create(account=cast.harbour, name=name, phone=typed, phone_e164=number)
        for name, typed, number in (
            ("Local", "912 345 678", "+442079460018"),
            ("Abroad", "+49 30 901820", "+4930901820"),
            ("Words", "ask for me", ""),
        )
    ]
    point = ContactPoint.objects.create(account=cast.harbour, kind="phone", value="912 345 679", key="")
    mail = ContactPoint.objects.create(
        account=cast.harbour, kind="email", value="a@b.example", key="a@b.example"
    )
    Firm.load().change({"phone_region": "PT"}, by=cast.dana)
    renumber_phones()
    renumber_phones()
    numbers = [Person.objects.get(pk=person.pk).phone_e164 for person in made]
    assert numbers == ["+351912345678", "+4930901820", ""]
    point.refresh_from_db()
    mail.refresh_from_db()
    assert (point.key, mail.key) == ("+351912345679", "a@b.example")
