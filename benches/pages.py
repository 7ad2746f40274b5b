"""Pages of the running web server, beside a bare Django page on the same server and the same database."""

import http.client
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import psutil
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.crypto import salted_hmac

from benches.measuring import milliseconds, tell
from regulars.operations.addresses import free_port
from regulars.people.models import Account
from regulars.team.models import Member, Role

MEDIAN, P99, CPU, QUERIES = 40.0, 120.0, 3.0, 12
WARM_UP = 40
HOST = "127.0.0.1"


class Timed(NamedTuple):
    times: list[float]
    cpu: float  # seconds of the server's own processes, a request


def measure_pages(requests: int, size: str) -> None:
    client = Client(headers={"host": "localhost"})
    member = Member.objects.create_member("bench@firm.example", "Bench", Role.OWNER)
    client.force_login(member)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with serving("benches.bare.server") as server:
        bare = timed(server, ["/"], requests, f"regulars={plain_session(member)}")
    tell(
        "bare page of 50 rows",
        milliseconds(bare.times)["median"],
        "ms",
        size=size,
        cpu_ms=round(bare.cpu * 1000, 2),
    )
    with serving("regulars.operations.web") as server:
        for name, paths in pages().items():
            tell_page(name, timed(server, paths, requests, cookie), bare, size)
            queries = max(count_queries(client, path) for path in paths[:10])
            tell(f"{name}: queries", queries, "queries", QUERIES, size=size)


def plain_session(member: Member) -> str:
    """A session as Django's own sign-in would make it."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
    session[HASH_SESSION_KEY] = salted_hmac(salt, member.password, algorithm="sha256").hexdigest()
    session.save()
    return str(session.session_key)


def pages() -> dict[str, list[str]]:
    chance = random.Random(7)  # noqa: S311 # which accounts are looked at
    buyers = list(Account.objects.filter(orders__isnull=False).values_list("pk", flat=True).distinct()[:2000])
    accounts = [f"/accounts/{pk}/" for pk in chance.sample(buyers, min(40, len(buyers)))]
    return {
        "Today": ["/"],
        "account": accounts,
        "customers, first page": ["/customers/"],
        "customers, last page": ["/customers/?last=1"],
        "customers, searched": [
            f"/customers/?q={start}" for start in ("ha", "hann", "hannah+sm", "quay+the")
        ],
    }


def tell_page(name: str, page: Timed, bare: Timed, size: str) -> None:
    figures = milliseconds(page.times)
    tell(f"{name}: median", figures["median"], "ms", MEDIAN, size=size, quick=figures["quick"])
    tell(f"{name}: p99", figures["p99"], "ms", P99, size=size, requests=len(page.times))
    tell(
        f"{name}: CPU against the bare page",
        page.cpu / bare.cpu,
        "times",
        CPU,
        size=size,
        cpu_ms=round(page.cpu * 1000, 2),
    )


@contextmanager
def serving(module: str) -> Iterator[tuple[psutil.Process, int]]:
    """A web server of its own process, answering; ended afterwards."""
    port = free_port(HOST, 0)
    command = [sys.executable, "-m", module, HOST, str(port)]
    process = subprocess.Popen(command, stdout=sys.stderr)
    try:
        wait_for(port)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            http.client.HTTPConnection(HOST, port).connect()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no server answers on port {port}")


def timed(server: tuple[psutil.Process, int], paths: list[str], requests: int, cookie: str) -> Timed:
    """`requests` answers after a warm-up, one after another over one kept connection."""
    process, port = server
    browser = http.client.HTTPConnection(HOST, port)
    for index in range(WARM_UP):
        ask(browser, paths[index % len(paths)], cookie)
    before = cpu_seconds(process)
    times = [ask(browser, paths[index % len(paths)], cookie) for index in range(requests)]
    return Timed(times, (cpu_seconds(process) - before) / requests)


def ask(browser: http.client.HTTPConnection, path: str, cookie: str) -> float:
    began = time.perf_counter()
    browser.request(
        "GET", path, headers={"Cookie": cookie, "Host": "localhost", "Accept-Encoding": "identity"}
    )
    answer = browser.getresponse()
    answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path} answered {answer.status}")
    return time.perf_counter() - began


def cpu_seconds(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(times.user + times.system for times in (member.cpu_times() for member in family)))


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == http.HTTPStatus.OK, f"{path} answered {answer.status_code}"
    return len(queries)
