"""Signing in and out, and what strangers try at the door."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from regulars.team.models import Member
from regulars.team.recognising import COOKIE
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast

DOOR = "/sign-in/"


@pytest.fixture
def dana(cast: Cast) -> Member:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    return cast.dana


def knock(client: Client, email: str, password: str = "wrong but long enough", **more: Any) -> Any:
    return client.post(DOOR, {"login": email, "password": password}, **more)


def said(answer: Any) -> str:
    """The page without its one-time tokens and without what was typed."""
    page = answer.content.decode()
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", page)
    return re.sub(r'name="login" value="[^"]*"', "", page)


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_she_signs_in_and_lands_on_today(dana: Member, client: Client) -> None:
    answer = knock(client, "DANA@fern.example", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Event.objects.get(kind="team.signed_in").data["address"] == "127.0.0.1"
    assert signed_in(client)


def test_asked_for_a_page_first_she_lands_there(dana: Member, client: Client) -> None:
    to_door = client.get("/settings/")
    assert to_door["Location"] == f"{DOOR}?next=/settings/"
    answer = client.post(
        to_door["Location"], {"login": dana.email, "password": PASSWORD, "next": "/settings/"}
    )
    assert answer["Location"] == "/settings/"


@pytest.mark.attack("A1")
def test_unknown_known_and_closed_accounts_get_the_same_words(
    dana: Member, client: Client, cast: Cast
) -> None:
    cast.otto.set_password(PASSWORD)
    cast.otto.save()
    answers = [
        knock(client, email) for email in (dana.email, "nobody@fern.example", cast.otto.email, cast.sam.email)
    ]
    assert len({said(answer) for answer in answers}) == 1
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.attack("A1")
def test_an_unknown_e_mail_takes_as_long_as_a_known_one(
    dana: Member, client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not measured: the slow part, one hashing, happens once for each, whoever is asked for."""
    hashed: list[str] = []
    hasher = type(get_hasher())

    def counted(name: str) -> Any:
        original = getattr(hasher, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            hashed.append(name)
            return original(*args, **kwargs)

        return call

    for name in ("encode", "verify"):
        monkeypatch.setattr(hasher, name, counted(name))
    counts = []
    for email in (dana.email, "nobody@fern.example", cast.sam.email):  # sam has no password yet
        hashed.clear()
        knock(client, email)
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


@pytest.mark.attack("A2", "A13")
def test_tries_are_limited_per_account_whatever_address_they_claim(dana: Member, client: Client) -> None:
    for turn in range(6):
        answer = knock(
            client, dana.email, headers={"X-Forwarded-For": f"203.0.113.{turn}"}, REMOTE_ADDR=f"10.0.0.{turn}"
        )
    assert "Too many tries that failed" in said(answer)
    assert "Too many tries that failed" in said(knock(client, dana.email, PASSWORD, REMOTE_ADDR="10.0.0.99"))
    assert not signed_in(client)


@pytest.mark.attack("A2", "A13")
@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"]
)
def test_one_password_over_many_accounts_is_limited_per_address(
    dana: Member, client: Client, header: str
) -> None:
    for turn in range(11):
        answer = knock(client, f"person{turn}@fern.example", headers={header: f"203.0.113.{turn}"})
    assert "Too many tries that failed" in said(answer)
    for _turn in range(30):
        answer = knock(client, "another@fern.example")
    assert answer.status_code == 429
    assert "Traceback" not in answer.content.decode()


@pytest.mark.attack("A13")
def test_a_forged_proxy_header_does_not_move_the_recorded_address(dana: Member, client: Client) -> None:
    knock(client, dana.email, PASSWORD, headers={"X-Forwarded-For": "203.0.113.9, 10.1.1.1"})
    assert Event.objects.get(kind="team.signed_in").data["address"] == "127.0.0.1"


