"""A word given, in a browser: made, handed over, accepted, kept; got back within the hour; moved with their word."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import DESK, PHONE, House, context, invited, listen, person
from tests.journeys.houses import installation

ANSWER = "Answer on early delivery"
SOON = (datetime.now(UTC).date() + timedelta(days=3)).isoformat()
LATER = (datetime.now(UTC).date() + timedelta(days=8)).isoformat()


@pytest.fixture(scope="module")
def house(browser: Browser) -> Iterator[House]:
    with installation(browser) as made:
        yield made


@pytest.fixture(scope="module")
def sam(browser: Browser, house: House) -> House:
    """A second pair of hands, with a session of their own."""
    return invited(browser, house, "Sam Fern")


def add_somebody(page: Page, name: str, person: str) -> str:
    """Each test its own, so that nobody asks whether they are one of these."""
    page.goto("/accounts/new/")
    page.get_by_label("Name of the company, household or person").fill(name)
    page.get_by_label("Whom you talk to").fill(person)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/accounts/\d+/$"))
    return page.url


def write_down(page: Page, what: str, more: bool = False) -> None:
    """From the button in the page's head, in place."""
    page.locator("header.top").get_by_role("link", name="Promise", exact=True).click()
    form = page.locator("#new-promise form, form[action$='/promises/new/']").first
    form.get_by_label("What was promised?").fill(what)
    form.get_by_label("By which day?").fill(SOON)
    if more:
        form.locator("summary").click()
        form.get_by_label("Who delivers it?").select_option(label="Sam Fern")
    form.get_by_role("button", name="Write it down").click()


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [
        f"{page.url} {one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.covers("S1", "S4")
def test_made_handed_over_accepted_and_kept(browser: Browser, house: House, sam: House) -> None:
    with person(browser, house) as page:
        address = add_somebody(page, "Harbour Bakery", "Ines Duarte")
        write_down(page, ANSWER, more=True)
        expect(page.locator("#toasts")).to_contain_text("Sam is asked to deliver it")
        expect(page.locator("#promises")).to_contain_text("Sam has not said yes yet")
        assert axe(page) == []
    with context(browser, sam, viewport=PHONE, has_touch=True, is_mobile=True) as made:
        phone = made.new_page()
        complaints = listen(phone)
        phone.goto("/promises/?show=waiting")
        phone.get_by_role("button", name="Yes, I deliver it").click()
        expect(phone.locator("#toasts")).to_contain_text("Yours to deliver")
        phone.goto(address)
        card = phone.locator("#promises")
        expect(card).to_contain_text(ANSWER)
        card.get_by_role("button", name="Kept").click()
        expect(card).not_to_contain_text(ANSWER)
        expect(phone.locator("#toasts")).to_contain_text("Kept: Answer on early delivery.")
        expect(phone.locator("#timeline")).to_contain_text("Sam kept a promise")
        assert fits(phone)
        assert axe(phone) == []
        phone.locator("#toasts").get_by_role("button", name="Undo").click()
        phone.goto(address)
        expect(phone.locator("#promises")).to_contain_text(ANSWER)
        assert complaints == []


@pytest.mark.covers("S7")
@pytest.mark.parametrize(
    ("viewport", "name"), [(DESK, "Oyelaran Vets"), (PHONE, "Tannery Yard")], ids=["desk", "phone"]
)
def test_back_within_the_hour_and_not_with_an_empty_reply(
    browser: Browser, house: House, viewport: Any, name: str
) -> None:
    with person(browser, house, viewport=viewport) as page:
        add_somebody(page, name, f"Owner of {name}")
        page.locator("#callback").get_by_role("button", name="1 h", exact=True).click()
        expect(page.locator("#toasts")).to_contain_text("You get back to them by")
        page.goto("/")
        item = page.locator(".item").filter(has_text=name)
        item.locator("[data-act]").click()
        item.get_by_role("button", name="It was kept").click()
        answer = item.get_by_label("What did you tell them?")
        assert answer.evaluate("field => field.validity.valueMissing")
        answer.fill("Before five it is")
        page.get_by_label("Call", exact=True).check()
        page.get_by_role("button", name="It was kept").click()
        expect(page.locator("#toasts")).to_contain_text("Kept: Get back to them.")


@pytest.mark.covers("S1", "S2")
@pytest.mark.parametrize("scripts", [True, False], ids=["in place", "without scripts"])
def test_moved_with_their_word(browser: Browser, house: House, *, scripts: bool) -> None:
    with person(browser, house, java_script_enabled=scripts, viewport=PHONE) as page:
        address = add_somebody(page, f"Green Park {scripts}", f"Lin {scripts}")
        write_down(page, ANSWER)
        page.locator("#promises").get_by_role("link", name="Moved").click()
        page.get_by_label("To which day?").fill(LATER)
        page.get_by_label("What did they say?").fill("Next week is fine")
        page.get_by_label("Who of them said it?").fill("Ines Duarte")
        page.get_by_role("button", name="Move it, with their word").click()
        expect(page).to_have_url(f"{address}#promises")
        page.locator("#promises").get_by_role("link", name=ANSWER).click()
        expect(page.locator("main")).to_contain_text("“Next week is fine”")
        page.goto("/promises/rate/")
        expect(page.locator("main")).to_contain_text("moved is not kept")


def test_the_pages_of_promises_keep_nobody_out(browser: Browser, house: House) -> None:
    with person(browser, house, viewport=PHONE, color_scheme="dark") as page:
        address = add_somebody(page, "Quay Wines", "Tom Quay")
        write_down(page, ANSWER)
        promise = str(page.locator("#promises").get_by_role("link", name=ANSWER).get_attribute("href"))
        new = f"{address}promises/new/"
        for path in (
            "/promises/",
            "/promises/rate/",
            new,
            promise,
            f"{promise}keeping/",
            f"{promise}moving/",
        ):
            page.goto(path)
            assert axe(page) == []
            assert fits(page), path
