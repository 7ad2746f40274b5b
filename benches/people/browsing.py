"""A browser that asks the running web server one thing after another over one kept connection, and times each."""

import http.client
import statistics
import time
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benches.measuring import at, tell

MEDIAN, P99 = 40.0, 150.0
WARM_UP = 20
HOST = "127.0.0.1"
SECRET = "a" * 32
FOUND = {http.HTTPStatus.OK, http.HTTPStatus.FOUND, http.HTTPStatus.NO_CONTENT}


class Ask(NamedTuple):
    """One request: a GET, or a POST where it has a `body`; `part` asks as htmx does."""

    path: str
    body: dict[str, str] | None = None
    part: bool = False


class Browser:
    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, port)
        self.cookie = f"{cookie}; {settings.CSRF_COOKIE_NAME}={SECRET}"

    def ask(self, asked: Ask) -> float:
        """Seconds until the whole answer is here. Raises RuntimeError for an answer that is not what a person wants."""
        headers = {"Cookie": self.cookie, "Host": "localhost", "Accept-Encoding": "identity"}
        headers |= {"HX-Request": "true"} if asked.part else {}
        body = None
        if asked.body is not None:
            body = urlencode(asked.body | {"csrfmiddlewaretoken": SECRET})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request("GET" if body is None else "POST", asked.path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        took = time.perf_counter() - began
        if answer.status not in FOUND:
            raise RuntimeError(f"{asked.path} answered {answer.status}")
        return took


def tell_page(browser: Browser, name: str, asks: Sequence[Ask], requests: int, size: str) -> None:
    """Time `requests` of them in turn after a warm-up, and tell median and p99."""
    for index in range(WARM_UP):
        browser.ask(asks[index % len(asks)])
    taken = [(browser.ask(asked), asked.path) for asked in (asks[i % len(asks)] for i in range(requests))]
    times = [seconds * 1000 for seconds, _ in taken]
    slowest = max(taken)[1]
    tell(f"{name}: median", statistics.median(times), "ms", MEDIAN, size=size)
    tell(f"{name}: p99", at(times, 0.99), "ms", P99, size=size, requests=requests, slowest=slowest)


def tell_queries(client: Client, name: str, asks: Sequence[Ask], size: str) -> None:
    """How many times a page asks the database: the same number whoever it is about."""
    counts = set()
    for asked in asks[:10]:
        with CaptureQueriesContext(connection) as queries:
            client.get(asked.path, headers={"HX-Request": "true"} if asked.part else {})
        counts.add(len(queries))
    tell(f"{name}: queries", max(counts), "queries", size=size, fewest=min(counts))
