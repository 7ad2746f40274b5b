"""Lists in a browser: a filter of and, or and not is built, saved, shared and pinned, and a colleague opens it."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import PHONE, House, context, invited, listen, person
from tests.journeys.test_accessibility import violations

ROWS = "table.records tbody tr[role=row]:has(th)"


def add(page: Page, field: str, how: str, *values: str, to: str = "Add a condition") -> None:
    """One condition more, as a person adds it: field, how, value."""
    page.get_by_role("link", name=to, exact=True).first.click()
    page.get_by_label("Ask for").select_option(label=field)
    expect(page.get_by_label("How", exact=True)).to_be_visible()
    page.get_by_label("How", exact=True).select_option(label=how)
    finish(page, how, *values)


def finish(page: Page, how: str, *values: str) -> None:
    expect(page.locator("#id_op option:checked")).to_have_text(how)
    page.wait_for_timeout(300)  # the value's control is asked for once more when "how" changes
    for value in values:
        if (box := page.get_by_role("checkbox", name=value, exact=True)).count():
            box.check()
        elif page.locator("select#id_value").count():
            page.locator("#id_value").select_option(label=value)
        else:
            page.locator("#id_value").fill(value)
    page.get_by_role("button", name=re.compile("^(Add|Change)$")).click()


def test_a_filter_is_built_saved_shared_pinned_and_opened_by_a_colleague(
    browser: Browser, demo: House
) -> None:
    with person(browser, demo) as page:
        page.goto("/lists/accounts/")
        assert violations(page) == []
        add(page, "Orders", "is at least", "2")
        add(page, "Standing", "is", "lapsed")
        page.get_by_role("link", name="The contrary of: Standing is lapsed").click()
        expect(page.locator(".lede")).to_contain_text("Standing is not lapsed")
        page.get_by_role("link", name="Add a group").click()
        page.get_by_label("Ask for").select_option(label="Risk")
        finish(page, "is", "at risk")
        add(page, "Last order", "is in the last", "90", to="Add one here")
        expect(page.locator(".group .group")).to_contain_text("Last order is in the last 90 days")
        page.get_by_role("group", name="All of these").get_by_role("link", name="all of these").last.click()
        expect(page.locator(".lede")).to_contain_text(
            "(Risk is at risk or Last order is in the last 90 days)"
        )
        expect(page.locator("#count")).to_contain_text("in this list")
        page.get_by_role("link", name="Last year").click()
        expect(page.locator("th[aria-sort=descending]")).to_have_text("Last year")
        assert violations(page) == []
        seen = page.locator(ROWS).count()
        page.get_by_role("link", name="Save this list").click()
        page.get_by_label("Name").fill("Worth keeping")
        page.get_by_label("Everyone here may see it").check()
        page.get_by_role("button", name="Save").click()
        expect(page.locator("h1")).to_have_text("Worth keeping")
        expect(page.locator(".views [aria-current]")).to_contain_text(re.compile(r"Worth keeping\s+\d+"))
        page.get_by_role("link", name="Rename, share, remove").click()
        assert violations(page) == []
    colleague = invited(browser, demo, "Lena Fern")
    with person(browser, colleague, viewport=PHONE, color_scheme="dark") as page:
        page.goto("/lists/accounts/")
        page.get_by_text("More lists").click()
        page.get_by_role("link", name="Worth keeping").click()
        expect(page.locator(ROWS)).to_have_count(seen)
        page.get_by_role("button", name="Pin", exact=True).click()
        expect(page.locator(".views .pill[aria-current]")).to_contain_text("Worth keeping")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert violations(page) == []


def test_scrolling_brings_everyone(browser: Browser, demo: House) -> None:
    with person(browser, demo) as page:
        page.goto("/lists/accounts/")
        first = page.locator(ROWS).count()
        page.locator("#more").scroll_into_view_if_needed()
        expect(page.locator(ROWS)).not_to_have_count(first)
        assert page.locator(ROWS).count() > first


def test_without_scripts_a_list_is_asked_counted_and_stood_side_by_side(
    browser: Browser, demo: House
) -> None:
    with context(browser, demo, java_script_enabled=False) as made:
        page = made.new_page()
        complaints = listen(page)
        page.goto("/lists/accounts/")
        page.get_by_role("link", name="Add a condition").click()
        page.get_by_label("Ask for").select_option(label="Standing")
        page.get_by_role("button", name="Next").click()
        page.get_by_label("How", exact=True).select_option(label="is any of")
        page.get_by_role("button", name="Next").click()
        page.get_by_role("checkbox", name="lapsed").check()
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".lede")).to_contain_text("Standing is any of lapsed")
        page.get_by_role("link", name="Count them").click()
        expect(page.locator("#count")).to_contain_text("in this list")
        page.get_by_role("link", name="Board").click()
        page.get_by_label("Side by side").select_option(label="Looked after by")
        page.get_by_role("button", name="Show").click()
        tile = page.locator(".tile").first
        tile.get_by_role("checkbox").check()
        page.get_by_label("Move what is ticked to").select_option(index=0)
        page.get_by_role("button", name="Move", exact=True).click()
        expect(page.locator("h1")).to_be_visible()
        assert complaints == []
