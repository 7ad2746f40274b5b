"""Nobody is let go because of who they are: a list that was chosen by a protected trait is for no act that decides."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField
from regulars.fields.tests.made import field
from regulars.lib.traits import Trait, trait_of
from regulars.people.models import Account
from tests.cast import Cast

TRAITS = {
    Trait.SEX: ["Sex", "Gender", "Geschlecht", "Mr / Mrs", "civilité"],
    Trait.AGE: ["Age", "Age band", "Birthday month", "Date of birth", "Retired", "Alter"],
    Trait.ORIGIN: ["Nationality", "Ethnic background", "Mother tongue", "Citizenship", "Herkunft"],
    Trait.BELIEF: ["Religion", "Church", "Halal", "Konfession"],
    Trait.HEALTH: ["Health notes", "Disability", "Pregnant?", "Allergies", "Wheelchair", "Krankheit"],
    Trait.LOVE: ["Marital status", "Children", "Sexual orientation", "Family status"],
    Trait.POLITICS: ["Political party", "Trade union"],
    Trait.PLACE: ["Postcode", "ZIP", "PLZ", "Post code", "District"],
    Trait.NAME: ["First name", "Vorname"],
}
FINE = [
    "Contract number", "Package", "Page", "Message", "Favourite flour", "Size", "Shelf", "Storage", "Language of letters", "Margin",
    "Delivery day", "Average basket", "Stage", "Country", "Town", "Agent", "Manager", "Usage", "Trace", "Sector", "Bakery",
]  # fmt: skip


@pytest.mark.covers("V12")
@pytest.mark.parametrize(
    ("trait", "label"), [(trait, label) for trait, labels in TRAITS.items() for label in labels]
)
def test_a_field_is_known_by_what_it_is_called(trait: Trait, label: str) -> None:
    assert trait_of(label) == trait
    assert trait_of(label.upper()) == trait
    assert trait_of(label.replace(" ", "_")) == trait


@pytest.mark.parametrize("label", FINE)
def test_other_fields_are_about_nobody(label: str) -> None:
    assert trait_of(label) is None


def removing(client: Client, cast: Cast, where: str, **more: str) -> int:
    sent = {"act": "remove", "where": where, "all": "1", "sure": "1"} | more
    return client.post(
        reverse("list-acted", args=["accounts"]),
        urlencode(sent),
        content_type="application/x-www-form-urlencoded",
    ).status_code


@pytest.mark.covers("V12")
@pytest.mark.parametrize("label", ["Religion", "Postcode"])
def test_nobody_is_let_go_by_a_trait_or_by_what_stands_for_one(
    label: str, cast: Cast, as_dana: Client
) -> None:
    made: CustomField = field("text", label)
    Account.objects.filter(pk=cast.quiet.pk).update(custom={made.key: "x"})
    for where in (
        f"{made.name}:is:x",
        f"!{made.name}:empty",
        f"kind:is:company;({made.name}:is:x|kind:is:household)",
    ):
        assert removing(as_dana, cast, where) in {409, 422}
    sent = {"act": "remove", "where": f"{made.name}:is:x", "id": str(cast.quiet.pk), "sure": "1"}
    answer = as_dana.post(reverse("list-acted", args=["accounts"]), sent)
    assert answer.status_code == 409
    assert "nobody can allow it" in answer.content.decode()
    assert label in answer.content.decode()
    assert not Account.objects.exclude(removed_at=None).exists()


@pytest.mark.covers("V12")
def test_settings_say_which_fields_decide_nothing(cast: Cast, as_dana: Client) -> None:
    field("text", "Religion")
    field("text", "Size")
    page = as_dana.get(reverse("fields")).content.decode()
    assert page.count("never in a score or a price") == 1
