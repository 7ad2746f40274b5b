"""Sixty-four clients that are slow in every way at once: pages still come, and the slow ones are dropped in time."""

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from regulars.operations.serving.bodies import GRACE
from regulars.operations.tests.installations import Up, wait_for
from regulars.operations.web import HEADERS, UNREAD

pytestmark = pytest.mark.slow

FORM = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
WAYS = {
    "slow headers": b"GET /sign-in/ HTTP/1.1\r\nHost: local",
    "no body": FORM + b"Content-Length: 1000\r\n\r\n",
    "slow body": FORM + b"Content-Length: 1000\r\n\r\nlogin=",
    "slow reader": b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\n\r\n" * 400,
}
EACH = 16


@contextmanager
def slow(port: int) -> Iterator[dict[str, list[socket.socket]]]:
    with ExitStack() as stack:
        found: dict[str, list[socket.socket]] = {way: [] for way in WAYS}
        for way, words in WAYS.items():
            for _number in range(EACH):
                connection = stack.enter_context(socket.socket())
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                connection.connect(("127.0.0.1", port))
                connection.setblocking(False)  # noqa: FBT003 # the standard library's
                connection.send(words)
                found[way].append(connection)
        yield found


def seconds_for_a_page(address: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(f"{address}/sign-in/", timeout=20) as page:
        assert page.status == 200
        page.read()
    return time.monotonic() - began


def is_closed(connection: socket.socket) -> bool:
    with suppress(BlockingIOError):
        try:
            return connection.recv(65536) == b""
        except OSError:
            return True
    return False


def drip(connections: list[socket.socket]) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.send(b"x")


def held_by_the_server(up: Up, port: int) -> int:
    """Connections that its processes still have."""
    web = psutil.Process(up.children("web")[0].pid)
    found = [
        connection
        for process in [web, *web.children(recursive=True)]
        for connection in process.net_connections("tcp")
    ]
    return sum(each.laddr.port == port and each.status == psutil.CONN_ESTABLISHED for each in found)


def test_pages_come_while_sixty_four_clients_are_slow_and_those_are_dropped(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        port = int(up.address.rsplit(":", 1)[1])
        seconds_for_a_page(up.address)
        with slow(port) as clients:
            began, took = time.monotonic(), list[float]()
            senders = [client for way in WAYS if way != "slow reader" for client in clients[way]]
            while senders:
                took.append(seconds_for_a_page(up.address))
                drip(clients["slow body"])
                senders = [client for client in senders if not is_closed(client)]
                assert time.monotonic() - began < GRACE + HEADERS / 1000 + 5, f"{len(senders)} are still open"
                time.sleep(0.5)  # between two drops of the drip
            assert max(took) < 1
            wait_for(lambda: held_by_the_server(up, port) == 0, patience=UNREAD / 1000 + 15)
            assert seconds_for_a_page(up.address) < 1


def test_a_slow_form_does_not_stop_the_server_from_ending(data: Path) -> None:
    with Up(data) as up:
        up.wait_until_well()
        with slow(int(up.address.rsplit(":", 1)[1])):
            up.process.send_signal(2)
            assert up.process.wait(15) == 0
