"""The composer in a browser: a call logged on a phone in seconds, a colleague told, a picture attached, all undone."""

import io
import re
from time import monotonic
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import PHONE, House, invited, person

ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def open_somebody(page: Page) -> str:
    """The page of the first one on the morning list; its address."""
    page.goto("/")
    page.locator("[data-keyboard-list] .item strong a").first.click()
    page.wait_for_url("**/accounts/*/")
    return page.url


@pytest.fixture(scope="module")
def sam(browser: Browser, demo: House) -> House:
    return invited(browser, demo, "Sam Reed")


def test_a_call_is_written_down_on_a_phone_in_two_taps_and_under_ten_seconds(
    browser: Browser, demo: House
) -> None:
    with person(browser, demo, **ON_A_PHONE) as page:
        open_somebody(page)
        began = monotonic()
        page.locator("#compose .pill", has_text="Call").tap()
        expect(page.locator("#compose textarea")).to_be_focused()
        page.keyboard.type("Second shop in January.")
        page.locator("#compose button[type=submit]").tap()
        expect(page.locator("#toasts")).to_contain_text("Logged.")
        expect(page.locator("#timeline li").first).to_contain_text("Second shop in January.")
        assert monotonic() - began < 10
        expect(page.locator("#compose textarea")).to_have_value("")
        page.locator("#toasts").get_by_role("button", name="Undo").tap()
        expect(page.locator("#toasts")).to_contain_text("Taken back.")
        expect(page.locator("#timeline")).not_to_contain_text("Second shop in January.")


def test_a_hand_on_the_keyboard_logs_a_call_with_one_key_and_ctrl_enter(
    browser: Browser, demo: House
) -> None:
    with person(browser, demo) as page:
        open_somebody(page)
        page.keyboard.press("c")
        page.keyboard.type("no answer, nmc")
        expect(page.locator("#compose textarea")).to_have_value("no answer, nmc")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#timeline li").first).to_contain_text("no answer, nmc")
        page.keyboard.press("Escape")
        page.keyboard.press("m")
        expect(page.get_by_role("radio", name="Meeting")).to_be_checked()


def test_a_colleague_named_with_an_at_sign_sees_it(browser: Browser, demo: House, sam: House) -> None:
    with person(browser, demo) as page:
        where = open_somebody(page)
        page.keyboard.press("n")
        page.keyboard.type("They ask for early deliveries, @sa")
        expect(page.get_by_role("option", name="Sam Reed")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("#compose .suggestions")).to_have_count(0)
        page.keyboard.press("Tab")
        expect(page.locator("#compose textarea")).not_to_be_focused()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#toasts")).to_contain_text("Sam is told.")
    with person(browser, sam) as page:
        page.goto("/")
        expect(page.locator("main")).to_contain_text("They ask for early deliveries")
        page.get_by_role("link", name=re.compile("For you")).click()
        expect(page.locator("main")).to_contain_text("new")
        page.goto("/")
        expect(page.get_by_role("link", name=re.compile("For you"))).to_have_count(0)
        page.goto("/mentions/")
        page.locator(f'main a[href="{where.removeprefix(demo.address)}"]').first.click()
        expect(page.locator("#timeline")).to_contain_text("They ask for early deliveries")


def test_what_was_typed_survives_leaving_the_page_and_a_mistake(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        where = open_somebody(page)
        page.keyboard.press("m")
        page.keyboard.type("Half a thought")
        page.goto("/")
        page.goto(where)
        expect(page.locator("#compose textarea")).to_have_value("Half a thought")
        expect(page.get_by_role("radio", name="Meeting")).to_be_checked()
        page.get_by_text("Whom, how long, when").click()
        page.get_by_label("When, if not now").fill("2100-01-01T10:00")
        page.locator("#compose button[type=submit]").click()
        expect(page.locator("#compose")).to_contain_text("a day to come is for a promise")
        expect(page.locator("#compose textarea")).to_have_value("Half a thought")
        page.get_by_label("When, if not now").fill("")
        page.locator("#compose button[type=submit]").click()
        expect(page.locator("#timeline li").first).to_contain_text("Half a thought")
        page.goto(where)
        expect(page.locator("#compose textarea")).to_have_value("")


def test_a_picture_is_attached_with_the_camera_of_a_phone_and_taken_back(
    browser: Browser, demo: House
) -> None:
    held = io.BytesIO()
    Image.new("RGB", (1200, 800), "tomato").save(held, "JPEG")
    photo = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}
    with person(browser, demo, **ON_A_PHONE) as page:
        open_somebody(page)
        page.get_by_text("Attach a file").tap()
        page.get_by_label("A picture, from the camera").set_input_files(photo)  # type: ignore[arg-type] # a file in memory
        expect(page.locator("#toasts")).to_contain_text("“card.jpg” is attached.")
        shown = page.locator("#files img").first
        shown.scroll_into_view_if_needed()
        expect(shown).to_have_js_property("naturalWidth", 320)
        page.locator("#toasts").get_by_role("button", name="Undo").tap()
        expect(page.locator("#files")).to_have_count(0)


def test_without_scripts_the_same_is_a_form_and_a_page(browser: Browser, demo: House) -> None:
    with person(browser, demo, java_script_enabled=False) as page:
        open_somebody(page)
        page.locator("#compose .pill", has_text="Call").click()
        page.locator("#compose textarea").fill("Without any script")
        page.locator("#compose button[type=submit]").click()
        expect(page.locator("#timeline li").first).to_contain_text("Without any script")
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#timeline")).not_to_contain_text("Without any script")
