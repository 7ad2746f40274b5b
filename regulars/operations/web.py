"""The web server: Granian with one process, in which the event loop receives and a few threads make pages."""

import contextlib
import resource
import socket
import sys
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from regulars.operations.orphans import follow_parent
from regulars.operations.serving.bridge import Bridge

HEADERS = 10_000  # milliseconds in which the first line and the headers must be there
UNREAD = 20_000  # milliseconds after which a connection whose other end takes nothing is dropped
CONNECTIONS = 2048


class Server(MPServer):
    """Granian with one listening socket made here, so that it can be told how long to wait for slow readers."""

    def _init_shared_socket(self) -> None:
        super()._init_shared_socket()  # type: ignore[no-untyped-call] # theirs
        place: Any = self._ssp
        self._ssp = None  # on Linux each worker would make a socket of its own from it
        if place is not None:
            self._shd = place.build()
            self._sfd = self._shd.get_fd()  # type: ignore[attr-defined] # just made
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; accepted connections inherit it
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD)


def application() -> Any:
    """Made in the serving process only; the watching one stays small."""
    follow_parent()
    from django.core.wsgi import get_wsgi_application

    return Bridge(get_wsgi_application())


def allow_connections() -> None:
    """As many open sockets as this user may have: some systems begin with 256."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * CONNECTIONS), hard))


def main() -> None:
    host, port = sys.argv[1], int(sys.argv[2])
    follow_parent()
    allow_connections()
    Server(
        "regulars.operations.web:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=1,
        runtime_blocking_threads=4,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS),
        websockets=False,
        backlog=CONNECTIONS,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
