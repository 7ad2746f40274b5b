"""A file of orders on its way in, page by page."""

from pathlib import Path

from playwright.sync_api import Page, expect

LONG = 60_000


def drop(page: Page, file: Path) -> None:
    """Until the page says what it understood."""
    page.goto("/imports/")
    page.set_input_files("#id_file", file)
    expect(page.get_by_role("heading", name="What we understood")).to_be_visible()


def check(page: Page, file: Path) -> str:
    """Until the dry run is over; what it promises, in words."""
    drop(page, file)
    page.get_by_role("button", name="Looks right, check it").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=LONG)
    return page.locator("main .rows").first.inner_text()


def bring_in(page: Page, file: Path) -> str:
    """Drop, look, check, import; what the dry run promised, and what then happened."""
    promised = check(page, file)
    page.get_by_role("button", name="Import it").click()
    expect(page.get_by_role("heading", name="It is in")).to_be_visible(timeout=LONG)
    assert page.locator("main .rows").first.inner_text() == promised
    return promised
