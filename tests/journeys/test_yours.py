"""Somebody gets the link to their own page on a phone without scripts: sees, puts right, stops, asks to be forgotten, and is."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import PHONE, House, context, person, still_me
from tests.journeys.test_accessibility import violations

NUMBER = 31
"""Of the made-up firm; nobody else's test looks at them."""


def link_for(page: Page, number: int) -> str:
    page.goto(f"/people/{number}/")
    page.get_by_role("button", name="Give them their page").click()
    return page.locator("output").inner_text()


@pytest.mark.covers("V13")
def test_a_person_sees_puts_right_stops_and_is_forgotten_by_a_link(browser: Browser, demo: House) -> None:
    with person(browser, demo) as owner:
        link = link_for(owner, NUMBER)
        nobody = House(demo.address, None)
        with context(browser, nobody, viewport=PHONE, java_script_enabled=False) as phone:
            theirs = phone.new_page()
            theirs.goto(link)
            expect(theirs.get_by_role("heading", level=1)).to_contain_text("Hello")
            theirs.get_by_role("link", name="Change something").click()
            theirs.get_by_label("How you like to be reached").fill("by post, please")
            theirs.get_by_role("button", name="Save").click()
            expect(theirs.get_by_role("status")).to_contain_text("it is changed")
            expect(theirs.get_by_text("by post, please")).to_be_visible()
            theirs.get_by_label("it annoyed me").check()
            theirs.get_by_role("button", name="Stop writing to me").click()
            expect(theirs.get_by_role("status")).to_contain_text("Understood")
            theirs.get_by_text("Erase what you have about me", exact=True).click()
            theirs.get_by_label("Yes, erase what you have about me.").check()
            theirs.get_by_role("button", name="Ask for it").click()
            expect(theirs.get_by_text("You asked us to erase your data")).to_be_visible()
            assert phone.cookies() == []
            erase_as_owner(owner)
            answer = theirs.goto(link)
            assert answer is not None
            assert answer.status == 404


def erase_as_owner(page: Page) -> None:
    page.goto(f"/people/{NUMBER}/")
    page.get_by_role("link", name="They asked to have their data erased").click()
    page.get_by_role("link", name="Look at what goes, then erase").click()
    assert violations(page) == []
    page.get_by_label("I have looked at what goes").check()
    page.get_by_role("button", name="Erase").click()
    still_me(page, page.get_by_role("heading", level=1).filter(has_text="Somebody whose data were erased"))
    expect(page).to_have_url(re.compile(r"/rights/\d+/$"))


def test_their_page_can_be_used_by_everybody(browser: Browser, demo: House) -> None:
    with person(browser, demo) as owner:
        link = link_for(owner, NUMBER + 1)
        with context(browser, House(demo.address, None), viewport=PHONE, color_scheme="dark") as phone:
            theirs = phone.new_page()
            theirs.goto(link)
            assert violations(theirs) == []
            wide = theirs.evaluate("document.documentElement.scrollWidth")
            assert wide <= PHONE["width"]
