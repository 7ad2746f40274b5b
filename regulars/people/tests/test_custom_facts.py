"""What this firm wants to know besides stands among the facts and is changed the same way."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import CustomField, FieldChoice
from regulars.people.changing import add_account, change_account
from regulars.people.models import Account
from regulars.timeline.models import Event
from tests.cast import Cast


@pytest.fixture
def roast(cast: Cast) -> CustomField:
    return CustomField.make(subject="accounts", label="Favourite roast", kind="text")


def of(account: Account, field: CustomField) -> str:
    return reverse("account-fact", args=[account.pk, f"custom.{field.key}"])


def page(client: Client, account: Account) -> str:
    return client.get(reverse("account", args=[account.pk])).content.decode()


def test_it_is_offered_shown_told_and_taken_back(cast: Cast, as_dana: Client, roast: CustomField) -> None:
    assert of(cast.harbour, roast) in page(as_dana, cast.harbour)
    html = as_dana.post(of(cast.harbour, roast), {"value": "Kenya"}, follow=True).content.decode()
    assert "<dt>Favourite roast</dt>" in html
    assert "changed Favourite roast from nothing to Kenya" in html
    assert Account.objects.get(pk=cast.harbour.pk).custom == {roast.key: "Kenya"}
    undo = re.search(r'action="(/undo/\d+/)"', html)
    assert undo
    as_dana.post(undo[1])
    assert Account.objects.get(pk=cast.harbour.pk).custom == {}


def test_choices_are_kept_by_number_and_told_in_words(cast: Cast, as_dana: Client) -> None:
    field = CustomField.make(subject="accounts", label="Machine", kind="choice")
    choice = FieldChoice.objects.create(field=field, label="Two groups")
    as_dana.post(of(cast.harbour, field), {"value": str(choice.pk)})
    assert Account.objects.get(pk=cast.harbour.pk).custom == {field.key: choice.pk}
    html = page(as_dana, cast.harbour)
    assert "changed Machine from nothing to Two groups" in html
    assert as_dana.post(of(cast.harbour, field), {"value": "999999"}).status_code == 422


def test_two_fields_changed_by_two_are_both_kept(cast: Cast, as_dana: Client, roast: CustomField) -> None:
    other = CustomField.make(subject="accounts", label="Beans a week", kind="number")
    seen = Account.objects.get(pk=cast.harbour.pk)
    wanted: dict[str, Any] = {f"custom.{roast.key}": "Kenya"}
    change_account(seen, by=cast.sam, **wanted)
    as_dana.post(of(cast.harbour, other), {"value": "12", "was": "null"})
    assert Account.objects.get(pk=cast.harbour.pk).custom == {roast.key: "Kenya", other.key: "12"}
    answer = as_dana.post(of(cast.harbour, roast), {"value": "Brazil", "was": "null"})
    assert answer.status_code == 409
    assert "<b>Kenya</b>" in answer.content.decode()


def test_a_field_that_is_archived_or_of_another_subject_is_no_fact(
    cast: Cast, as_dana: Client, roast: CustomField
) -> None:
    of_people = CustomField.make(subject="people", label="Plays", kind="text")
    assert as_dana.get(of(cast.harbour, of_people)).status_code == 404
    url = reverse("person-fact", args=[cast.harbour.people.get().pk, f"custom.{of_people.key}"])
    assert as_dana.post(url, {"value": "cello"}).status_code == 302
    assert cast.harbour.people.get().custom == {of_people.key: "cello"}
    CustomField.objects.filter(pk=roast.pk).update(archived_at="2026-01-01T00:00:00Z")
    assert as_dana.get(of(cast.harbour, roast)).status_code == 404


def test_somebody_new_has_the_defaults(cast: Cast, roast: CustomField) -> None:
    CustomField.objects.filter(pk=roast.pk).update(default="House blend")
    made, _event = add_account(by=cast.dana, name="Quay Café", kind="company")
    assert made.custom == {roast.key: "House blend"}


def test_a_field_whose_kind_is_being_changed_is_not_written(
    cast: Cast, as_dana: Client, roast: CustomField
) -> None:
    CustomField.objects.filter(pk=roast.pk).update(locked_at="2026-01-01T00:00:00Z")
    answer = as_dana.post(of(cast.harbour, roast), {"value": "Kenya"})
    assert answer.status_code >= 400
    assert not Event.objects.filter(kind="people.account_changed").exists()


@pytest.mark.attack("D1")
def test_its_label_and_value_are_text(cast: Cast, as_dana: Client) -> None:
    field = CustomField.make(subject="accounts", label="<img src=x>", kind="long_text", help="<img src=y>")
    as_dana.post(of(cast.harbour, field), {"value": "<img src=z>\nand more"})
    assert "<img" not in page(as_dana, cast.harbour)
    assert "<img" not in as_dana.get(of(cast.harbour, field)).content.decode()
