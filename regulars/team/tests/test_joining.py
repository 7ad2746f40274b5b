"""Coming in: the first owner by the server's link, everybody else by an invitation, and nobody twice."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from regulars.team.errors import LinkNotUsable
from regulars.team.models import Firm, Invitation, Member, Role
from regulars.team.models.invitation import LIFETIME
from regulars.team.signup import Newcomer, join, owner_link
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast

DANA = {
    "firm_name": "Fern & Flour",
    "name": "Dana Fern",
    "email": "Dana@Fern.example",
    "password": PASSWORD,
    "currency": "EUR",
    "timezone": "Europe/Lisbon",
}
NINA = {"name": "Nina Park", "email": "nina@fern.example", "password": PASSWORD}


def invite(cast: Cast, role: str = Role.MEMBER) -> str:
    _made, token = Invitation.issue(role, by=cast.dana, email="nina@fern.example")
    return f"/join/{token}/"


@pytest.mark.django_db
def test_the_first_owner_signs_up_names_the_firm_and_is_led_to_her_orders(client: Client) -> None:
    answer = client.post(owner_link() or "", DANA)
    assert (answer.status_code, answer["Location"]) == (302, "/imports/")
    firm, dana = Firm.load(), Member.objects.get()
    assert (firm.name, firm.currency, firm.timezone) == ("Fern & Flour", "EUR", "Europe/Lisbon")
    assert (dana.email, dana.role, dana.is_active) == ("dana@fern.example", Role.OWNER, True)
    assert client.get("/settings/").status_code == 200
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["team.member_joined", "team.firm_started", "team.signed_in"]


@pytest.mark.django_db
def test_the_owner_of_a_firm_that_was_filled_beforehand_is_led_to_today(client: Client) -> None:
    """bin/up --demo: there is a list already, and asking for orders would puzzle."""
    Firm.load()
    Firm.objects.update(name="Alder & Quay")
    answer = client.post(owner_link() or "", DANA)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "This is whom to look after today." in client.get("/settings/").content.decode()


@pytest.mark.attack("K1")
@pytest.mark.django_db
def test_once_there_is_an_owner_the_sign_up_is_closed(client: Client) -> None:
    first, second = owner_link() or "", owner_link() or ""
    assert client.get(first).status_code == 410, "an older link was rotated away"
    client.post(second, DANA)
    assert owner_link() is None
    stranger = Client()
    assert stranger.get(second).status_code == 410
    assert stranger.post(second, DANA | {"email": "eve@evil.example"}).status_code == 410
    assert Member.objects.count() == 1


@pytest.mark.attack("K1")
@pytest.mark.django_db
def test_an_owner_link_left_over_from_before_makes_no_second_owner(client: Client) -> None:
    left_over = owner_link() or ""
    Member.objects.create_member("dana@fern.example", "Dana", Role.OWNER, PASSWORD)
    assert client.post(left_over, DANA | {"email": "eve@evil.example"}).status_code == 410
    assert Member.objects.count() == 1


@pytest.mark.attack("A15")
@pytest.mark.django_db
def test_a_new_installation_has_no_account_at_all(client: Client) -> None:
    assert not Member.objects.exists()
    answer = client.post("/sign-in/", {"login": "admin@example.com", "password": "admin"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_colleague_joins_by_invitation_in_the_role_it_was_made_for(cast: Cast, client: Client) -> None:
    url = invite(cast, Role.READ_ONLY)
    assert b"nina@fern.example" in client.get(url).content
    assert client.post(url, NINA)["Location"] == "/"
    nina = Member.objects.get(email="nina@fern.example")
    assert nina.role == Role.READ_ONLY
    assert Invitation.objects.get().used_by == nina


@pytest.mark.attack("B5")
def test_nobody_raises_themselves_by_posting_a_role(cast: Cast, client: Client) -> None:
    client.post(invite(cast), NINA | {"role": Role.OWNER, "is_active": "1", "pk": "1"})
    assert Member.objects.get(email="nina@fern.example").role == Role.MEMBER


def test_a_link_works_once_only(cast: Cast, client: Client) -> None:
    url = invite(cast)
    client.post(url, NINA)
    answer = Client().post(url, NINA | {"email": "second@fern.example"})
    assert answer.status_code == 410
    assert not Member.objects.filter(email="second@fern.example").exists()


@pytest.mark.parametrize("why", ["unknown", "used", "withdrawn", "run out"])
def test_a_link_that_does_not_work_gives_one_answer_whatever_is_wrong(
    cast: Cast, client: Client, why: str
) -> None:
    url = invite(cast)
    ways: dict[str, dict[str, Any]] = {
        "unknown": {"token_hash": "0" * 64},
        "used": {"used_at": timezone.now()},
        "withdrawn": {"withdrawn_at": timezone.now()},
        "run out": {"expires_at": timezone.now() - timedelta(seconds=1)},
    }
    Invitation.objects.update(**ways[why])
    answer = client.get(url)
    assert answer.status_code == 410
    assert "has been used already, was taken back, or has run out" in answer.content.decode()


def test_the_link_is_kept_only_as_a_hash_and_for_seven_days(cast: Cast) -> None:
    made, token = Invitation.issue(Role.MEMBER, by=cast.dana)
    stored = Invitation.objects.filter(pk=made.pk).values().get()
    assert token not in str(stored)
    assert timedelta(0) < made.expires_at - timezone.now() <= LIFETIME == timedelta(days=7)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("password", "short", "at least 10 characters"),
        ("password", "nina@fern.example", "Your name, your e-mail or your firm is most of it"),
        ("password", "1234567890", "known from break-ins"),
        ("email", "sam@fern.example", "signs in with this e-mail already"),
        ("email", "not an e-mail", "valid email"),
        ("name", "", "required"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_link_still_works(
    cast: Cast, client: Client, field: str, value: str, said: str
) -> None:
    url = invite(cast)
    answer = client.post(url, NINA | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert client.post(url, NINA).status_code == 302


@pytest.mark.attack("B5")
def test_a_manager_invites_members_and_read_only_colleagues_but_no_one_above(
    cast: Cast, sign_in: Any
) -> None:
    marta = sign_in(cast.marta)
    assert marta.post("/settings/invitations/", {"role": "member"}).status_code == 201
    assert marta.post("/settings/invitations/", {"role": "owner"}).status_code == 422
    assert marta.post("/settings/invitations/", {"role": "manager"}).status_code == 422
    assert list(Invitation.objects.values_list("role", flat=True)) == ["member"]


def test_the_link_is_shown_once(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post("/settings/invitations/", {"role": "manager", "email": "nina@fern.example"})
    assert b"http://testserver/join/" in answer.content
    assert b"/join/" not in as_dana.get("/settings/people/").content


def test_an_invitation_taken_back_does_not_work_and_taking_it_back_again_is_quiet(
    cast: Cast, as_dana: Client, client: Client
) -> None:
    url = invite(cast)
    made = Invitation.objects.get()
    for _again in range(2):
        assert as_dana.post(f"/settings/invitations/{made.pk}/withdrawn/").status_code == 302
    assert client.get(url).status_code == 410
    assert Event.objects.filter(kind="team.invitation_withdrawn").count() == 1


def test_a_manager_takes_back_only_her_own(cast: Cast, sign_in: Any) -> None:
    invite(cast)
    made = Invitation.objects.get()
    assert sign_in(cast.marta).post(f"/settings/invitations/{made.pk}/withdrawn/").status_code == 404
    assert Invitation.objects.usable().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_the_same_moment_one_gets_in() -> None:
    dana = Member.objects.create_member("dana@fern.example", "Dana", Role.OWNER)
    made, _token = Invitation.issue(Role.MEMBER, by=dana)
    results: list[str] = []
    both = threading.Barrier(2)

    def come_in(name: str) -> None:
        both.wait()
        try:
            join(Invitation.objects.get(pk=made.pk), Newcomer(name, f"{name}@fern.example", PASSWORD))
            results.append("in")
        except LinkNotUsable:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=come_in, args=[name]) for name in ("nina", "nick")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["in", "refused"]
    assert Member.objects.count() == 2
