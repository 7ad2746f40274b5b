"""Teams: made, renamed, colleagues put in, and what they come to see by it."""

import pytest
from django.test import Client
from django.urls import reverse

from regulars.people.models import Account
from regulars.team.models import Firm, Kind, Member, Role, Team
from regulars.timeline.models import Event
from tests.cast import Cast
from tests.conftest import signed_in


@pytest.fixture
def north(cast: Cast) -> Team:
    return Team.make("North round", by=cast.dana)


def test_a_team_is_made_and_a_colleague_put_into_it(cast: Cast, as_dana: Client) -> None:
    assert as_dana.post("/settings/teams/", {"name": "  North   round "}).status_code == 302
    team = Team.objects.get(name="North round")
    as_dana.post(reverse("team-member-team", args=[cast.sam.pk]), {"team": team.pk})
    assert Member.objects.get(pk=cast.sam.pk).team == team
    page = as_dana.get("/settings/teams/").content.decode()
    assert "North round" in page
    assert "North round" in as_dana.get("/settings/people/").content.decode()
    assert "put Sam Fern into the team North round" in as_dana.get("/settings/people/").content.decode()


def test_two_teams_are_not_called_the_same_whatever_the_letters(as_dana: Client, north: Team) -> None:
    answer = as_dana.post("/settings/teams/", {"name": "NORTH ROUND"})
    assert answer.status_code == 422
    assert "There is a team of that name already." in answer.content.decode()
    assert as_dana.post("/settings/teams/", {"name": "\u200b"}).status_code == 422


def test_a_team_is_renamed_and_its_name_taken_back(as_dana: Client, north: Team) -> None:
    as_dana.post(reverse("team", args=[north.pk]), {"name": "North"})
    event = Event.objects.get(kind="team.team_renamed")
    as_dana.post(reverse("undo", args=[event.pk]))
    north.refresh_from_db()
    assert north.name == "North round"
    assert as_dana.get(reverse("team", args=[north.pk])).status_code == 200


def test_leaving_a_team_can_be_taken_back_and_no_team_is_an_answer(
    cast: Cast, as_dana: Client, north: Team
) -> None:
    cast.sam.join_team(north, by=cast.dana)
    as_dana.post(reverse("team-member-team", args=[cast.sam.pk]), {"team": ""})
    assert Member.objects.get(pk=cast.sam.pk).team is None
    newest = Event.objects.filter(kind="team.member_joined_team").latest("pk")
    as_dana.post(reverse("undo", args=[newest.pk]))
    assert Member.objects.get(pk=cast.sam.pk).team == north
    assert as_dana.post(reverse("team-member-team", args=[cast.sam.pk]), {"team": "99999"}).status_code == 422


def test_a_team_sees_what_its_colleagues_look_after_and_another_team_does_not(
    cast: Cast, north: Team
) -> None:
    nora = Member.objects.create_member("nora@fern.example", "Nora Fern", Role.MEMBER)
    Account.objects.filter(pk=cast.quiet.pk).update(owner=nora)
    team = dict.fromkeys(Kind.values, "team")
    Firm.objects.update(access={Role.MEMBER: {"see": team, "edit": team, "rights": []}})
    sam, address = signed_in(cast.sam), reverse("account", args=[cast.quiet.pk])
    assert sam.get(address).status_code == 404
    cast.sam.join_team(north, by=cast.dana)
    assert sam.get(address).status_code == 404
    nora.join_team(north, by=cast.dana)
    assert sam.get(address).status_code == 200
