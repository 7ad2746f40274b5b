"""A server on this machine that answers in every way a stranger's might."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@dataclass
class Listener:
    server: socket.socket
    seen: list[str] = field(default_factory=list)  # each request's first line and headers
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server.getsockname()[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                peer, _address = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=[peer], daemon=True).start()

    def answer(self, peer: socket.socket) -> None:
        with suppress(OSError), peer:
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += peer.recv(65536)
            self.seen.append(asked.decode("latin-1"))
            path, _question, to = self.seen[-1].split(" ", 2)[1].partition("?")
            ANSWERS.get(path, said)(self, peer, to)


def said(_listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(JSON + b'Set-Cookie: a=1\r\nContent-Length: 17\r\n\r\n{"said": "hello"}')


def sends_on(_listener: Listener, peer: socket.socket, to: str) -> None:
    peer.sendall(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())


def round_and_round(listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(
        f"HTTP/1.1 307 On\r\nLocation: {listener.url}/round\r\nContent-Length: 4\r\n\r\nmore".encode()
    )


def drips(listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(JSON + b"Content-Length: 1000\r\n\r\n")
    while not listener.over.wait(0.05):
        peer.sendall(b" ")


def slow_headers(listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(JSON)
    while not listener.over.wait(0.05):
        peer.sendall(b"X-More: 1\r\n")


def silent(listener: Listener, _peer: socket.socket, _to: str) -> None:
    listener.over.wait(10)


def endless(listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(JSON + b"\r\n")
    while not listener.over.wait(0.001):
        peer.sendall(b" " * 1000)


def chunks(listener: Listener, peer: socket.socket, _to: str) -> None:
    peer.sendall(JSON + b"Transfer-Encoding: chunked\r\n\r\n")
    while not listener.over.wait(0.001):
        peer.sendall(b"400\r\n" + b" " * 1024 + b"\r\n")


def plainly(head: bytes, body: bytes) -> Callable[[Listener, socket.socket, str], None]:
    def answer(_listener: Listener, peer: socket.socket, _to: str) -> None:
        peer.sendall(head + b"\r\n" + body)

    return answer


ANSWERS: dict[str, Callable[[Listener, socket.socket, str], None]] = {
    "/json": said,
    "/to": sends_on,
    "/round": round_and_round,
    "/drip": drips,
    "/silent": silent,
    "/slow-headers": slow_headers,
    "/endless": endless,
    "/chunks": chunks,
    "/large": plainly(JSON + b"Content-Length: 20000\r\n", b" " * 20000),
    "/html": plainly(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", b"<p>swordfish"),
    "/nothing-said": plainly(b"HTTP/1.1 200 OK\r\n", b"swordfish"),
    "/packed": plainly(JSON + b"Content-Encoding: gzip\r\n", b"swordfish"),
    "/cut": plainly(JSON + b"Content-Length: 900\r\n", b'{"secret": "swordfish"}'),
    "/broken": plainly(b"HTTP/1.1 500 No\r\nContent-Type: text/html\r\n", b"swordfish in the trace"),
    "/nonsense": plainly(b"220 mail.example ESMTP\r\n", b""),
}


@contextmanager
def listening() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server)
        threading.Thread(target=found.serve, daemon=True).start()
        yield found
        found.over.set()
