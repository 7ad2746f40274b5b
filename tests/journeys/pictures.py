"""bin/screenshots: pictures of the made-up firm, for the README; with --all, of every main page in every light.

Needs Debian's chromium. The firm is made anew, on data of its own that are gone afterwards.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.house.source import ROOT
from tests.journeys.browsing import DESK, PHONE, House, context
from tests.journeys.houses import find_chromium, installation, launched, wait_for_the_list

SHOWN = {"today": "/", "customers": "/customers/", "retention": "/retention/"}
MORE = {
    "imports": "/imports/",
    "groups": "/retention/groups/",
    "best": "/retention/best/",
    "cohorts": "/retention/cohorts/",
    "value": "/retention/value/",
    "path": "/retention/path/",
    "ahead": "/retention/ahead/",
    "growth": "/retention/growth/",
    "check": "/retention/check/",
    "previous": "/retention/previous/",
    "season": "/retention/season/",
    "claims": "/retention/claims/",
    "settings": "/settings/",
    "people": "/settings/people/",
    "firm": "/settings/firm/",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="folder (docs/pictures)")
    parser.add_argument("--all", action="store_true", help="every main page, desk and phone, light and dark")
    chosen = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        sys.exit("The pictures need Debian's chromium: apt install chromium")
    chosen.out.mkdir(parents=True, exist_ok=True)
    with launched(chromium) as browser, installation(browser, "--demo") as house:
        wait_for_the_list(house)
        take_all(browser, house, chosen.out) if chosen.all else take(browser, house, chosen.out)
    return 0


def take(browser: Browser, house: House, out: Path) -> None:
    with context(browser, house, viewport=DESK) as made:
        page = made.new_page()
        for name, path in SHOWN.items():
            page.goto(path)
            page.screenshot(path=out / f"{name}.png")
        page.goto(first_account(page))
        page.screenshot(path=out / "account.png")


def take_all(browser: Browser, house: House, out: Path) -> None:
    for size, viewport in (("desk", DESK), ("phone", PHONE)):
        for scheme in ("light", "dark"):
            with context(browser, house, viewport=viewport, color_scheme=scheme) as made:
                page = made.new_page()
                for name, path in (SHOWN | MORE | {"account": first_account(page)}).items():
                    page.goto(path)
                    page.screenshot(path=out / f"{name}-{size}-{scheme}.png", full_page=True)


def first_account(page: Page) -> str:
    """The page of whoever is first on Today."""
    page.goto("/")
    return str(re.findall(r'href="(/accounts/\d+/)', page.content())[0])


if __name__ == "__main__":
    sys.exit(main())
