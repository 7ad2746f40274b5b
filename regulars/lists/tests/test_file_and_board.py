"""A list as a file, and as a board of cards."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from regulars.fields.models import CustomField, FieldChoice
from regulars.people.models import Account
from regulars.retention.tests.made_facts import scored
from regulars.retention.tests.people_scored import score
from regulars.timeline.models import Event
from tests.cast import Cast, account

SignIn = Callable[[Any], Client]


def file_of(client: Client, subject: str = "accounts", **asked: Any) -> list[list[str]]:
    why = {"words": "for a test of ours", "purpose": "serve", "marking": "marked"}
    answer = client.post(f"/lists/{subject}/file/", why | asked)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


@pytest.mark.attack("C14")
def test_a_file_has_the_list_as_it_is_filtered_and_nothing_in_it_runs(cast: Cast, as_dana: Client) -> None:
    account("=cmd|' /C calc'!A0")
    score(scored(), cast.vets, worth="12.50", risk=2)
    rows = file_of(
        as_dana, where="kind:is:company", cols="name,kind,risk,worth,last_order,tags,created", sort="-worth"
    )
    assert rows[0] == [
        "Number",
        "Name",
        "Kind",
        "Risk",
        "Worth next year",
        "Last order",
        "Tags",
        "Known since",
    ]
    assert rows[1][1:6] == ["Oyelaran Vets", "Company", "at risk", "12.50", "2026-09-11"]
    assert {row[1] for row in rows[2:]} == {"Harbour Bakery", "Green Park Dental", "'=cmd|' /C calc'!A0"}
    told = Event.objects.get(kind="trust.taken_out")
    assert (told.actor, told.data["why"]) == (cast.dana, "for a test of ours")


@pytest.mark.parametrize("subject", ["accounts", "people", "touches", "promises"])
def test_every_field_of_every_list_can_be_shown_and_written(
    subject: str, cast: Cast, as_dana: Client
) -> None:
    score(scored(), cast.harbour)
    listing = as_dana.get(f"/lists/{subject}/").context["listing"]
    names = list(listing.fields)
    for start in range(0, len(names), 19):
        columns = ",".join([listing.subject.columns[0], *names[start : start + 19]])
        assert as_dana.get(f"/lists/{subject}/?cols={columns}").status_code == 200
        assert file_of(as_dana, subject, cols=columns)


def test_a_board_stands_by_a_choice_and_says_when_cards_cannot_be_moved(cast: Cast, as_dana: Client) -> None:
    score(scored(), cast.harbour, standing="lapsed")
    page = as_dana.get("/lists/accounts/board/?by=standing")
    found = {column.label: [card.name for card in column.cards] for column in page.context["columns"]}
    assert found["lapsed"] == ["Harbour Bakery"]
    assert len(found["not known"]) == 3
    assert "is worked out from what happened" in page.content.decode()
    refused = as_dana.post(
        "/lists/accounts/board/moved/", {"by": "standing", "code": "lost", "id": cast.harbour.pk}
    )
    assert refused.status_code == 409
    assert as_dana.get("/lists/accounts/board/?by=name").status_code == 404


def test_a_column_goes_on_where_it_ended(cast: Cast, as_dana: Client) -> None:
    for number in range(33):
        account(f"Café {number:02}")
    column = next(
        one
        for one in as_dana.get("/lists/accounts/board/?by=kind").context["columns"]
        if one.code == "company"
    )
    assert len(column.cards) == 30
    more = as_dana.get(column.more, headers={"HX-Request": "true"}).content.decode()
    assert more.count('class="tile"') == 6
    assert "Green Park Dental" not in more or "Oyelaran Vets" in more
    assert as_dana.get(column.more)["Location"] == column.whole
    assert "36" in as_dana.get(column.number).content.decode()


def test_cards_are_moved_where_it_is_somebodys_to_decide(cast: Cast, as_dana: Client) -> None:
    tier = CustomField.make(subject="accounts", label="Tier", kind="choice")
    gold = FieldChoice.objects.create(field=tier, label="Gold")
    as_dana.post("/lists/accounts/board/moved/", {"by": tier.name, "code": gold.pk, "id": cast.harbour.pk})
    as_dana.post(
        "/lists/accounts/board/moved/",
        {"by": "owner", "code": cast.sam.pk, "id": [cast.harbour.pk, cast.vets.pk]},
    )
    cast.harbour.refresh_from_db()
    assert (cast.harbour.custom, cast.harbour.owner) == ({tier.key: gold.pk}, cast.sam)
    assert Event.objects.filter(kind="people.account_changed").count() == 3
    assert Account.objects.filter(owner=cast.sam).count() == 2
    undo = Event.objects.filter(kind="people.account_changed").earliest("pk")
    as_dana.post(f"/undo/{undo.pk}/")
    cast.harbour.refresh_from_db()
    assert cast.harbour.custom == {}


@pytest.mark.attack("B6")
def test_one_card_that_is_not_theirs_moves_none(cast: Cast, as_dana: Client, sign_in: SignIn) -> None:
    Account.objects.filter(pk=cast.vets.pk).update(removed_at="2026-11-22T06:00Z")
    given = {"by": "owner", "code": cast.sam.pk, "id": [cast.harbour.pk, cast.vets.pk]}
    assert as_dana.post("/lists/accounts/board/moved/", given).status_code == 404
    wrong: dict[str, Any]
    for wrong in ({"code": cast.otto.pk}, {"code": "0"}, {"code": ""}, {"id": []}, {"id": "x"}):
        assert (
            as_dana.post("/lists/accounts/board/moved/", given | {"id": cast.harbour.pk} | wrong).status_code
            == 404
        )
    assert sign_in(cast.rita).post("/lists/accounts/board/moved/", given).status_code == 403
    assert not Account.objects.filter(owner=cast.sam).exists()


def test_cards_moved_together_come_back_together(cast: Cast, as_dana: Client) -> None:
    Account.objects.update(owner=cast.dana)
    both = [cast.harbour.pk, cast.vets.pk]
    page = as_dana.post(
        "/lists/accounts/board/moved/", {"by": "owner", "code": cast.sam.pk, "id": both}, follow=True
    )
    moved = Event.objects.get(kind="lists.moved")
    assert f"/undo/{moved.pk}/" in page.content.decode()
    Account.objects.filter(pk=cast.vets.pk).update(owner=cast.marta)
    answer = as_dana.post(f"/undo/{moved.pk}/")
    assert answer["Location"] == "/lists/accounts/board/?by=owner"
    owners = dict(Account.objects.filter(pk__in=both).values_list("pk", "owner"))
    assert owners == {cast.harbour.pk: cast.dana.pk, cast.vets.pk: cast.marta.pk}, (
        "who was moved on stays there"
    )


def test_what_an_account_is_can_be_decided_on_the_board(cast: Cast, as_dana: Client) -> None:
    given = {"by": "kind", "code": "household", "id": cast.harbour.pk}
    as_dana.post("/lists/accounts/board/moved/", given)
    cast.harbour.refresh_from_db()
    assert cast.harbour.kind == "household"
    assert as_dana.post("/lists/accounts/board/moved/", given | {"code": ""}).status_code == 404
