"""The table of roles: read at a glance, changed on one page, in force at the next click, told and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.team.allowing import allow, lines, mark
from regulars.team.errors import ChangedByAnother
from regulars.team.models import Firm, Kind, Member, Right, Role
from regulars.timeline.models import Event
from regulars.timeline.registry import sentence_of
from tests.cast import Cast
from tests.conftest import signed_in

PAGE = "/settings/roles/"


def as_it_stands(**changed: str) -> dict[str, str]:
    """What the form sends of the table that holds, but for what is `changed` (`__` for a dash, empty: not ticked)."""
    table = Firm.load().access
    sent = {"shown": mark(table)}
    for role, line in lines(table).items():
        for kind in Kind:
            sent[f"{role}-see-{kind}"] = line["see"][kind]
            if role != Role.READ_ONLY:
                sent[f"{role}-edit-{kind}"] = line["edit"][kind]
        sent |= {f"{role}-{right}": "on" for right in line["rights"]}
        if role != Role.READ_ONLY:
            sent |= {f"{role}-limit-{what}": limit for what, limit in line["limits"].items()}
    sent |= {name.replace("__", "-"): value for name, value in changed.items()}
    return {name: value for name, value in sent.items() if value}


def test_the_page_says_in_words_who_may_what_and_leaves_the_owner_alone(as_dana: Client) -> None:
    page = as_dana.get(PAGE).content.decode()
    assert "Sees and changes all: accounts and their people, orders, promises, files." in page
    assert "May not: export, change how the firm works." in page
    assert 'name="owner-' not in page
    assert 'name="read_only-remove"' not in page


def test_what_is_saved_holds_at_the_next_click_of_somebody_already_signed_in(
    cast: Cast, as_dana: Client
) -> None:
    sam = signed_in(cast.sam)
    address = reverse("account", args=[cast.harbour.pk])
    assert sam.get(address).status_code == 200
    answer = as_dana.post(PAGE, narrowed("member", "own"))
    assert answer.status_code == 302
    assert sam.get(address).status_code == 404


def narrowed(role: str, scope: str) -> dict[str, str]:
    return as_it_stands(
        **{
            f"{role}__{verb}__{kind}": "none" if (verb, kind) == ("edit", "orders") else scope
            for kind in Kind
            for verb in ("see", "edit")
        }
    )


def test_a_change_is_told_with_before_and_after_and_taken_back(cast: Cast, as_dana: Client) -> None:
    as_dana.post(PAGE, as_it_stands(member__money="", member__see__files="none", member__edit__files="none"))
    event = Event.objects.get(kind="team.access_changed")
    said = sentence_of(event.kind)(event.data, "Dana Fern")
    assert "Member: sees none of: files (was all)" in said
    assert "may no longer: see money" in said
    assert not Member.objects.get(pk=cast.sam.pk).may(Right.MONEY)
    assert as_dana.post(reverse("undo", args=[event.pk])).status_code == 302
    assert Member.objects.get(pk=cast.sam.pk).may(Right.MONEY)
    assert as_dana.post(reverse("undo", args=[event.pk])).status_code == 409


def test_saving_the_table_as_it_stands_tells_nothing(as_dana: Client, cast: Cast) -> None:
    assert as_dana.post(PAGE, as_it_stands()).status_code == 302
    assert not Event.objects.filter(kind="team.access_changed").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"member__see__accounts": "everything"}, "Choose one of the list."),
        ({"member__see__orders": ""}, "Choose one of the list."),
        ({"member__see__files": "own"}, "Nobody changes what they do not see"),
        (
            {"manager__see__accounts": "team", "manager__edit__accounts": "team"},
            "Nothing is seen without whom",
        ),
        ({"member__edit__orders": "own"}, "Choose one of the list."),
    ],
)
def test_what_is_unknown_or_contradicts_itself_is_said_where_it_stands_and_changes_nothing(
    as_dana: Client, cast: Cast, changed: dict[str, str], sentence: str
) -> None:
    answer = as_dana.post(PAGE, as_it_stands(**changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Firm.load().access == {}


@pytest.mark.attack("B5")
def test_what_the_table_does_not_offer_cannot_be_sent(as_dana: Client, cast: Cast) -> None:
    forged = {"owner__see__accounts": "none", "read_only__remove": "on", "read_only__edit__accounts": "all"}
    as_dana.post(PAGE, as_it_stands(**forged, read_only__settings="on", member__superuser="on"))
    assert Firm.load().access == {}
    rita = Member.objects.get(pk=cast.rita.pk)
    assert rita.access.rights == {Right.MONEY}
    assert not rita.may_write


def test_looking_first_says_for_whom_it_changes_and_keeps_nothing(as_dana: Client, cast: Cast) -> None:
    page = as_dana.post("/settings/roles/preview/", as_it_stands(member__export="on")).content.decode()
    assert "may now: export" in page
    assert "That is Sam Fern." in page
    assert "Nothing is saved yet." in page
    assert Firm.load().access == {}


def test_two_owners_do_not_undo_each_other_unknowing(as_dana: Client, cast: Cast) -> None:
    sent = as_it_stands(member__export="on")
    allow({Role.MANAGER: {"see": {}, "edit": {}, "rights": []}}, by=cast.dana)
    answer = as_dana.post(PAGE, sent)
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()
    with pytest.raises(ChangedByAnother):
        allow({}, by=cast.dana, shown="stale")


def test_only_an_owner_takes_a_change_of_the_table_back(cast: Cast) -> None:
    event = allow({Role.MEMBER: {"see": {}, "edit": {}, "rights": ["money"]}}, by=cast.dana)
    assert event
    answer = signed_in(cast.marta).post(reverse("undo", args=[event.pk]))
    assert answer.status_code == 403
    assert not Member.objects.get(pk=cast.sam.pk).may(Right.REMOVE)


def test_what_a_colleague_sees_is_said_in_words_and_in_numbers(cast: Cast, as_dana: Client) -> None:
    cast.quiet.owner = cast.sam
    cast.quiet.save(update_fields=["owner"])
    as_dana.post(PAGE, narrowed("member", "own"))
    page: Any = as_dana.get(reverse("team-member-sight", args=[cast.sam.pk])).content.decode()
    assert "Sees and changes only their own: accounts and their people, promises, files." in page
    assert "1 of 4" in page
