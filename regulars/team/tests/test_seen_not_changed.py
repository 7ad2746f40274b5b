"""What a role sees but may not change is refused with its rule and who can allow it; what it does not see is not there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.service.tests.promises import promised
from regulars.team.models import Firm, Kind, Role
from tests.cast import Cast
from tests.conftest import signed_in

ALL = dict.fromkeys(Kind.values, "all")


def table(see: str = "all", rights: tuple[str, ...] = ("remove", "money"), **edit: str) -> None:
    line = {"see": dict.fromkeys(Kind.values, see), "edit": ALL | edit, "rights": list(rights)}
    Firm.objects.update(access={Role.MEMBER: line})


@pytest.fixture
def sam(cast: Cast) -> Client:
    """He looks after Green Park Dental alone."""
    Account.objects.filter(pk=cast.quiet.pk).update(owner=cast.sam)
    return signed_in(cast.sam)


def country(account: Account) -> str:
    return reverse("account-fact", args=[account.pk, "country"])


def test_a_customer_of_somebody_else_is_looked_at_but_not_changed_and_the_rule_is_named(
    cast: Cast, sam: Client
) -> None:
    table(accounts="own")
    assert sam.get(reverse("account", args=[cast.harbour.pk])).status_code == 200
    for answer in (sam.post(country(cast.harbour), {"value": "Wales"}), sam.get(country(cast.harbour))):
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "your role changes only what you look after" in page
        assert "Dana Fern can allow it under Settings, Roles." in page
    assert sam.post(country(cast.quiet), {"value": "Wales"}).status_code == 302
    assert Account.objects.get(pk=cast.quiet.pk).country == "Wales"
    assert not Account.objects.exclude(pk=cast.quiet.pk).filter(country="Wales").exists()


@pytest.mark.attack("B1", "B7")
def test_what_is_not_seen_is_not_there_whether_it_exists_or_not(cast: Cast, sam: Client) -> None:
    table(see="own", accounts="own", orders="own", promises="own", files="own")
    there = sam.post(country(cast.harbour), {"value": "Wales"})
    nowhere = sam.post(reverse("account-fact", args=[999_999, "country"]), {"value": "Wales"})
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "Harbour" not in there.content.decode()


def test_promises_have_a_line_of_their_own(cast: Cast, sam: Client) -> None:
    promise = promised(cast.harbour, cast.dana)
    withdrawing = reverse("promise-withdrawing", args=[promise.pk])
    table(accounts="none")
    assert sam.post(withdrawing, {"why": "They said so"}).status_code != 403
    table(promises="none")
    answer = sam.post(withdrawing, {"why": "They said so"})
    assert answer.status_code == 403
    assert "your role changes none of these" in answer.content.decode()
    assert sam.get(reverse("promise", args=[promise.pk])).status_code == 200


def test_a_card_of_a_board_is_moved_by_whoever_may_change_it(cast: Cast, sam: Client) -> None:
    table(accounts="own")
    moved: dict[str, Any] = {"by": "kind", "code": "household", "id": cast.harbour.pk}
    assert sam.post(reverse("list-board-moved", args=["accounts"]), moved).status_code == 403
    assert Account.objects.get(pk=cast.harbour.pk).kind == "company"


@pytest.mark.attack("B6")
def test_an_act_on_many_reaches_only_those_who_may_be_changed(cast: Cast, sam: Client) -> None:
    table(accounts="own")
    asked = {"act": "country", "id": [cast.harbour.pk, cast.quiet.pk], "sure": "1", "value": "Wales"}
    sam.post(reverse("list-acted", args=["accounts"]), asked)
    assert [one.pk for one in Account.objects.filter(country="Wales")] == [cast.quiet.pk]


@pytest.mark.attack("B6")
def test_who_may_not_delete_does_not_delete_many_either(cast: Cast, sam: Client) -> None:
    table(rights=("money",))
    asked = {"act": "remove", "id": [cast.harbour.pk], "sure": "1"}
    answer = sam.post(reverse("list-acted", args=["accounts"]), asked)
    assert answer.status_code == 403
    assert "Your role does not allow this: Delete and merge." in answer.content.decode()
    assert 'value="remove"' not in sam.get(reverse("list", args=["accounts"])).content.decode()
    assert Account.objects.get(pk=cast.harbour.pk).removed_at is None


def test_a_role_that_changes_nothing_is_offered_no_button_for_it(cast: Cast, sam: Client) -> None:
    table(accounts="none", orders="none", promises="none", files="none")
    page = sam.get(reverse("account", args=[cast.harbour.pk])).content.decode()
    assert reverse("promise-new", args=[cast.harbour.pk]) not in page
    assert reverse("account-removal", args=[cast.harbour.pk]) not in page
