"""The firm's own fields where somebody is added, shown and listed: required, begun with a default, and text like any other."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField, Kind
from regulars.fields.tests.made import choice, field
from regulars.people.models import Account, Person
from tests.cast import Cast

NEW = {
    "name": "Tidewater Hotel",
    "kind": "company",
    "person": "Mona Lee",
    "email": "",
    "phone": "",
    "came_by": "",
}
HOSTILE = '<img src=x onerror="alert(1)">'


def test_a_required_field_is_asked_of_whoever_adds_an_account(as_dana: Client) -> None:
    it, other = field(Kind.CHOICE, "Level", required=True), field(Kind.TEXT, "Note", default="none yet")
    refused = as_dana.post(reverse("account-new"), NEW)
    assert refused.status_code == 422
    assert "Level" in refused.content.decode()
    assert not Account.objects.filter(name="Tidewater Hotel").exists()
    gold = choice(it, "Gold")
    assert as_dana.post(reverse("account-new"), NEW | {it.name: gold}).status_code == 302
    assert Account.objects.get(name="Tidewater Hotel").custom == {it.key: gold, other.key: "none yet"}


def test_a_person_is_asked_for_theirs_and_an_old_record_stays_as_it_is(as_dana: Client, cast: Cast) -> None:
    it = field(Kind.NUMBER, "Shoe size", "people", required=True)
    new = {"name": "Mona Lee", "job_title": "", "phone": "", "email": "", "prefers": "", "note": ""}
    address = reverse("person-new", args=[cast.harbour.pk])
    assert as_dana.post(address, new).status_code == 422
    assert as_dana.post(address, new | {it.name: "38.5"}).status_code == 302
    assert Person.objects.get(name="Mona Lee").custom == {it.key: "38.5"}
    ines = cast.harbour.people.get(name="Ines Duarte")
    fact = reverse("person-fact", args=[ines.pk, "job_title"])
    assert as_dana.post(fact, {"value": "Baker"}).status_code in {200, 302, 422}
    assert as_dana.get(reverse("person", args=[ines.pk])).status_code == 200


@pytest.mark.attack("D1")
def test_what_was_typed_into_an_own_field_is_text_on_pages_and_lists(as_dana: Client, cast: Cast) -> None:
    it = field(Kind.TEXT, HOSTILE)
    Account.objects.filter(pk=cast.harbour.pk).update(custom={it.key: HOSTILE})
    for address in (
        reverse("account", args=[cast.harbour.pk]),
        reverse("list", args=["accounts"]) + f"?cols=name,{it.name}",
        reverse("account-fact", args=[cast.harbour.pk, f"custom.{it.key}"]),
    ):
        text = as_dana.get(address).content.decode()
        assert "alert(1)" in text, address
        assert "<img src=x" not in text, address


@pytest.mark.attack("C2", "C3")
def test_a_list_that_asks_for_an_archived_field_says_so_and_acts_on_nobody(
    as_dana: Client, cast: Cast
) -> None:
    it = field(Kind.TEXT, "Oven")
    Account.objects.filter(pk=cast.harbour.pk).update(custom={it.key: "large"})
    whole = {"where": f"{it.name}:is:large"}
    assert "Harbour Bakery" in as_dana.get(reverse("list", args=["accounts"]), whole).content.decode()
    CustomField.objects.update(archived_at="2026-11-22T00:00Z")
    assert as_dana.get(reverse("list", args=["accounts"]), whole).status_code == 200
    act = {"act": "tag", "sure": "1", "tag": "VIP", "all": "1"} | whole
    assert as_dana.post(reverse("list-acted", args=["accounts"]), act).status_code == 409
