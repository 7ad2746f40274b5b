"""Real installations and a real browser, for journeys and pictures."""

import shutil
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from regulars.operations.tests.conftest import short_folder
from regulars.operations.tests.installations import Up, wait_for
from tests.journeys.browsing import House, sign_up

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UP = [sys.executable, "-P", "-m", "regulars.operations.up"]


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def installation(browser: Browser, *options: str) -> Iterator[House]:
    """bin/up on new data, with Dana signed up."""
    with short_folder() as folder, Up(folder / "data", command=[*UP, *options]) as up:
        up.wait_until_well()
        link = wait_for(lambda: next((line.strip() for line in up.said if "/join/" in line), None), up.told)
        yield sign_up(browser, up.address, link.replace("localhost", "127.0.0.1"), "Fern & Flour")


def wait_for_the_list(house: House) -> None:
    """Until the worker has scored everybody and somebody is on Today."""
    wait_for(lambda: b"data-act" in fetched(house, "/"), patience=120)


def fetched(house: House, path: str) -> bytes:
    """A page as the owner gets it, without a browser."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in house.state["cookies"])
    request = urllib.request.Request(house.address + path, headers={"Cookie": cookies})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return bytes(answer.read())
