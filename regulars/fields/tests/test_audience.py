"""A field is for whom the firm says: to everybody else it does not exist, in no list, filter, order, board, file or history."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.fields.models import Audience, CustomField, audiences_of
from regulars.fields.tests.made import field
from regulars.fields.values import fields_for, for_customers
from regulars.people.changing import change_account
from regulars.people.models import Account
from tests.cast import Cast

SECRET = "zqsecret"
Signed = Callable[[Any], Client]


def write(account: Account, made: CustomField, text: str, cast: Cast) -> None:
    wanted: dict[str, Any] = {f"custom.{made.key}": text}
    change_account(account, by=cast.dana, **wanted)


@pytest.fixture
def margin(cast: Cast) -> CustomField:
    made = field("text", "Margin", audience=Audience.MANAGERS)
    write(cast.harbour, made, SECRET, cast)
    CustomField.objects.filter(pk=made.pk).update(prepared_at=made.made_at)
    return made


def said(client: Client, name: str, *args: Any, **data: str) -> str:
    answer: Any = client.get(reverse(name, args=args), data)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode())


@pytest.mark.covers("V16")
def test_each_role_reads_as_far_as_it_goes(cast: Cast) -> None:
    assert audiences_of(cast.dana) == ["customers", "staff", "managers", "owner"]
    assert audiences_of(cast.marta) == ["customers", "staff", "managers"]
    assert audiences_of(cast.sam) == audiences_of(cast.rita) == ["customers", "staff"]
    assert audiences_of(cast.otto) == []


@pytest.mark.covers("V16")
def test_only_those_it_is_for_see_it_on_the_page_and_change_it(
    cast: Cast, sign_in: Signed, margin: CustomField
) -> None:
    address = reverse("account-fact", args=[cast.harbour.pk, f"custom.{margin.key}"])
    for member, reads in ((cast.marta, True), (cast.sam, False), (cast.rita, False)):
        client = sign_in(member)
        assert (SECRET in said(client, "account", cast.harbour.pk)) is reads
    assert sign_in(cast.sam).get(address).status_code == 404
    assert sign_in(cast.sam).post(address, {"value": "mine", "was": ""}).status_code == 404
    cast.harbour.refresh_from_db()
    assert cast.harbour.custom == {margin.key: SECRET}


@pytest.mark.attack("B4", "C3")
@pytest.mark.covers("V16")
def test_no_filter_order_column_board_or_file_tells_it_letter_by_letter(
    cast: Cast, sign_in: Signed, margin: CustomField
) -> None:
    sam, marta = sign_in(cast.sam), sign_in(cast.marta)
    first = {"where": f"{margin.name}:begins:{SECRET[:1]}"}
    assert "Oyelaran" not in said(marta, "list", "accounts", **first)
    for wrong in ("z", "a"):
        page = said(sam, "list", "accounts", where=f"{margin.name}:begins:{wrong}")
        assert "Oyelaran" in page
        assert "Margin" not in page
    plain = said(sam, "list", "accounts")
    assert SECRET not in said(sam, "list", "accounts", cols=f"name,{margin.name}", sort=f"-{margin.name}")
    assert "Margin" not in plain
    assert "Margin" not in said(sam, "list-condition", "accounts")
    assert sam.get(reverse("list-board", args=["accounts"]), {"by": margin.name}).status_code == 404
    assert SECRET in said(marta, "list", "accounts", cols=f"name,{margin.name}")


@pytest.mark.attack("B4")
@pytest.mark.covers("V16")
def test_the_history_tells_that_it_changed_and_never_from_what_to_what(
    cast: Cast, sign_in: Signed, margin: CustomField
) -> None:
    write(cast.harbour, margin, "zqother", cast)
    for member in (cast.sam, cast.rita):
        page = said(sign_in(member), "account", cast.harbour.pk)
        assert "changed Margin" in page
        assert SECRET not in page
        assert "zqother" not in page


def test_what_was_open_and_is_not_any_more_is_not_told_in_old_history_either(
    cast: Cast, sign_in: Signed
) -> None:
    made = field("text", "Credit")
    write(cast.harbour, made, SECRET, cast)
    assert SECRET in said(sign_in(cast.sam), "account", cast.harbour.pk)
    address = reverse("field", args=[made.pk])
    sign_in(cast.dana).post(address, {"label": "Credit", "audience": "owner"})
    assert SECRET not in said(sign_in(cast.sam), "account", cast.harbour.pk)
    assert SECRET not in said(sign_in(cast.marta), "account", cast.harbour.pk)


@pytest.mark.covers("V16")
def test_nobody_makes_or_opens_a_field_that_they_may_not_read(cast: Cast, sign_in: Signed) -> None:
    marta = sign_in(cast.marta)
    made = field("text", "Margin", audience=Audience.OWNER)
    assert marta.get(reverse("field", args=[made.pk])).status_code == 404
    assert (
        marta.post(reverse("field", args=[made.pk]), {"label": "x", "audience": "staff"}).status_code == 404
    )
    assert "Margin" not in said(marta, "fields")
    new = {"subject": "accounts", "label": "Mine", "kind": "text", "audience": "owner"}
    refused = marta.post(reverse("field-new"), new)
    assert refused.status_code == 422
    assert "You would not see it yourself" in refused.content.decode()
    assert marta.post(reverse("field-new"), new | {"audience": "managers"}).status_code == 302
    assert CustomField.objects.get(label="Mine").audience == Audience.MANAGERS


def test_a_field_is_for_everybody_who_works_here_unless_somebody_says_otherwise(
    cast: Cast, sign_in: Signed
) -> None:
    sign_in(cast.dana).post(reverse("field-new"), {"subject": "accounts", "label": "Plain", "kind": "text"})
    made = CustomField.objects.get(label="Plain")
    assert made.audience == Audience.STAFF
    assert [one.label for one in fields_for("accounts", cast.sam)] == ["Plain"]
    assert for_customers("accounts") == []


@pytest.mark.attack("B4")
def test_two_records_become_one_without_showing_it(cast: Cast, sign_in: Signed, margin: CustomField) -> None:
    write(cast.quiet, margin, "zqother", cast)
    page = said(sign_in(cast.sam), "merge-accounts", cast.harbour.pk, cast.quiet.pk)
    assert "Margin" not in page
    assert SECRET not in page
    assert "zqother" not in page


def test_it_is_set_in_bulk_by_nobody_and_brought_in_by_no_file(
    cast: Cast, sign_in: Signed, margin: CustomField
) -> None:
    sent = {
        "act": "field",
        "id": str(cast.vets.pk),
        "sure": "1",
        "field": margin.name,
        margin.name: "x",
        "value_shown": "",
    }
    for member in (cast.sam, cast.marta):
        assert sign_in(member).post(reverse("list-acted", args=["accounts"]), sent).status_code == 422
    assert Account.objects.get(pk=cast.vets.pk).custom == {}
    assert json.dumps(Account.objects.get(pk=cast.harbour.pk).custom).count(SECRET) == 1
