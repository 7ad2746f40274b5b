"""The second step: codes from a phone, recovery codes, and links that must not go around them."""

import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client

from regulars.team.errors import NoSuchMember
from regulars.team.models import Member
from regulars.team.signup import recovery_link
from tests.cast import PASSWORD, Cast
from tests.conftest import confirm_again

NEW = "thirteen loaves before dawn"


@pytest.fixture
def secret(cast: Cast) -> str:
    """Dana has a password and an authenticator app with this secret."""
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    made = str(generate_totp_secret())
    TOTP.activate(cast.dana, made)
    return made


def code(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def first_step(client: Client, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": "dana@fern.example", "password": password})


def second_step(client: Client, given: str) -> Any:
    return client.post("/sign-in/second-step/", {"code": given})


def confirm(client: Client) -> Any:
    """What guards one's own keys asks for the password again."""
    return client.post("/confirm/", {"password": PASSWORD, "next": "/settings/"})


def signed_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_a_password_alone_opens_nothing_once_there_is_a_second_step(secret: str, client: Client) -> None:
    assert first_step(client)["Location"] == "/sign-in/second-step/"
    assert not signed_in(client)
    assert client.get("/sign-in/second-step/").status_code == 200
    assert second_step(client, code(secret)).status_code == 302
    assert signed_in(client)


@pytest.mark.attack("A8")
def test_a_code_is_worth_nothing_the_second_time(secret: str, client: Client) -> None:
    with time_machine.travel(1_800_000_000, tick=False):
        used = code(secret)
        first_step(client)
        second_step(client, used)
        thief = Client()
        first_step(thief)
        assert second_step(thief, used).status_code == 200
        assert not signed_in(thief)


@pytest.mark.attack("A8")
def test_guessing_codes_is_stopped_even_for_the_right_one(secret: str, client: Client) -> None:
    first_step(client)
    wrong = [f"{number:06}" for number in range(6) if f"{number:06}" != code(secret)]
    for guess in wrong:
        second_step(client, guess)
    answer = second_step(client, code(secret))
    assert answer.status_code == 200
    assert "Too many" in answer.content.decode()
    assert not signed_in(client)


def test_a_recovery_code_works_once(secret: str, cast: Cast, client: Client) -> None:
    codes = RecoveryCodes.activate(cast.dana)
    one = codes.get_unused_codes()[0]
    first_step(client)
    second_step(client, one)
    assert signed_in(client)
    again = Client()
    first_step(again)
    second_step(again, one)
    assert not signed_in(again)


def test_she_sets_up_an_app_by_confirming_herself_first(cast: Cast, client: Client) -> None:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    first_step(client)
    confirm_again(client, cast.dana, ago=660)
    assert client.get("/settings/security/app/")["Location"].startswith("/confirm/?next=")
    confirm(client)
    page = client.get("/settings/security/app/")
    assert b"data:image/svg+xml" in page.content
    form = page.context["form"]
    answer = client.post("/settings/security/app/", {"code": code(form.secret)})
    assert answer.status_code == 302
    kinds = set(Authenticator.objects.filter(user=cast.dana).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


@pytest.mark.attack("A6")
def test_the_recovery_link_sets_a_password_once(cast: Cast, client: Client, secret: str) -> None:
    link = recovery_link("Dana@fern.example")
    assert client.get(link).status_code == 200
    assert client.post(link, {"password": NEW})["Location"] == "/sign-in/"
    assert client.get(link).status_code == 410
    assert client.post(link, {"password": "fourteen loaves before dawn"}).status_code == 410
    cast.dana.refresh_from_db()
    assert cast.dana.check_password(NEW)


@pytest.mark.attack("A7")
def test_the_recovery_link_does_not_go_around_the_second_step(client: Client, secret: str) -> None:
    client.post(recovery_link("dana@fern.example"), {"password": NEW})
    assert not signed_in(client)
    assert first_step(client, NEW)["Location"] == "/sign-in/second-step/"


@pytest.mark.attack("A6")
def test_the_recovery_link_runs_out_after_an_hour_and_with_the_password_it_was_made_for(
    cast: Cast, client: Client, secret: str
) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        link = recovery_link("dana@fern.example")
        clock.shift(3599)
        assert client.get(link).status_code == 200
        clock.shift(2)
        assert client.get(link).status_code == 410
    link = recovery_link("dana@fern.example")
    cast.dana.set_password(NEW)
    cast.dana.save()
    assert client.get(link).status_code == 410


@pytest.mark.attack("A4", "A6")
def test_recovering_ends_every_session(cast: Cast, as_dana: Client) -> None:
    Client().post(recovery_link("dana@fern.example"), {"password": NEW})
    assert not signed_in(as_dana)


@pytest.mark.attack("A6")
def test_a_recovery_link_is_for_one_person(cast: Cast, client: Client, secret: str) -> None:
    token = recovery_link("dana@fern.example").rsplit("/", 2)[1]
    assert client.get(f"/recover/{cast.sam.pk}/{token}/").status_code == 410


def test_a_recovery_link_for_someone_who_may_not_sign_in_is_refused(cast: Cast) -> None:
    for email in ("nobody@fern.example", cast.otto.email):
        with pytest.raises(NoSuchMember):
            recovery_link(email)
    assert Member.objects.filter(email="nobody@fern.example").count() == 0


def test_a_weak_new_password_is_refused_and_the_link_still_works(client: Client, secret: str) -> None:
    link = recovery_link("dana@fern.example")
    assert client.post(link, {"password": "password12"}).status_code == 422
    assert client.post(link, {"password": NEW}).status_code == 302


@pytest.mark.attack("B1")
def test_nobody_reaches_the_passkey_of_another(cast: Cast, sign_in: Any) -> None:
    key = Authenticator.objects.create(user=cast.dana, type="webauthn", data={})
    cache.clear()
    cast.sam.set_password(PASSWORD)
    cast.sam.save()
    sam = Client()
    sam.post("/sign-in/", {"login": cast.sam.email, "password": PASSWORD})
    confirm(sam)
    for verb in ("change", "remove"):
        assert sam.get(f"/settings/security/keys/{key.pk}/{verb}/").status_code == 404
        assert sam.post(f"/settings/security/keys/{key.pk}/{verb}/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()
