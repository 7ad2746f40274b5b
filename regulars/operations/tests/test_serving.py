"""Bodies are received within a time of their own, and answers are whole before they are sent."""

import asyncio
import io
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings

from regulars.operations.serving import answers, bodies
from regulars.operations.serving.bridge import HELD, SMALL, Bridge
from regulars.operations.serving.environ import environ
from tests.looping import finished


class Client:
    """One request's other end: sends `parts`, each a number of seconds after the one before, and keeps the answer."""

    def __init__(self, *parts: tuple[float, bytes]) -> None:
        self.parts = iter(parts)
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.body = b""

    def __aiter__(self) -> "Client":
        return self

    async def __anext__(self) -> bytes:
        after, part = next(self.parts, (3600, b""))
        await asyncio.sleep(after)  # it is the client that is slow
        return part

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def response_file(self, status: int, headers: list[tuple[str, str]], path: str) -> None:
        self.status, self.headers, self.body = status, headers, Path(path).read_bytes()


def scope(method: str = "POST", path: str = "/", **headers: str) -> SimpleNamespace:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return SimpleNamespace(
        method=method,
        path=path,
        query_string="",
        headers=named,
        http_version="1.1",
        scheme="http",
        server="127.0.0.1:8000",
        client="[::1]:50000",
        authority=None,
    )


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


def ask(client: Client, said: SimpleNamespace, application: Any = echo) -> Client:
    finished(Bridge(application).__rsgi__(said, client))
    return client


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "GRACE", 0.2)


def test_a_form_that_comes_in_pieces_is_one() -> None:
    client = ask(Client((0, b"name="), (0.01, b"Ana")), scope(content_length="8"))
    assert (client.status, client.body) == (200, b"name=Ana")


@pytest.mark.usefixtures("hasty")
def test_a_form_that_does_not_come_is_given_up() -> None:
    client = ask(Client((0, b"na"), (5, b"me")), scope(content_length="8"))
    assert client.status == 408
    assert ("Connection", "close") in client.headers


@pytest.mark.usefixtures("hasty")
def test_a_form_that_drips_is_given_up_though_it_is_never_silent() -> None:
    began = time.monotonic()
    client = ask(Client(*[(0.05, b"x")] * 100), scope(content_length="100"))
    assert client.status == 408
    assert time.monotonic() - began < 1


def test_half_a_form_is_never_taken_for_a_whole_one() -> None:
    assert ask(Client((0, b"half"), (0, b"")), scope(content_length="8")).status == 408
    assert ask(Client((0, b"any")), scope(transfer_encoding="chunked")).status == 411
    assert ask(Client(), scope(content_length="many")).status == 400


def test_a_page_without_a_body_waits_for_none() -> None:
    assert ask(Client(), scope("GET")).status == 200


def test_a_large_body_is_taken_only_where_files_are(settings: LazySettings) -> None:
    settings.LARGE_BODIES = ["/imports/"]
    large = [(0.0, b"x" * 65536)] * (SMALL // 65536 + 1)
    length = str(65536 * len(large))
    assert ask(Client(*large), scope(path="/sign-in/", content_length=length)).status == 413
    taken = ask(Client(*large), scope(path="/imports/", content_length=length))
    assert (taken.status, len(taken.body)) == (200, int(length))


@pytest.mark.usefixtures("hasty")
def test_a_large_body_that_stops_ends_the_reading_of_it(settings: LazySettings) -> None:
    settings.LARGE_BODIES = ["/imports/"]
    told: list[str] = []

    def reading(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        file = io.BufferedReader(environ["wsgi.input"])
        for _again in range(2):
            try:
                file.read()
            except OSError as error:
                told.append(type(error).__name__)
        start("400 Bad Request", [])
        return [b""]

    client = Client((0, b"x" * 70_000))
    assert ask(client, scope(path="/imports/", content_length=str(SMALL + 1)), reading).status == 400
    assert told == ["TooSlow", "TooSlow"]
    assert ("Connection", "close") in client.headers


def test_forms_together_take_no_more_than_their_share_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    bridge = Bridge(echo)
    bridge.held = HELD
    client = Client((0, b"x"))
    finished(bridge.__rsgi__(scope(content_length="1"), client))
    assert client.status == 503
    assert bridge.held == HELD


def test_a_header_with_an_underscore_does_not_pass_for_the_proxys() -> None:
    said = scope("GET")
    said.headers = {"x_forwarded_for": "1.2.3.4", "x-forwarded-proto": "https"}
    found = environ(said, io.BytesIO())
    assert "HTTP_X_FORWARDED_FOR" not in found
    assert found["HTTP_X_FORWARDED_PROTO"] == "https"
    assert found["REMOTE_ADDR"] == "::1"


def test_a_path_in_any_script_reaches_django_as_wsgi_wants_it() -> None:
    assert (
        environ(scope("GET", "/kund/Åsa"), io.BytesIO())["PATH_INFO"].encode("latin-1").decode()
        == "/kund/Åsa"
    )


def test_a_long_answer_goes_through_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "IN_MEMORY", 1000)

    def long(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [("Content-Disposition", "attachment; filename=år.csv")])
        return (b"line\n" for _number in range(1000))

    client = ask(Client(), scope("GET"), long)
    assert client.body == b"line\n" * 1000
    assert ("Content-Length", "5000") in client.headers
    assert ("Content-Disposition", "attachment; filename=?r.csv") in client.headers


def test_an_answer_that_fails_half_way_is_an_error_not_half_an_answer() -> None:
    def broken(environ: dict[str, Any], start: Callable[..., Any]) -> Iterator[bytes]:
        start("200 OK", [])
        yield b"half"
        raise ValueError

    client = ask(Client(), scope("GET"), broken)
    assert client.status == 500
    assert b"half" not in client.body
