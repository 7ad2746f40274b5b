"""Find anyone, do anything: by keyboard alone, on a phone, and without scripts."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import PHONE, House, person
from tests.journeys.test_accessibility import violations


def first_name(page: Page) -> str:
    """Somebody who is on the morning list."""
    page.goto("/")
    return page.locator("[data-keyboard-list] .item strong").first.inner_text()


def found(page: Page, name: str) -> None:
    expect(page.get_by_role("option", name=re.compile(re.escape(name))).first).to_be_visible()


def test_by_keyboard_alone_somebody_is_found_misspelt_called_and_written_down(
    browser: Browser, demo: House
) -> None:
    with person(browser, demo) as page:
        name = first_name(page)
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="Find anyone, do anything")).to_be_focused()
        page.keyboard.type(name)
        found(page, name)
        with page.expect_response("**/find/visits/"):
            page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/(accounts|people)/\d+/"))
        page.keyboard.press("Control+k")
        found(page, name)
        page.keyboard.type(f"log call to {name}")
        expect(page.get_by_role("group", name="Log a call with …")).to_be_visible()
        found(page, name)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"channel=call"))
        expect(page.locator('form[data-compose] input[value="call"]')).to_be_checked()


def test_escape_gives_the_keyboard_back_and_keys_go_places(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        page.goto("/settings/")
        page.keyboard.press("Control+k")
        page.keyboard.type("zzzzqqq")
        expect(page.locator("#palette-status")).to_contain_text("Nobody and nothing is called")
        page.keyboard.press("Escape")
        expect(page.locator("#palette")).to_be_hidden()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.down("Alt")
        expect(page.locator("body")).to_have_attribute("data-hints", "")
        page.keyboard.up("Alt")
        page.keyboard.press("g")
        page.keyboard.press("c")
        page.wait_for_url("**/customers/")


def test_single_keys_are_turned_off_in_the_sheet(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        page.goto("/settings/")
        page.keyboard.press("?")
        page.get_by_label("Single keys act, in this browser").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("c")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
        expect(page).to_have_url(re.compile(r"/settings/$"))


def test_on_a_phone_the_field_opens_over_the_whole_screen(browser: Browser, demo: House) -> None:
    with person(browser, demo, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        name = first_name(page)
        page.get_by_role("searchbox", name="Find anyone").tap()
        box = page.locator("#palette").bounding_box()
        assert box
        assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
        page.keyboard.type(name[:8])
        found(page, name)
        assert violations(page) == []
        page.get_by_role("option", name=re.compile(re.escape(name))).first.tap()
        expect(page.locator("h1")).to_contain_text(name.split()[0])


def test_without_scripts_the_same_is_a_page(browser: Browser, demo: House) -> None:
    with person(browser, demo, java_script_enabled=False) as page:
        name = first_name(page)
        page.get_by_role("searchbox", name="Find anyone").fill(name)
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/find/\?q="))
        page.locator("main").get_by_role("link", name=re.compile(re.escape(name))).first.click()
        expect(page.locator("h1")).to_contain_text(name.split()[0])
