"""What Django answers, made whole before any of it is sent: a client that reads slowly holds no thread."""

import tempfile
from collections.abc import Callable, Iterable
from typing import IO, Any

IN_MEMORY = 8 * 1024 * 1024

SERVER = ("Server", "Regulars")  # where none is given, the server adds its own name
Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answer:
    """Status, headers and body of one answer; a body of more than `IN_MEMORY` is in `file`."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.body = b""
        self.file: IO[bytes] | None = None

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        """WSGI's start_response."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [SERVER, *((name, sendable(value)) for name, value in headers)]

    def take(self, parts: Iterable[bytes], folder: str | None) -> None:
        """All of the body. An error on the way leaves nothing half sent."""
        held, size = list[bytes](), 0
        for part in parts:
            held.append(part)
            size += len(part)
            if size > IN_MEMORY:
                self.file = self.file or tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 # closed once sent
                self.file.write(b"".join(held))
                held, size = [], 0
        if self.file is None:
            self.body = b"".join(held)
            return
        self.file.write(b"".join(held))
        self.file.flush()
        if not any(name.lower() == "content-length" for name, _value in self.headers):
            self.headers.append(("Content-Length", str(self.file.tell())))
        self.file.seek(0)

    def send(self, proto: Any) -> None:
        if self.file is None:
            proto.response_bytes(self.status, self.headers, self.body)
        else:
            proto.response_file(self.status, self.headers, f"/dev/fd/{self.file.fileno()}")


def answer(application: Application, environ: dict[str, Any], folder: str | None) -> Answer:
    """Ask the WSGI application and take its whole answer; large ones go into `folder` (None: the system's)."""
    made = Answer()
    parts = application(environ, made)
    try:
        made.take(parts, folder)
    except BaseException:
        if made.file:
            made.file.close()
        raise
    finally:
        if close := getattr(parts, "close", None):
            close()
    return made


def sendable(value: str) -> str:
    """A header's value in the signs a header may have."""
    return value if value.isascii() else value.encode("ascii", "replace").decode()
