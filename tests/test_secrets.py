"""No secret lies in the database, a log, an error or a file that leaves: looked for everywhere, after everything was set up."""

import json
import logging
import logging.config
from typing import Any

import psycopg
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from regulars.operations.tests.test_outage import failing
from regulars.team.models import Invitation, Role
from regulars.team.signup import recovery_link
from regulars.team.tests.test_second_step import code, first_step, second_step
from regulars.trust import hashing
from regulars.trust.models import OwnLink
from regulars.trust.rights.paper import paper_of
from regulars.trust.rights.whole_file import file_of
from tests.canaries import everything
from tests.cast import PASSWORD, Cast

OIDC = "oidc-secret-swordfish-0123456789"


@pytest.fixture
def secrets(cast: Cast, settings: Any) -> dict[str, str]:
    """Everything is set up and used once: what each secret is, by its name."""
    settings.OIDC_CLIENT_SECRET = OIDC
    cast.dana.set_password(PASSWORD)
    cast.dana.save(update_fields=["password"])
    cache.clear()
    app = str(generate_totp_secret())
    TOTP.activate(cast.dana, app)
    codes = RecoveryCodes.activate(cast.dana).get_unused_codes()
    browser = Client()
    first_step(browser)
    second_step(browser, code(app))
    everything(cast.harbour, cast.sam, "a mark")
    ines = cast.harbour.people.order_by("pk")[0]
    found = {
        "the secret key": settings.SECRET_KEY,
        "the key of the suppression list": hashing.key().hex(),
        "the sign-on server's secret": OIDC,
        "the app's secret": app,
        "the password": PASSWORD,
        "an invitation": Invitation.issue(Role.MEMBER, by=cast.dana)[1],
        "a way back in": recovery_link(cast.sam.email).strip("/").split("/")[-1],
        "a customer's link": OwnLink.issue(ines, by=cast.sam),
        "the database's password": settings.DATABASES["default"]["PASSWORD"] or "no-password-is-set-here",
    }
    return found | {f"recovery code {number}": one for number, one in enumerate(codes)}


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def holding(table: str, secret: str) -> bool:
    """Whether any row's text, JSON or bytes hold it: as it is, or in hexadecimal."""
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        row = f"SELECT 1 FROM {quoted} AS row WHERE position(%s in row::text) > 0 LIMIT 1"  # quoted
        for said in (secret, secret.encode().hex()):
            cursor.execute(row, [said])
            if cursor.fetchone():
                return True
    return False


@pytest.mark.attack("K4")
def test_no_table_holds_a_secret_as_it_is(secrets: dict[str, str]) -> None:
    every = tables()
    assert len(every) > 60
    assert [
        (name, table) for name, secret in secrets.items() for table in every if holding(table, secret)
    ] == []


@pytest.mark.attack("K4")
def test_what_does_lie_in_a_table_is_found(cast: Cast) -> None:
    assert holding("people_account", "Harbour Bakery")
    assert not holding("people_account", "swordfish")


@pytest.mark.attack("K4", "A14")
def test_no_line_of_the_log_holds_a_secret(
    cast: Cast, caplog: pytest.LogCaptureFixture, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    client = Client(raise_request_exception=False)
    invitation = Invitation.issue(Role.MEMBER, by=cast.dana)[1]
    back_in = recovery_link(cast.sam.email)
    with caplog.at_level(logging.DEBUG):
        client.post("/sign-in/", {"login": cast.dana.email, "password": "fourteen secret loaves"})
        client.get(back_in)
        client.post(back_in, {"password": "short"})
        with failing(psycopg.OperationalError("gone")):
            client.get(back_in)
            client.get(reverse("team-join", args=[invitation]))
        monkeypatch.setattr("regulars.team.models.Firm.load", lambda: 1 / 0)
        client.get(back_in)
        client.get(reverse("team-join", args=[invitation]))
    formatter = settings_formatter()
    lines = "\n".join(formatter.format(record) for record in caplog.records)
    secrets = [invitation, back_in.strip("/").split("/")[-1], "fourteen secret loaves", settings.SECRET_KEY]
    assert "request" in lines
    assert [secret for secret in secrets if secret in lines] == []


def settings_formatter() -> logging.Formatter:
    """The one our log is written with."""
    how = dict(settings.LOGGING["formatters"]["line"])
    made: logging.Formatter = logging.config.DictConfigurator({"version": 1}).configure_formatter(how)
    return made


@pytest.mark.attack("K4")
def test_no_file_about_a_person_holds_a_secret(cast: Cast, secrets: dict[str, str]) -> None:
    said = json.dumps(paper_of(file_of(cast.harbour.people.order_by("pk")[0])))
    assert [name for name, secret in secrets.items() if secret in said] == []
