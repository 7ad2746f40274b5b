"""Phones: what was typed is kept, the number behind it is known, and people read it as they write it."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people import numbering
from regulars.people.jobs import normalise_phones
from regulars.people.models import Person
from regulars.people.phones import e164, region_of, shown
from tests.cast import Cast

ZONES = [
    ("Europe/London", "GB"),
    ("Europe/Berlin", "DE"),
    ("Asia/Kolkata", "IN"),
    ("America/New_York", "US"),
    ("UTC", ""),
    ("Nowhere/At_all", ""),
]
NUMBERS = [
    ("020 7946 0018", "GB", "+442079460018"),
    ("+44 (0)20 7946 0018", "DE", "+442079460018"),
    ("0044 20 7946 0018", "GB", "+442079460018"),
    ("030 901820", "DE", "+4930901820"),
    ("٠٢٠ ٧٩٤٦ ٠٠١٨", "GB", "+442079460018"),
    ("020 7946 0018", "", ""),
    ("020 7946 0018 ext. 12", "GB", ""),
    ("call me", "GB", ""),
    ("12", "GB", ""),
    ("", "GB", ""),
    ("+" * 60, "GB", ""),
    ("9" * 5000, "GB", ""),
    ("🙂", "GB", ""),
    ("<script>020</script>", "GB", ""),
]


@pytest.mark.parametrize(("zone", "region"), ZONES)
def test_the_firms_country_is_read_off_its_time_zone(zone: str, region: str) -> None:
    assert region_of(zone) == region


@pytest.mark.parametrize(("typed", "region", "number"), NUMBERS)
def test_a_number_is_found_in_what_was_typed_or_none_is(typed: str, region: str, number: str) -> None:
    assert e164(typed, region) == number


def test_a_number_is_shown_local_at_home_and_whole_abroad() -> None:
    assert shown("+442079460018", "GB") == "020 7946 0018"
    assert shown("+442079460018", "DE") == "+44 20 7946 0018"
    assert shown("+442079460018", "") == "+44 20 7946 0018"
    assert shown("nonsense", "GB") == "nonsense"


def test_a_phone_that_is_none_is_kept_marked_and_never_dialled(cast: Cast, as_dana: Client) -> None:
    as_dana.post(reverse("person-new", args=[cast.harbour.pk]), {"name": "Bo", "phone": "shop, ask for me"})
    bo = cast.harbour.people.get(name="Bo")
    assert (bo.phone, bo.phone_e164, bo.phone_url) == ("shop, ask for me", "", "")
    for url in (reverse("account", args=[cast.harbour.pk]), reverse("person", args=[bo.pk])):
        html = as_dana.get(url).content.decode()
        assert "shop, ask for me" in html
        assert "this does not look like a phone number" in html


@pytest.mark.parametrize(("typed", "dialled"), [("+442079460018", "tel:+442079460018"), ("ring 5 times", "")])
def test_words_with_a_digit_in_them_are_not_dialled(cast: Cast, typed: str, dialled: str) -> None:
    assert Person(account=cast.harbour, name="Bo", phone=typed).phone_url == dialled


def test_phones_of_a_file_get_their_numbers_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "CHUNK", 3)
    Person.objects.bulk_create(
        Person(account=cast.harbour, name=f"P{n}", folded=f"p{n}", phone=phone)
        for n, phone in enumerate(
            ["020 7946 0001", "", "no phone", "0161 496 0002", "+49 30 901820", "020 7946 0003"]
        )
    )
    normalise_phones()
    found = dict(Person.objects.exclude(phone="").values_list("phone", "phone_e164"))
    assert found == {
        "+442079460018": "+442079460018",
        "020 7946 0001": "+442079460001",
        "no phone": "",
        "0161 496 0002": "+441614960002",
        "+49 30 901820": "+4930901820",
        "020 7946 0003": "+442079460003",
    }
    assert numbering.normalise_phones() == 0


def test_a_phone_changed_while_the_file_is_worked_through_keeps_its_own_number(cast: Cast) -> None:
    ines = cast.harbour.people.get()
    assert numbering._written([(ines.pk, "another phone", "+49123")]) == 0
    assert Person.objects.get(pk=ines.pk).phone_e164 == ""
