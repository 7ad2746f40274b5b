"""The main job, as an owner does it on her first morning: from a file of orders to people looked after, and back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from regulars.demo.orders_file import write_csv
from regulars.demo.story import Story, generate
from tests.journeys.bringing_in import LONG, bring_in
from tests.journeys.browsing import House, person
from tests.journeys.houses import installation

SAID = "Asked after the new blend."


@pytest.fixture(scope="module")
def story() -> Story:
    return generate(accounts=150, until=datetime.now(UTC).date() - timedelta(days=1))


@pytest.fixture
def orders(story: Story, tmp_path: Path) -> Path:
    path = tmp_path / "orders of my shop.csv"
    write_csv(path, story)
    return path


@pytest.fixture
def house(browser: Browser) -> Iterator[House]:
    with installation(browser) as made:
        yield made


def read_today(page: Page) -> None:
    page.get_by_role("link", name="Whom to look after today").click()
    expect(page.locator("[data-act]").first).to_be_visible(timeout=LONG)


def act_on_the_first(page: Page) -> str:
    """Press the button, say what came of it; the address of whoever it was."""
    item = page.locator("[data-keyboard-list] .item").first
    link = item.locator("strong a")
    name, address = link.inner_text(), str(link.get_attribute("href"))
    assert re.search(r"\d", item.locator("p").first.inner_text()), "a reason has its numbers"
    item.locator("[data-act]").click()
    item.get_by_label("Will order again").check()
    item.get_by_label("What they said").fill(SAID)
    item.get_by_role("button", name="Save").click()
    expect(page.locator("#morning")).not_to_contain_text(name)
    return address


def let_go_and_undo(page: Page) -> None:
    item = page.locator("[data-keyboard-list] .item").first
    name = item.locator("strong").inner_text()
    item.get_by_role("link", name="Let go").click()
    item.get_by_label("Why?").fill("Moved away")
    item.get_by_role("button", name="Let go").click()
    expect(page.locator("#morning")).not_to_contain_text(name)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator("#morning")).to_contain_text(name)


def take_back(page: Page, file: Path) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name=file.name).first.click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible(timeout=LONG)


def test_from_a_file_of_orders_to_people_looked_after_and_back(
    browser: Browser, house: House, orders: Path
) -> None:
    with person(browser, house) as page:
        page.goto("/")
        expect(page.get_by_role("heading", name="No orders yet")).to_be_visible()
        promised = bring_in(page, orders)
        read_today(page)
        looked_after = [act_on_the_first(page) for _ in range(3)]
        assert len(set(looked_after)) == 3
        let_go_and_undo(page)
        take_back(page, orders)
        page.goto(looked_after[0])  # spoken with, so they stay; their orders went
        expect(page.locator("main")).to_contain_text(SAID)
        again = bring_in(page, orders)
        assert figures(again)[0] == figures(promised)[0]
        read_today(page)


def figures(text: str) -> list[str]:
    return re.findall(r"[\d,.]+", text)
