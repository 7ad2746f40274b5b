"""Roles and access: changing them, ending it, and who is left."""

from typing import Any

import pytest
from django.test import Client

from regulars.team.errors import LastOwner
from regulars.team.models import Invitation, Member, Role
from regulars.timeline.models import Event
from tests.cast import Cast


def test_the_people_page_shows_who_works_here_and_what_happened(cast: Cast, as_dana: Client) -> None:
    cast.sam.change_role(Role.MANAGER, by=cast.dana)
    page = as_dana.get("/settings/people/").content.decode()
    assert "Sam Fern" in page
    assert "Dana Fern changed the role of Sam Fern from Member to Manager." in page


@pytest.mark.attack("A4")
def test_a_changed_role_ends_the_sessions_of_whom_it_concerns(
    cast: Cast, as_dana: Client, sign_in: Any
) -> None:
    sam = sign_in(cast.sam)
    assert sam.get("/settings/").status_code == 200
    as_dana.post(f"/settings/people/{cast.sam.pk}/role/", {"role": "read_only"})
    assert sam.get("/settings/").status_code == 302
    assert as_dana.get("/settings/").status_code == 200


@pytest.mark.attack("A4")
def test_ended_access_ends_sessions_and_invitations_at_once(
    cast: Cast, as_dana: Client, sign_in: Any
) -> None:
    marta = sign_in(cast.marta)
    Invitation.issue(Role.MEMBER, by=cast.marta)
    as_dana.post(f"/settings/people/{cast.marta.pk}/deactivation/")
    assert marta.get("/settings/").status_code == 302
    assert not Invitation.objects.usable().exists()


def test_doing_it_again_changes_nothing(cast: Cast, as_dana: Client) -> None:
    for path in ("deactivation", "deactivation", "reactivation", "reactivation"):
        assert as_dana.post(f"/settings/people/{cast.sam.pk}/{path}/").status_code == 302
    for _again in range(2):
        as_dana.post(f"/settings/people/{cast.sam.pk}/role/", {"role": "manager"})
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["team.member_deactivated", "team.member_reactivated", "team.role_changed"]


@pytest.mark.parametrize(("path", "data"), [("role", {"role": "member"}), ("deactivation", {})])
def test_the_last_owner_cannot_step_down_or_be_shut_out(
    cast: Cast, as_dana: Client, path: str, data: dict[str, str]
) -> None:
    answer = as_dana.post(f"/settings/people/{cast.dana.pk}/{path}/", data)
    assert answer.status_code == 409
    assert "only owner" in answer.content.decode()
    assert list(Member.objects.owners()) == [cast.dana]


def test_with_a_second_owner_the_first_may_go(cast: Cast) -> None:
    cast.marta.change_role(Role.OWNER, by=cast.dana)
    cast.dana.deactivate(by=cast.marta)
    with pytest.raises(LastOwner):
        cast.marta.change_role(Role.MANAGER, by=cast.marta)


def test_a_role_that_does_not_exist_is_refused(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(f"/settings/people/{cast.sam.pk}/role/", {"role": "emperor"})
    assert answer.status_code == 422
    cast.sam.refresh_from_db()
    assert cast.sam.role == Role.MEMBER


def test_everyone_may_change_their_own_name_and_nothing_else_by_it(cast: Cast, sign_in: Any) -> None:
    rita = sign_in(cast.rita)
    rita.post("/settings/", {"name": "Rita Books", "role": "owner", "email": "x@y.example"})
    cast.rita.refresh_from_db()
    assert (cast.rita.name, cast.rita.role, cast.rita.email) == (
        "Rita Books",
        "read_only",
        "rita@fern.example",
    )
    assert rita.post("/settings/", {"name": ""}).status_code == 422


def test_who_may_not_see_the_page_is_not_told_that_they_may_look(cast: Cast, sign_in: Any) -> None:
    refused = sign_in(cast.rita).get("/settings/people/")
    assert refused.status_code == 403
    assert "Your role does not open this page" in refused.content.decode()
    assert "may look at this" not in refused.content.decode()
