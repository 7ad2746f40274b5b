"""The records everyone works in: facts changed where they stand and taken back, people added, parts given."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.browsing import DESK, PHONE, House, person
from tests.journeys.test_accessibility import violations

SIZES = pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
TABS = 120  # more than any record has places to stop at


def open_account(page: Page, number: int) -> None:
    """One of the made-up firm; each test has its own, so that none meets what another left."""
    page.goto(f"/accounts/{number}/")
    expect(page.get_by_role("heading", name="Facts")).to_be_visible()


def country(page: Page) -> Locator:
    return page.locator("#fact-account-country")


def tab_to(page: Page, place: Locator) -> None:
    for _ in range(TABS):
        if place.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not come by")


@SIZES
def test_a_fact_is_changed_where_it_stands_and_taken_back(
    browser: Browser, demo: House, viewport: Any
) -> None:
    with person(browser, demo, viewport=viewport) as page:
        open_account(page, 11)
        before = country(page).inner_text()
        country(page).get_by_role("link").click()
        expect(country(page).get_by_label("Country")).to_be_focused()
        assert violations(page) == []
        country(page).get_by_label("Country").fill("Cape Verde")
        country(page).get_by_role("button", name="Save").click()
        expect(country(page).get_by_role("link")).to_contain_text("Cape Verde")
        expect(country(page).get_by_role("link")).to_be_focused()
        expect(page).to_have_url(re.compile("/accounts/11/$"))
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#toasts")).to_contain_text("Undone.")
        assert country(page).inner_text() == before
        expect(page.locator("#timeline")).to_contain_text("from Cape Verde to")
        assert violations(page) == []


def test_a_name_is_changed_and_the_whole_page_says_it_at_once(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        open_account(page, 25)
        page.locator("#fact-account-name").get_by_role("link").click()
        page.locator("#fact-account-name").get_by_label("Name").fill("Quay Bakery")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Quay Bakery")
        expect(page).to_have_url(re.compile("/accounts/25/$"))
        expect(page.get_by_role("heading", name="Facts")).to_be_visible()


def test_a_fact_is_changed_by_keyboard_alone(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        open_account(page, 12)
        tab_to(page, country(page).get_by_role("link"))
        page.keyboard.press("Enter")
        expect(country(page).get_by_label("Country")).to_be_focused()
        page.keyboard.press("Escape")
        expect(country(page).get_by_role("link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(country(page).get_by_label("Country")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.type("Madeira")
        page.keyboard.press("Enter")
        expect(country(page).get_by_role("link")).to_be_focused()
        expect(country(page)).to_contain_text("Madeira")
        undo = page.get_by_role("button", name="Undo")
        for _ in range(TABS):
            page.keyboard.press("Shift+Tab")
            if undo.evaluate("element => element === document.activeElement"):
                break
        page.keyboard.press("Enter")
        expect(page.locator("#toasts")).to_contain_text("Undone.")
        expect(country(page)).not_to_contain_text("Madeira")


def test_two_at_once_are_asked_which_of_both_stays(browser: Browser, demo: House) -> None:
    with person(browser, demo) as here, person(browser, demo) as there:
        for page in (here, there):
            open_account(page, 13)
            country(page).get_by_role("link").click()
            expect(country(page).get_by_label("Country")).to_be_focused()
        for page, word in ((here, "Wales"), (there, "Scotland")):
            country(page).get_by_label("Country").fill(word)
            country(page).get_by_role("button", name="Save").click()
        expect(country(there).get_by_role("alert")).to_contain_text("has changed this while you were writing")
        expect(country(there)).to_contain_text("Wales")
        assert violations(there) == []
        country(there).get_by_role("button", name="Save mine").click()
        expect(country(there).get_by_role("link")).to_contain_text("Scotland")


def add_a_person(page: Page, name: str) -> None:
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Phone", exact=False).first.fill("020 7946 0777")
    page.get_by_label("pays").check()
    page.get_by_role("button", name="Save").first.click()
    if page.get_by_role("button", name="It is somebody else: save").is_visible():
        page.get_by_role("button", name="It is somebody else: save").click()
    expect(page.locator("#people")).to_contain_text(name)
    expect(page.locator("#people")).to_contain_text("pays")


def give_another_part(page: Page, name: str) -> None:
    page.locator("#people").get_by_role("link", name=f"change the part of {name}").click()
    page.get_by_label("decides").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#people")).to_contain_text("decides, pays")


def one_more_phone(page: Page, name: str) -> None:
    page.locator("#people").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.locator("#reach").get_by_role("link", name="a phone").click()
    page.get_by_label("Phone", exact=True).fill("ask at the counter")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#reach")).to_contain_text("this does not look like a phone number")


@SIZES
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_somebody_is_added_and_given_a_part(
    browser: Browser, demo: House, viewport: Any, scripts: bool
) -> None:
    with person(browser, demo, viewport=viewport, java_script_enabled=scripts) as page:
        open_account(page, 14)
        name = f"Marco Pell {viewport['width']}{'x' if scripts else 'y'}"
        add_a_person(page, name)
        give_another_part(page, name)
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#people")).not_to_contain_text("decides, pays")
        one_more_phone(page, name)
        if scripts:
            assert violations(page) == []
            page.get_by_role("link", name="Change ask at the counter").click()
            expect(page.get_by_role("button", name="Make this the first one")).to_be_visible()
            assert violations(page) == []


def test_a_fact_is_changed_without_scripts(browser: Browser, demo: House) -> None:
    with person(browser, demo, java_script_enabled=False) as page:
        open_account(page, 15)
        country(page).get_by_role("link").click()
        page.get_by_label("Country").fill("Azores")
        page.get_by_role("button", name="Save").click()
        expect(page).to_have_url(re.compile(r"/accounts/15/$"))
        expect(country(page)).to_contain_text("Azores")
        page.get_by_role("button", name="Undo").click()
        expect(country(page)).not_to_contain_text("Azores")


def test_the_longest_name_without_a_space_stays_on_the_screen(browser: Browser, demo: House) -> None:
    with person(browser, demo, viewport=PHONE) as page:
        open_account(page, 24)
        page.goto("/accounts/24/facts/name/")
        page.get_by_label("Name").fill("W" * 200)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("h1")).to_contain_text("W" * 200)
        for where in ("", "care/", "relations/", "promises/new/", "removal/", "people/"):
            page.goto(f"/accounts/24/{where}")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], where
