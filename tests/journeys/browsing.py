"""A person at a browser: signs up, looks, types. What the page complains of is kept and must be nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

PASSWORD = "twelve loaves before dawn"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


class House(NamedTuple):
    """A running installation: where, and the cookies of its owner."""

    address: str
    state: Any


@contextmanager
def context(browser: Browser, house: House, **options: Any) -> Iterator[BrowserContext]:
    """A browser in which the owner is signed in. `options` are Playwright's: viewport, color_scheme, …"""
    chosen = {
        "viewport": DESK,
        "base_url": house.address,
        "storage_state": house.state,
        "locale": "en-GB",
    } | options
    made = browser.new_context(**chosen)
    made.set_default_timeout(15_000)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def person(browser: Browser, house: House, **options: Any) -> Iterator[Page]:
    """The owner, on a new page. Script errors and what the content policy refused fail the test at the end."""
    with context(browser, house, **options) as made:
        page = made.new_page()
        complaints = listen(page)
        yield page
        assert complaints == []


def listen(page: Page) -> list[str]:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        refused = "status of 4" in message.text  # a form that was answered with 422 is no error of the page
        # a keystroke overtakes the answer to the one before; htmx complains of its own abort
        overtaken = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type == "error" and not (refused or overtaken):
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return complaints


def still_me(page: Page, then: Locator) -> Locator:
    """Answers "Is it still you?" where it is asked before `then` comes; `then`."""
    again = page.get_by_role("button", name="It is me")
    expect(again.or_(then).first).to_be_visible()
    if again.count():
        page.get_by_label("Password").fill(PASSWORD)
        again.click()
        expect(then.first).to_be_visible()
    return then


def sign_up(browser: Browser, address: str, link: str, firm: str) -> House:
    """Dana becomes the owner by the one-time link."""
    nobody = House(address, None)
    with context(browser, nobody) as made:
        page = made.new_page()
        page.goto(link)
        page.get_by_label("Your name").fill("Dana Fern")
        page.get_by_label("Your e-mail").fill("dana@fern.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Name of your firm").fill(firm)
        page.get_by_role("button", name="Begin").click()
        page.wait_for_url(lambda url: "/join/" not in url)
        assert [cookie for cookie in made.cookies() if cookie["name"] == "clock"], (
            "the page tells its time zone"
        )
        return House(address, made.storage_state())


def invited(browser: Browser, house: House, name: str) -> House:
    """A colleague of that name, who came in by a link of the owner's."""
    with context(browser, house) as made:
        page = made.new_page()
        page.goto("/settings/people/")
        page.get_by_role("button", name="Make a link").click()
        link = still_me(page, page.locator(".copy-once")).inner_text().strip()
    with context(browser, House(house.address, None)) as made:
        page = made.new_page()
        page.goto(link.replace("localhost", "127.0.0.1"))
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Your e-mail").fill(f"{name.split(maxsplit=1)[0].lower()}@fern.example")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main form button[type=submit], .door form button[type=submit]").last.click()
        page.wait_for_url(lambda url: "/join/" not in url)
        return House(house.address, made.storage_state())
