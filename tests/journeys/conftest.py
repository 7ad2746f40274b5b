"""Real installations and a real browser for the journeys."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import House
from tests.journeys.houses import find_chromium, installation, launched, wait_for_the_list


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Debian's browser. Where there is none: a visible skip; in CI: a failure."""
    found = find_chromium()
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI needs chromium for the journeys")
        pytest.skip("chromium is not on this machine, so no journey was made")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as found:
        yield found


@pytest.fixture(scope="session")
def empty(browser: Browser) -> Iterator[House]:
    """A firm without any orders yet."""
    with installation(browser) as house:
        yield house


@pytest.fixture(scope="session")
def demo(browser: Browser) -> Iterator[House]:
    """The made-up firm, scored: its morning list is there."""
    with installation(browser, "--demo") as house:
        wait_for_the_list(house)
        yield house
