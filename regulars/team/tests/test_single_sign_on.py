"""Coming in by another house: members and the invited, by a verified e-mail; and what strangers and a lying house try."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from regulars.team.models import Invitation, Member, Role, SignIn
from regulars.team.tests.another_house import ANOTHER_KEY, SECRET, House, another_house
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast
from tests.conftest import confirm_again

DOOR, ON = "/sign-in/", "/sign-in/elsewhere/"
NOT_LET_IN = "did not tell us of anybody who works here"


@pytest.fixture
def house(settings: Any, cast: Cast) -> Iterator[House]:
    cache.clear()
    with another_house() as found:
        settings.OUTSIDE = [found.url.removeprefix("http://")]
        settings.OIDC_NAME, settings.OIDC_URL = "Fern accounts", found.url
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "regulars", SECRET
        yield found


def go(client: Client, house: House, **more: str) -> Any:
    """To the other house, where the person answers, and back."""
    page = client.post(ON, more)
    assert page.status_code == 200, page["Location"]
    return client.get(house.asks(page.context["address"]))


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_a_member_comes_in_by_the_button_and_is_known_by_their_number_from_then_on(
    house: House, cast: Cast
) -> None:
    client = Client()
    assert "Sign in with Fern accounts" in client.get(DOOR).content.decode()
    assert go(client, house)["Location"] == "/"
    assert signed_in(client)
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.uid, kept.extra_data) == (cast.dana, "17", {})
    assert SignIn.objects.get().how == "single_sign_on"
    house.claims = {"email": "dana@elsewhere.example"}
    again = Client()
    go(again, house)
    assert signed_in(again), "the number counts, not the e-mail"


def test_where_it_is_not_set_up_there_is_no_such_way(cast: Cast, client: Client) -> None:
    assert "Sign in with" not in client.get(DOOR).content.decode().replace("Sign in with a passkey", "")
    assert client.post(ON).status_code == 404
    assert client.get(f"{ON}back/").status_code == 404


@pytest.mark.attack("A4")
@pytest.mark.parametrize("verified", [False, None, "false", 0, "yes"])
def test_an_e_mail_the_house_has_not_verified_links_to_nobody(house: House, verified: Any) -> None:
    house.claims = {"email_verified": verified}
    client = Client()
    assert NOT_LET_IN in client.get(go(client, house)["Location"]).content.decode()
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_second_person_with_the_same_e_mail_does_not_get_the_first_ones_place(house: House) -> None:
    """A mailbox that went to somebody else after its owner left."""
    go(Client(), house)
    house.claims = {"sub": "18"}
    client = Client()
    go(client, house)
    assert not signed_in(client)
    assert SocialAccount.objects.get().uid == "17"


def test_a_number_of_one_house_means_nothing_of_another(house: House, settings: Any, cast: Cast) -> None:
    go(Client(), house)
    with another_house() as second:
        settings.OIDC_URL, settings.OUTSIDE = second.url, [second.url.removeprefix("http://")]
        second.claims = {"email": "eve@evil.example"}
        client = Client()
        go(client, second)
        assert not signed_in(client)


def test_who_was_invited_by_that_e_mail_comes_in_as_they_were_invited_and_once(
    house: House, cast: Cast
) -> None:
    Invitation.issue(Role.READ_ONLY, by=cast.dana, email="Nina@fern.example")
    house.claims = {"sub": "40", "email": "nina@fern.example", "name": "Nina Park"}
    client = Client()
    go(client, house)
    nina = Member.objects.get(email="nina@fern.example")
    assert (nina.role, nina.name, nina.has_usable_password()) == (Role.READ_ONLY, "Nina Park", False)
    assert signed_in(client)
    assert Invitation.objects.get().used_by == nina


@pytest.mark.attack("B5")
@pytest.mark.parametrize(
    "case", ["nobody asked for them", "as an owner", "withdrawn", "the server's own link", "unverified"]
)
def test_nobody_else_comes_in_and_nobody_as_an_owner(house: House, cast: Cast, case: str) -> None:
    house.claims = {"sub": "40", "email": "nina@fern.example", "role": "owner"}
    if case != "nobody asked for them":
        role = Role.OWNER if case == "as an owner" else Role.MEMBER
        made, _token = Invitation.issue(role, by=cast.dana, email="nina@fern.example")
        if case == "withdrawn":
            made.withdraw(by=cast.dana)
        if case == "the server's own link":
            Invitation.objects.update(invited_by=None)
        if case == "unverified":
            house.claims["email_verified"] = False
    client = Client()
    go(client, house)
    assert not signed_in(client)
    assert not Member.objects.filter(email="nina@fern.example").exists()


def test_whose_access_has_ended_is_told_so_and_not_linked(house: House, cast: Cast) -> None:
    house.claims = {"email": cast.otto.email}
    assert go(Client(), house)["Location"] == "/sign-in/closed/"
    assert not SocialAccount.objects.exists()


@pytest.mark.attack("A7")
@pytest.mark.parametrize(("house_asks", "next_page"), [(False, "/sign-in/second-step/"), (True, "/")])
def test_the_second_step_is_asked_unless_the_house_asks_it(
    house: House, cast: Cast, settings: Any, house_asks: bool, next_page: str
) -> None:
    settings.OIDC_SECOND_STEP = house_asks
    TOTP.activate(cast.dana, str(generate_totp_secret()))
    client = Client()
    assert go(client, house)["Location"] == next_page
    assert signed_in(client) is house_asks
    password = Client()
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    password.post(DOOR, {"login": cast.dana.email, "password": PASSWORD})
    assert not signed_in(password), "what the house asks says nothing of a password"


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another question"}, {"nonce": None}, {"aud": "another program"}, {"azp": "another program"},
        {"iss": "https://evil.example"}, {"exp": 1}, {"exp": None}, {"iat": 32_503_680_000}, {"sub": None}, {"sub": ""},
        {"email": None}, {"email": "dana@fern.example\n"}, {"email": ["dana@fern.example"]},
    ],
)  # fmt: skip
def test_what_does_not_hold_lets_nobody_in(house: House, lie: dict[str, Any]) -> None:
    house.claims = lie
    client = Client()
    assert go(client, house)["Location"] == DOOR
    assert not signed_in(client)
    assert NOT_LET_IN in client.get(DOOR).content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("how", ["another key", "no key", "unsigned", "another issuer", "no id token"])
def test_a_word_that_is_not_signed_by_the_house_is_not_believed(
    house: House, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "another key":
        house.key = ANOTHER_KEY
    if how == "no key":
        monkeypatch.setattr(house, "keys", lambda: {"keys": []})
    if how == "unsigned":
        monkeypatch.setattr(house, "says", lambda: "eyJhbGciOiJub25lIiwia2lkIjoib25lIn0.eyJzdWIiOiIxNyJ9.")
    if how == "no id token":
        monkeypatch.setattr(house, "says", lambda: "")
    client = Client()
    if how == "another issuer":
        house.config = {"issuer": "https://evil.example"}
        assert client.post(ON)["Location"] == DOOR
    else:
        assert go(client, house)["Location"] == DOOR
    assert not signed_in(client)


@pytest.mark.attack("A11")
def test_an_answer_nobody_asked_for_or_that_came_twice_lets_nobody_in(house: House) -> None:
    """Login CSRF: a stranger's answer in somebody's browser; and an answer read over a shoulder."""
    asker, victim = Client(), Client()
    back = house.asks(asker.post(ON).context["address"])
    assert victim.get(back)["Location"] == DOOR
    assert not signed_in(victim)
    assert victim.get(f"{ON}back/?code=one&state=made-up")["Location"] == DOOR
    assert asker.get(back)["Location"] == "/"
    asker.post("/sign-out/")
    assert asker.get(back)["Location"] == DOOR
    assert Client(enforce_csrf_checks=True).post(ON).status_code == 403
    assert Client().get(ON).status_code == 405


def test_the_question_carries_state_nonce_and_a_challenge_and_no_secret(house: House) -> None:
    client = Client()
    go(client, house)
    asked = house.asked
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert asked["redirect_uri"] == f"http://testserver{ON}back/"
    assert SECRET not in str(asked)
    assert house.traded[0]["code_verifier"] not in str(asked)


@pytest.mark.attack("A3")
def test_the_session_gets_a_new_id_when_one_comes_in_by_another_house(house: House) -> None:
    client = Client()
    page = client.post(ON)
    before = client.session.session_key
    client.get(house.asks(page.context["address"]))
    assert client.session.session_key != before
    thief = Client()
    thief.cookies[configured.SESSION_COOKIE_NAME] = str(before)
    assert not signed_in(thief)


@pytest.mark.attack("A10")
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_it_leads_nobody_to_another_site(house: House, target: str) -> None:
    assert go(Client(), house, next=target)["Location"] == "/"
    assert go(Client(), house, next="/settings/email/")["Location"] == "/settings/email/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", ""])
def test_a_house_that_leads_elsewhere_than_to_a_page_is_left_alone(house: House, address: str) -> None:
    house.config = {"authorization_endpoint": address}
    assert Client().post(ON)["Location"] == DOOR


@pytest.mark.attack("E1")
def test_a_house_inside_the_network_is_not_called_unless_it_was_named(house: House, settings: Any) -> None:
    settings.OUTSIDE = []
    client = Client()
    assert client.post(ON)["Location"] == DOOR
    assert "cannot be reached just now" in client.get(DOOR).content.decode()


def test_e_mail_told_apart_from_the_rest_is_believed_of_the_same_person_only(house: House) -> None:
    house.claims = {"email": None, "email_verified": None}
    house.about = {"sub": "18", "email": "dana@fern.example", "email_verified": True}
    assert go(Client(), house)["Location"] == DOOR
    house.about["sub"] = "17"
    assert go(Client(), house)["Location"] == "/"


def test_who_has_no_password_confirms_over_there_and_freshly(house: House, cast: Cast) -> None:
    client = Client()
    go(client, house)
    url = reverse("team-deactivation", args=[cast.sam.pk])
    page = client.post(url, headers={"Referer": "http://testserver/settings/people/"})
    assert (page.status_code, page.context["house"]) == (422, "Fern accounts")
    house.claims = {"auth_time": 1}
    go(client, house, next="/settings/people/")
    assert client.post(url).status_code == 422, "they were let through over there without being asked"
    house.claims = {"sub": "18", "email": cast.sam.email}
    go(client, house, next="/settings/people/")
    assert client.post(url).status_code == 422, "somebody else answered"
    house.claims = {}
    assert go(client, house, next="/settings/people/")["Location"] == "/settings/people/"
    assert (house.asked["prompt"], house.asked["max_age"]) == ("login", "0")
    assert client.post(url).status_code == 302
    confirm_again(client, cast.dana, ago=660)
    assert client.post(url).status_code == 422


def test_a_refusal_is_in_the_history_without_the_e_mail(house: House) -> None:
    house.claims = {"sub": "40", "email": "eve@evil.example"}
    go(Client(), house)
    told = Event.objects.get(kind="team.sign_in_failed")
    assert told.data["step"] == "single_sign_on"
    assert "evil" not in str(told.data)


@pytest.mark.attack("A2")
def test_too_many_ways_there_are_stopped(house: House) -> None:
    answers = [Client().post(ON).status_code for _turn in range(32)]
    assert answers[0] == 200
    assert answers[-1] == 429
