"""A passkey from end to end, with the browser's own make-believe authenticator: added, signed in with, removed."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.journeys.browsing import PASSWORD, PHONE, House, context, listen

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser: Browser, empty: House) -> Iterator[Page]:
    """Nobody, on a phone. Passkeys belong to a name, never to a number: localhost, not 127.0.0.1."""
    address = empty.address.replace("127.0.0.1", "localhost")
    with context(browser, empty, base_url=address, storage_state=None, viewport=PHONE) as made:
        page = made.new_page()
        complaints = listen(page)
        yield page
        assert complaints == []


@pytest.fixture
def finger(page: Page) -> tuple[CDPSession, str]:
    """The session that steers the authenticator, and the authenticator's id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
    return session, made["authenticatorId"]


def come_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill("dana@fern.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add(page: Page, name: str) -> None:
    page.goto("/settings/security/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill(name)
    page.get_by_role("button", name="Add it").click()


def sign_out(page: Page) -> None:
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Good to see you")).to_be_visible()


def keys_of(finger: tuple[CDPSession, str]) -> list[Any]:
    session, authenticator = finger
    return list(session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"])


def test_a_passkey_is_added_lets_her_in_and_is_removed(page: Page, finger: tuple[CDPSession, str]) -> None:
    come_in(page)
    add(page, "My phone")
    expect(page.get_by_text("The passkey is there.")).to_be_visible()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert [key["rpId"] for key in keys_of(finger)] == ["localhost"]
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/settings/security/keys/")
    expect(page.get_by_role("strong").get_by_text("My phone")).to_be_visible()
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is gone.")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("main")).to_contain_text("That did not fit.")
    come_in(page)
    page.wait_for_url(lambda url: "sign-in" not in url)


def test_a_passkey_is_the_second_step_after_the_password_and_shows_that_it_is_still_her(
    page: Page, finger: tuple[CDPSession, str]
) -> None:
    come_in(page)
    add(page, "Her key")
    expect(page.get_by_text("The passkey is there.")).to_be_visible()
    sign_out(page)
    come_in(page)
    page.wait_for_url("**/sign-in/second-step/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/confirm/passkey/?next=/settings/security/keys/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Remove Her key").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is gone.")).to_be_visible()


def test_a_passkey_that_was_called_off_is_told_in_a_sentence(
    page: Page, finger: tuple[CDPSession, str]
) -> None:
    session, authenticator = finger
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    come_in(page)
    add(page, "Not my finger")
    expect(page.get_by_role("alert").get_by_text("That came to nothing")).to_be_visible()
    assert keys_of(finger) == []
