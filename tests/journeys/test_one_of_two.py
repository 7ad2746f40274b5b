"""Finding somebody who is here twice, making one of two, and two again, at a desk and on a phone (point 8)."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import DESK, PHONE, House, person
from tests.journeys.test_accessibility import violations


def add(page: Page, name: str, whom: str) -> str:
    """A company typed by hand; whoever is like somebody known is asked about first."""
    page.goto("/accounts/new/")
    page.get_by_label("Name of the company").fill(name)
    page.get_by_label("Whom you talk to").fill(whom)
    page.locator("main").get_by_role("button", name="Save").click()
    return page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("viewport", "name", "whom"),
    [(DESK, "Marrow Lane Kitchen", "Orla Finnegan"), (PHONE, "Pell Street Looms", "Tamsin Ashdown")],
    ids=["desk", "phone"],
)
def test_found_twice_made_one_and_two_again(
    viewport: Any, name: str, whom: str, browser: Browser, demo: House
) -> None:
    with person(browser, demo, viewport=viewport) as page:
        add(page, name, whom)
        expect(page.locator("h1")).to_contain_text(name)
        first = page.url
        assert "Is it one of these?" in add(page, f"{name} Ltd", whom)
        assert violations(page) == []
        page.locator("main").get_by_role("button", name="Save").click()
        expect(page.locator("h1")).to_contain_text(f"{name} Ltd")
        second = page.url
        merge(page, name)
        page.goto(second)
        expect(page.locator("main")).to_contain_text("which are one now")
        part(page, f"of {name} and", whom, (first, second))


def merge(page: Page, name: str) -> None:
    page.get_by_role("link", name="Here twice? Make one…").click()
    page.get_by_label("Name").last.fill(name)
    page.locator("main").get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Compare").first.click()
    expect(page.locator("h1")).to_have_text("Make one of two")
    assert violations(page) == []
    page.get_by_role("link", name="Keep the other one instead").click()
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("#toasts")).to_contain_text("are one now")
    expect(page.locator("#timeline")).to_contain_text("made one record of")


def part(page: Page, which: str, whom: str, both: tuple[str, str]) -> None:
    """People who were the same went along; taken apart with the accounts, they are two again."""
    page.goto(both[0])
    page.locator("#timeline").get_by_role("link", name=which).first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Make them two again").click()
    expect(page.locator("#toasts")).to_contain_text("They are two records again")
    for address in both:
        page.goto(address)
        expect(page.locator("#people")).to_contain_text(whom)


def test_into_the_bin_and_back_without_scripts(browser: Browser, demo: House) -> None:
    with person(browser, demo, java_script_enabled=False) as page:
        add(page, "Short Stay Café", "Ivo Marek")
        page.get_by_role("link", name="Remove…").click()
        page.get_by_role("button", name="Remove").click()
        page.goto("/bin/")
        row = page.get_by_role("row", name="Short Stay Café")
        row.get_by_role("button", name="Put it back").click()
        expect(page.locator("h1")).to_contain_text("Short Stay Café")
