"""Calls to other machines go through `regulars/lib/outside`, and each place that makes one names its attack."""

from pathlib import Path

import pytest

from tests.house.source import imported, product_files, tree
from tests.test_suite_itself import marked

CLIENTS = {
    "requests", "urllib.request", "urllib3", "httpx", "aiohttp", "socket", "http.client", "smtplib", "imaplib", "poplib",
    "ftplib", "telnetlib", "xmlrpc", "websockets", "ssl", "asyncio.open_connection",
}  # fmt: skip
ERRORS = {"requests.RequestException"}  # to catch what went wrong is not to call
# our own processes listening and looking at each other, on this machine
HERE = {
    "regulars/operations/web.py": {"socket"},
    "regulars/operations/addresses.py": {"socket"},
    "regulars/operations/supervisor.py": {"http.client"},
}
# who calls outside → the case in group E its tests carry
CALLERS: dict[str, str] = {
    "regulars/team/guests.py": "E2",  # the sign-on server, named by whoever runs the machine
    "regulars/team/single_sign_on.py": "E2",
}


def named(path: Path) -> set[str]:
    """The clients a file imports."""
    return {
        client
        for _line, name in imported(tree(path))
        for client in CLIENTS
        if name not in ERRORS and (name == client or name.startswith(f"{client}."))
    }


@pytest.mark.attack("E1")
def test_nothing_else_imports_a_client_of_the_network() -> None:
    others = [path for path in product_files() if not path.is_relative_to("regulars/lib/outside")]
    found = {str(path): clients for path in others if (clients := named(path))}
    assert found == HERE


def test_whoever_calls_outside_names_the_attack_its_tests_carry() -> None:
    callers = {
        str(path)
        for path in product_files()
        if any(name.startswith("regulars.lib.outside") for _line, name in imported(tree(path)))
        and not path.is_relative_to("regulars/lib/outside")
    }
    assert callers <= set(CALLERS), "add it to CALLERS with the case of docs/attacks.md that its tests carry"
    assert set(CALLERS.values()) <= set(marked("attack"))
