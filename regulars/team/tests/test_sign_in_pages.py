"""Every page around signing in speaks in our words: none of the sign-in library's own is shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import allauth
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal import auth
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.test.signals import template_rendered
from django.urls import reverse

from regulars.team.tests.test_second_step import code, confirm
from tests.cast import PASSWORD, Cast

THEIRS = Path(allauth.__file__).parent
# Nothing to read in these: a script's form, and the codes themselves, one a line.
SILENT = {"mfa/webauthn/snippets/login_script.html", "mfa/recovery_codes/download.txt"}
KEYLESS = ["", "app/", "keys/", "keys/add/"]
KEYED = ["", "app/off/", "codes/", "codes/new/", "codes/file/", "keys/", "keys/add/"]


@pytest.fixture
def foreign() -> Iterator[set[str]]:
    """The names of the library's own templates that were rendered meanwhile."""
    seen: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        if template.origin and THEIRS in Path(str(template.origin.name)).parents:
            seen.add(str(template.name))

    template_rendered.connect(note)
    yield seen
    template_rendered.disconnect(note)


@pytest.fixture
def dana(cast: Cast) -> Client:
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    client = Client()
    client.post("/sign-in/", {"login": cast.dana.email, "password": PASSWORD})
    confirm(client)
    return client


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the transaction's end happens at once, as it does outside a test's own transaction."""
    monkeypatch.setattr(transaction, "on_commit", lambda effect, **_: effect())


def read(client: Client, *paths: str) -> str:
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200] * len(paths)
    return " ".join(answer.content.decode() for answer in answers)


def test_the_ways_in_and_out_speak_in_our_words(dana: Client, foreign: set[str]) -> None:
    text = read(dana, "/sign-out/", "/confirm/", "/settings/password/", "/settings/sessions/")
    text += read(dana, *[f"/settings/security/{part}" for part in KEYLESS])
    text += read(Client(), "/sign-in/", "/sign-in/closed/")
    assert foreign <= SILENT
    for stock in ("deactivat", "security key", "two-factor", 'placeholder="password'):
        assert stock not in text.lower()


def test_the_second_step_speaks_in_our_words(
    dana: Client, cast: Cast, foreign: set[str], committed: None
) -> None:
    secret = str(generate_totp_secret())
    TOTP.activate(cast.dana, secret)
    RecoveryCodes.activate(cast.dana)
    text = read(dana, *[f"/settings/security/{part}" for part in KEYED], "/confirm/", "/confirm/code/")
    assert "10 of 10 are left" in text
    stranger = Client()
    stranger.post("/sign-in/", {"login": cast.dana.email, "password": PASSWORD})
    assert "The second step" in read(stranger, "/sign-in/second-step/")
    wrong = stranger.post("/sign-in/second-step/", {"code": "000000"}).content.decode()
    assert "That did not fit." in wrong
    stranger.post("/sign-in/second-step/", {"code": code(secret)})
    confirm(stranger)
    stranger.post("/settings/security/codes/new/")
    assert "Here are new recovery codes." in read(stranger, "/settings/security/codes/")
    stranger.post("/settings/security/app/off/")
    assert "Nobody asks for the app’s codes" in read(stranger, "/settings/security/")
    assert foreign <= SILENT


def test_setting_up_an_app_says_so(dana: Client, foreign: set[str], committed: None) -> None:
    form = dana.get("/settings/security/app/").context["form"]
    answer = dana.post("/settings/security/app/", {"code": code(form.secret)})
    assert "The app is set up." in read(dana, answer["Location"])
    assert foreign <= SILENT


def test_who_has_no_password_yet_makes_a_first_one(cast: Cast, foreign: set[str]) -> None:
    client = Client()
    client.force_login(cast.sam)  # came in by a passkey, say
    assert "Your first password" in read(client, "/settings/password/first/")
    new = "thirteen loaves before dawn"
    page = client.post("/settings/password/first/", {"password1": new, "password2": new}, follow=True)
    assert "Your password counts from now on." in page.content.decode()
    assert foreign <= SILENT


def test_signing_out_everywhere_else_says_so(dana: Client, cast: Cast, foreign: set[str]) -> None:
    Client().post("/sign-in/", {"login": cast.dana.email, "password": PASSWORD})
    page = dana.post("/settings/sessions/", follow=True)
    assert "You are signed out everywhere else." in page.content.decode()
    assert foreign <= SILENT


def test_a_new_password_says_so_at_the_door(dana: Client, foreign: set[str]) -> None:
    new = "thirteen loaves before dawn"
    asked = {"oldpassword": "not this one at all", "password1": new, "password2": new}
    wrong = dana.post("/settings/password/", asked).content.decode()
    assert "That is not the password you have now." in wrong
    page = dana.post("/settings/password/", asked | {"oldpassword": PASSWORD}, follow=True)
    assert "Your new password counts from now on." in page.content.decode()
    assert foreign <= SILENT
    assert not Authenticator.objects.exists()


def test_a_passkey_is_added_named_and_taken_away_in_our_words(
    dana: Client, foreign: set[str], committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The device's part, which a journey plays for real (test_passkeys), is taken as done.
    for step in ("parse_registration_response", "complete_registration"):
        monkeypatch.setattr(auth, step, lambda credential: MagicMock())
    kept = {"clientExtensionResults": {"credProps": {"rk": True}}}
    dana.post("/settings/security/keys/add/", {"name": "Her phone", "credential": json.dumps(kept)})
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert "The passkey is there." in read(dana, "/settings/security/")
    text = read(dana, *(reverse(f"mfa_{act}_webauthn", args=[key.pk]) for act in ("edit", "remove")))
    assert "Rename the passkey" in text
    assert "Remove “Her phone”?" in text
    monkeypatch.setattr(auth, "begin_authentication", lambda user=None: {"publicKey": {}})
    assert "Use a passkey" in read(dana, reverse("mfa_reauthenticate_webauthn"))
    page = dana.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
    assert "The passkey is gone." in page.content.decode()
    assert foreign <= SILENT