@pytest.mark.attack("A13")
@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_one_proxy_only_what_that_proxy_wrote_counts(dana: Member, client: Client) -> None:
    knock(client, dana.email, PASSWORD, headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert Event.objects.get(kind="team.signed_in").data["address"] == "198.51.100.7"


@pytest.mark.attack("A3")
def test_the_session_gets_a_new_id_at_sign_in(dana: Member, client: Client) -> None:
    client.get(DOOR)
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = str(planted)
    knock(client, dana.email, PASSWORD)
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = str(planted)
    assert not signed_in(thief)


@pytest.mark.attack("A4")
def test_a_new_password_ends_every_other_session(dana: Member, client: Client) -> None:
    elsewhere = Client()
    knock(elsewhere, dana.email, PASSWORD)
    knock(client, dana.email, PASSWORD)
    fresh = "thirteen loaves before dawn"
    answer = client.post(
        "/settings/password/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert answer.status_code == 302
    assert not signed_in(elsewhere)
    assert not signed_in(client)
    knock(client, dana.email, fresh)
    assert signed_in(client)


@pytest.mark.attack("A5")
def test_signing_out_ends_the_session_on_the_server(dana: Member, client: Client) -> None:
    knock(client, dana.email, PASSWORD)
    copied = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.get("/sign-out/")
    assert signed_in(client), "a link alone signs nobody out"
    client.post("/sign-out/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied
    assert not signed_in(thief)


@pytest.mark.attack("A4", "A5")
def test_she_signs_out_everywhere_else(dana: Member, client: Client) -> None:
    elsewhere = Client()
    knock(elsewhere, dana.email, PASSWORD)
    knock(client, dana.email, PASSWORD)
    assert b"127.0.0.1" in client.get("/settings/sessions/").content
    client.post("/settings/sessions/")
    assert (signed_in(client), signed_in(elsewhere)) == (True, False)


@pytest.mark.attack("A9")
@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Host": "testserver:80@evil.example"}])
def test_a_forged_host_is_refused_and_told_nothing(client: Client, headers: dict[str, str]) -> None:
    answer = Client(raise_request_exception=False).get(DOOR, headers=headers)
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
    assert b"ALLOWED_HOSTS" not in answer.content


@pytest.mark.attack("A9")
def test_a_forwarded_host_does_not_get_into_an_invitation(cast: Cast, as_dana: Client) -> None:
    answer = as_dana.post(
        "/settings/invitations/", {"role": "member"}, headers={"X-Forwarded-Host": "evil.example"}
    )
    assert b"evil.example" not in answer.content


@pytest.mark.attack("A10")
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "///evil.example", "http:evil.example", "\t//evil.example", "https://testserver@evil.example/"],
)  # fmt: skip
def test_signing_in_leads_nobody_to_another_site(dana: Member, client: Client, target: str) -> None:
    answer = client.post(DOOR, {"login": dana.email, "password": PASSWORD, "next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    again = client.get(DOOR, {"next": target})
    assert again["Location"] == "/"
    out = client.post("/sign-out/", {"next": target})
    assert out["Location"] == DOOR


@pytest.mark.attack("A11")
@pytest.mark.parametrize(
    "path",
    [DOOR, "/sign-out/", "/settings/", "/settings/firm/", "/settings/invitations/", "/settings/password/"],
)
def test_no_form_is_believed_without_its_token(cast: Cast, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.dana)
    answer = strict.post(path, {"name": "Eve", "role": "owner"})
    assert answer.status_code == 403
    assert "Please try that again" in answer.content.decode()
    assert strict.get("/settings/").status_code == 200
    cast.dana.refresh_from_db()
    assert cast.dana.name == "Dana Fern"


@pytest.mark.attack("A12")
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(dana: Member, client: Client) -> None:
    client.get(DOOR)
    knock(client, dana.email, PASSWORD)
    client.get("/settings/")
    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, COOKIE}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.attack("B14")
def test_no_page_of_a_member_is_kept_by_browser_or_proxy(as_dana: Client) -> None:
    assert as_dana.get("/settings/")["Cache-Control"] == "private, no-store"


@pytest.mark.attack("K1")
@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_confirm_email"]
)
def test_pages_of_the_library_that_are_not_offered_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.attack("K1")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/sign-in/signup/", "/accounts/signup/", "/sign-up/", "/setup/", "/admin/", "/sign-in/password/reset/"],
)
def test_no_other_way_in_is_left_open(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
