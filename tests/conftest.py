"""What every test may use, and what the suite asks of itself."""

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast, assemble

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """The path of a real data set. Where the folder is missing: a visible skip; in CI: a failure."""

    def find(name: str) -> Path:
        path = Path(os.environ.get("REGULARS_SHARED_DATA", SHARED)) / name
        if not path.exists():
            if os.environ.get("CI"):
                pytest.fail(f"CI needs the data set {path}")
            pytest.skip(f"data set {name} is not on this machine")
        return path

    return find


@pytest.fixture
def cast(db: Any) -> Cast:
    return assemble()


@pytest.fixture
def as_dana(cast: Cast) -> Client:
    """A browser in which the owner has signed in."""
    return signed_in(cast.dana)


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    confirm_again(client, member)
    return client


def confirm_again(client: Client, member: Any, ago: float = 0) -> None:
    """As if they had typed their password so many seconds ago: what is guarded (team/confirming.py) opens for ten minutes."""
    session: Any = client.session
    shown = {"method": "password", "at": time.time() - ago, "reauthenticated": True}
    session["account_authentication_methods"] = [shown]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()


@pytest.fixture
def sign_in(db: Any) -> Callable[[Any], Client]:
    return signed_in


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests talk to this machine only."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and str(address[0]) not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test called out to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
