"""What a second step is checked against lies sealed in the database, and what cannot be opened lets nobody in."""

import importlib
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.cache import cache
from django.test import Client, override_settings

from regulars.team.errors import NoSuchMember
from regulars.team.sealing import CannotOpen, opened, seal
from regulars.team.second_step import forget_second_step, unreadable
from regulars.team.tests.test_second_step import code, first_step, second_step, signed_in
from regulars.timeline.models import Event
from tests.cast import PASSWORD, Cast

migration = importlib.import_module("regulars.team.migrations.0002_seal_second_step")
ANOTHER = "another secret of an installation made afresh, long enough"


@pytest.fixture
def secret(cast: Cast) -> str:
    """Dana has a password, an app with this secret, and recovery codes."""
    cast.dana.set_password(PASSWORD)
    cast.dana.save()
    cache.clear()
    made = str(generate_totp_secret())
    TOTP.activate(cast.dana, made)
    RecoveryCodes.activate(cast.dana)
    return made


def stored(kind: str) -> Any:
    return Authenticator.objects.get(type=kind).data


def come_in(secret: str) -> Client:
    cache.clear()  # a code works once
    client = Client()
    first_step(client)
    second_step(client, code(secret))
    return client


def test_what_is_sealed_opens_with_the_same_secret_only() -> None:
    sealed = seal("five small loaves")
    assert "loaves" not in sealed
    assert opened(sealed) == "five small loaves"
    with override_settings(SECRET_KEY=ANOTHER), pytest.raises(CannotOpen):
        opened(sealed)
    with pytest.raises(CannotOpen):
        opened("never sealed")
    with pytest.raises(CannotOpen):
        opened(sealed[:-4] + "AAA=")


def test_a_secret_that_was_replaced_may_still_open(settings: Any) -> None:
    sealed = seal("five small loaves")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = ANOTHER
    assert opened(sealed) == "five small loaves"


@pytest.mark.attack("A8")
def test_the_database_alone_lets_nobody_in(secret: str) -> None:
    assert secret not in str(stored("totp"))
    assert stored("totp")["secret"].startswith("sealed:")
    assert stored("recovery_codes")["seed"].startswith("sealed:")
    assert signed_in(come_in(secret))


def test_secrets_stored_in_plain_are_sealed_by_the_update_once(secret: str) -> None:
    plain = {kind: opened(stored(kind)[name]) for kind, name in migration.FIELDS.items()}
    migration.unseal(apps, None)
    assert {kind: stored(kind)[name] for kind, name in migration.FIELDS.items()} == plain
    for _twice in range(2):
        migration.seal(apps, None)
        assert {kind: opened(stored(kind)[name]) for kind, name in migration.FIELDS.items()} == plain
    assert signed_in(come_in(secret))


def test_under_another_secret_no_code_fits_and_nothing_falls_over(secret: str) -> None:
    """A backup that was restored without the secret of before."""
    with override_settings(SECRET_KEY=ANOTHER):
        assert unreadable() == 1
        assert not signed_in(come_in(secret))
        forget_second_step(" Dana@fern.example ")
        assert unreadable() == 0
        client = Client()
        first_step(client)
        assert signed_in(client)
    assert unreadable() == 0


def test_whoever_lost_phone_and_codes_starts_afresh(secret: str, cast: Cast) -> None:
    forget_second_step(cast.dana.email)
    forget_second_step(cast.dana.email)
    assert not Authenticator.objects.exists()
    event = Event.objects.get(kind="team.second_step_forgotten")
    assert (event.actor, event.data["name"]) == (None, str(cast.dana))
    with pytest.raises(NoSuchMember):
        forget_second_step("nobody@fern.example")
