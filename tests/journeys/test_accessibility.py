"""No page keeps anybody out: axe looks at every page that can be reached, light at a desk and dark on a phone."""

import re
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_core_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext, Browser, Page

from regulars.demo.orders_file import write_csv
from regulars.demo.story import generate
from tests.access_table import ROWS
from tests.journeys.bringing_in import bring_in, check, drop
from tests.journeys.browsing import DESK, PHONE, House, context, person
from tests.routes import routes

MOST = 250  # pages looked at while searching for one of each kind
OF_A_KIND = 3  # links of one kind that wait to be followed; the first that opens is enough
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)')
FILE = re.compile(r"file|download|export|\.csv", re.IGNORECASE)
# What a walk from Today does not come by, and why.
ELSEWHERE = {
    "account-people": "only where there are more than twenty",
    "point": "a further phone or address; the journey of the records opens it",
    "merge-accounts": "the journey of one of two looks at it",
    "merge-people": "as two accounts side by side",
    "merge": "the journey of one of two looks at it",
    "duplicates-progress": "a part of a page",
    "relation-new": "after somebody was searched for",
    "relation-review": "only where two accounts were joined",
    "health": "for programs",
    "digest": "from Today once something happened; from Ctrl+K always",
    "introduction": "only where a colleague's customers were handed over",
    "left-entry": "only where something left the house",
    "own-page": "a customer's own, by a secret link; test_yours.py looks at it",
    "own-facts": "as own-page",
    "own-file": "a file",
    "person-held": "only where an export held them",
    "person-stop-lifted": "only where they told us to stop",
    "rights-request": "only where somebody asked; test_yours.py goes there",
    "rights-file": "as rights-request",
    "rights-erasure": "as rights-request",
    "rights-download": "a file",
    "team": "only where a team was made",
    "team-single-sign-on-back": "where another house leads back to",
    "find": "the search field leads there; the journey of finding looks at it",
    "find-answers": "a part of a page",
    "tags-suggested": "a part of a page",
    "mention-names": "a part of a page",
    "field": "only where the firm made a field",
    "field-kind": "only where the firm made a field",
    "field-conversion": "after a change of kind",
    "field-conversion-progress": "a part of a page",
    "bulk-act": "after something was done to many",
    "bulk-act-progress": "a part of a page",
    "account-files": "only where a file is kept",
    "person-files": "only where a file is kept",
    "file": "a file",
    "file-picture": "a file",
    "order-story": "only where somebody was in touch before the order",
    "care-new": "a form that its card opens in place",
    "care-act": "a form that its card opens in place",
    "account-callbacks": "the same form stands on every account's page",
    "promise-declining": "only for whoever is asked to deliver; test_promises.py goes there",
    "import-progress": "a part of a page",
    "list-count": "a part of a page",
    "list-counts": "a part of a page",
    "list-board-column": "a part of a page",
    "view-change": "a saved list has it; the journey of lists looks at it",
    "import-rejected": "a file",
    "import-columns": "each import shows it while its columns are to be looked at",
    "team-join": "a one-time link; the sign-up of every journey opens it",
    "team-recover": "a one-time link from the command line",
    "account_inactive": "shown to somebody who was let go",
    "account_login": "looked at signed out, below",
    "account_logout": "a button",
    "account_set_password": "only for who has none",
    "account_reauthenticate": "asked for before a change of one's own sign-in",
    "mfa_reauthenticate": "needs a second factor",
    "mfa_reauthenticate_webauthn": "needs a passkey",
    "mfa_login_webauthn": "for the script of the sign-in page",
    "mfa_authenticate": "needs a second factor",
    "mfa_deactivate_totp": "needs a second factor",
    "mfa_view_recovery_codes": "needs a second factor",
    "mfa_generate_recovery_codes": "needs a second factor",
    "mfa_download_recovery_codes": "a file",
    "team-email": "asks for the password first",
    "mfa_edit_webauthn": "needs a passkey",
    "mfa_remove_webauthn": "needs a passkey",
    "mfa_list_webauthn": "asks for the password first",
    "mfa_add_webauthn": "asks for the password first",
    "mfa_activate_totp": "asks for the password first",
}


@pytest.fixture(scope="module")
def files_in(browser: Browser, demo: House, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One file at each stop of its way in: what the page is → its path."""
    file = tmp_path_factory.mktemp("orders") / "few.csv"
    write_csv(file, generate(accounts=6, seed=8, until=date(2024, 6, 30)))
    with file.open("a") as lines:
        lines.write("99999,2024-02-31 10:00,C00001,,,HOU-250,House blend,1,8.25\n")
    found = {}
    with person(browser, demo) as page:
        for step in (drop, check, bring_in):
            step(page, file)
            found[f"import after {step.__name__}"] = urlsplit(page.url).path
    return found


@pytest.fixture(scope="module")
def places(browser: Browser, demo: House, files_in: dict[str, str]) -> dict[str, str]:
    """Route name → one path of that kind, found by following links from Today; and the stops of an import."""
    found = dict(files_in)
    with context(browser, demo) as made:
        ahead, seen, waiting = ["/"], {"/"}, Counter[str | None]()
        while ahead and len(seen) < MOST:
            path = ahead.pop(0)
            name = route_of(path)
            is_new = name is not None and name not in found
            if is_new:
                found[str(name)] = path
            for link in links(made.request, path) if is_new or path == "/" else []:
                kind = route_of(link)
                if link not in seen and kind not in found and waiting[kind] < OF_A_KIND:
                    seen.add(link)
                    ahead.append(link)
                    waiting[kind] += 1
    return found


def links(request: APIRequestContext, path: str) -> list[str]:
    if FILE.search(path):
        return []
    answer = request.get(path)
    assert answer.status == 200, f"{path} answered {answer.status}"
    found = (urljoin(path, link.replace("&amp;", "&")) for link in LINK.findall(answer.text()))
    return [link for link in found if not urlsplit(link).netloc and link.startswith("/")]


def route_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def test_a_walk_from_today_comes_by_every_page(places: dict[str, str]) -> None:
    pages = {route.name for route in routes() if ROWS[route.name].read is not None}
    assert pages - set(places) - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= pages | {"account_logout"}


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk, light", "phone, dark"]
)
def test_no_page_keeps_anybody_out(
    viewport: Any, scheme: Any, browser: Browser, demo: House, places: dict[str, str]
) -> None:
    wrong = []
    with context(browser, demo, viewport=viewport, color_scheme=scheme) as made:
        page = made.new_page()
        for name, path in sorted(places.items()):
            if ELSEWHERE.get(name) != "a file" and not FILE.search(path):
                page.goto(path)
                wrong += [f"{name} {path}: {violation}" for violation in violations(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/", "/join/not-a-link/"])
def test_no_page_keeps_a_stranger_out(path: str, browser: Browser, demo: House) -> None:
    with context(browser, demo, storage_state=None, viewport=PHONE) as made:
        page = made.new_page()
        page.goto(path)
        assert violations(page) == []


def violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]
