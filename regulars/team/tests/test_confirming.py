"""Is it still you? Asked before what matters, with what was typed kept, and nothing done twice or behind one's back."""

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from regulars.team.models import Member
from regulars.team.tests.test_second_step import code
from tests.access_table import ROWS
from tests.cast import PASSWORD, Cast
from tests.conftest import confirm_again
from tests.routes import routes

GUARDED = sorted(route.name for route in routes() if getattr(route.view, "confirmed", False))
ASKED = "Is it still you?"


@pytest.fixture
def late(cast: Cast) -> Client:
    """A browser Dana left open: she confirmed eleven minutes ago."""
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    client = Client()
    client.force_login(cast.dana)
    confirm_again(client, cast.dana, ago=660)
    return client


def end_access(client: Client, who: Member, **answer: str) -> Any:
    return client.post(reverse("team-deactivation", args=[who.pk]), {"why": "She “left” us"} | answer)


def may_sign_in(who: Member) -> bool:
    who.refresh_from_db()
    return who.is_active


def test_after_ten_minutes_she_is_asked_and_nothing_has_happened_yet(late: Client, cast: Cast) -> None:
    answer = end_access(late, cast.sam)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ASKED in page
    assert 'value="She “left” us"' in page
    assert may_sign_in(cast.sam)


def test_the_right_password_goes_on_to_what_was_asked_and_counts_for_ten_minutes(
    late: Client, cast: Cast
) -> None:
    assert end_access(late, cast.sam, **{"confirm-password": PASSWORD}).status_code == 302
    assert not may_sign_in(cast.sam)
    assert end_access(late, cast.marta).status_code == 302
    assert not may_sign_in(cast.marta)


def test_a_wrong_password_says_so_and_keeps_what_was_typed(late: Client, cast: Cast) -> None:
    answer = end_access(
        late, cast.sam, **{"confirm-password": "thirteen loaves", "confirm-credential": "null"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "That is not your password." in page
    assert 'value="She “left” us"' in page
    assert "thirteen loaves" not in page
    assert "required" not in page
    assert may_sign_in(cast.sam)


def test_who_signed_in_a_moment_ago_is_not_asked(cast: Cast) -> None:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    client = Client()
    client.post("/sign-in/", {"login": cast.dana.email, "password": PASSWORD})
    assert end_access(client, cast.sam).status_code == 302


def test_the_question_is_asked_of_the_session_that_acts_and_of_no_other(
    late: Client, as_dana: Client, cast: Cast
) -> None:
    assert end_access(late, cast.sam).status_code == 422
    assert end_access(as_dana, cast.sam).status_code == 302


def test_ten_minutes_are_ten_minutes(cast: Cast) -> None:
    client = Client()
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        client.force_login(cast.dana)
        confirm_again(client, cast.dana)
        clock.shift(599)
        assert end_access(client, cast.sam).status_code == 302
        clock.shift(2)
        assert end_access(client, cast.marta).status_code == 422


def test_a_code_from_the_app_or_a_recovery_code_does_too_and_works_once(late: Client, cast: Cast) -> None:
    secret = str(generate_totp_secret())
    TOTP.activate(cast.dana, secret)
    one = RecoveryCodes.activate(cast.dana).get_unused_codes()[0]
    assert "A code from your app does instead" in end_access(late, cast.sam).content.decode()
    assert end_access(late, cast.sam, **{"confirm-code": "000000"}).status_code == 422
    assert end_access(late, cast.sam, **{"confirm-code": code(secret)}).status_code == 302
    confirm_again(late, cast.dana, ago=660)
    assert end_access(late, cast.marta, **{"confirm-code": code(secret)}).status_code == 422
    assert end_access(late, cast.marta, **{"confirm-code": one}).status_code == 302


@pytest.mark.attack("A8")
def test_guessing_at_the_question_is_stopped_even_for_the_right_answer(late: Client, cast: Cast) -> None:
    for _turn in range(11):
        end_access(late, cast.sam, **{"confirm-password": "not this one"})
    answer = end_access(late, cast.sam, **{"confirm-password": PASSWORD})
    assert answer.status_code == 422
    assert may_sign_in(cast.sam)


def test_a_passkey_is_offered_to_whoever_has_one(
    late: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Authenticator.objects.create(user=cast.dana, type="webauthn", data={})
    monkeypatch.setattr("regulars.team.question.begin_authentication", lambda user: {"publicKey": {}})
    assert 'id="confirm_passkey"' in end_access(late, cast.sam).content.decode()
    key = Authenticator.objects.get()
    monkeypatch.setattr(auth, "parse_authentication_response", lambda credential: None)
    monkeypatch.setattr(auth, "complete_authentication", lambda user, credential: key)
    assert end_access(late, cast.sam, **{"confirm-credential": '{"id": "x"}'}).status_code == 302
    assert not may_sign_in(cast.sam)


def test_under_htmx_the_question_takes_the_whole_page(late: Client, cast: Cast) -> None:
    url = reverse("team-deactivation", args=[cast.sam.pk])
    answer = late.post(
        url, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/people/"}
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "body")
    assert 'href="/settings/people/"' in answer.content.decode()
    elsewhere = late.post(url, headers={"Referer": "https://evil.example/settings/"})
    assert "evil.example" not in elsewhere.content.decode()


@pytest.mark.attack("A5")
def test_nothing_that_was_left_unanswered_is_done_by_a_later_confirmation(late: Client, cast: Cast) -> None:
    """The library would keep the form that was sent, and send it once somebody confirms for another reason."""
    TOTP.activate(cast.dana, str(generate_totp_secret()))
    late.post("/settings/security/app/off/")
    end_access(late, cast.sam)
    late.post("/confirm/", {"password": PASSWORD, "next": "/settings/security/app/off/"}, follow=True)
    late.post("/confirm/", {"password": PASSWORD, "next": reverse("team-deactivation", args=[cast.sam.pk])})
    assert Authenticator.objects.filter(type="totp").exists()
    assert may_sign_in(cast.sam)


@pytest.mark.attack("A11")
def test_the_question_is_a_form_with_its_token_like_any_other(late: Client, cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = late.cookies
    assert end_access(strict, cast.sam, **{"confirm-password": PASSWORD}).status_code == 403
    assert may_sign_in(cast.sam)


@pytest.mark.parametrize("name", GUARDED)
def test_a_session_left_open_opens_nothing_that_is_guarded(name: str, late: Client, cast: Cast) -> None:
    row = ROWS[name]
    url = reverse(name, kwargs=row.of(cast))
    if row.read:
        assert late.get(url)["Location"].startswith("/confirm/?next=")
    if row.write:
        answer = late.post(url)
        assert (answer.status_code, ASKED in answer.content.decode()) == (422, True)


def test_what_opens_doors_is_guarded() -> None:
    """Who may come in and what they may do, one's own keys: said here too, so that none is left out by an oversight."""
    assert set(GUARDED) >= {
        "team-role", "team-deactivation", "team-reactivation", "team-invitations", "team-email",
        "mfa_activate_totp", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
    }  # fmt: skip


def test_who_may_not_do_it_is_not_asked_but_refused(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.sam)
    assert end_access(client, cast.rita).status_code == 403


def test_a_passkey_holder_confirms_before_making_a_first_password(cast: Cast) -> None:
    """Else whoever finds the browser open gives themselves a way in."""
    Authenticator.objects.create(user=cast.sam, type="webauthn", data={})
    client = Client()
    client.force_login(cast.sam)
    assert client.get("/settings/password/first/")["Location"].startswith("/confirm/?next=")
