"""The time a call outside may take, all in all: whoever sends one byte a second is cut off too."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from time import monotonic

_CLOCK: ContextVar["Clock | None"] = ContextVar("clock", default=None)


class Clock:
    """When the time is over, every connection that was handed to it ends, whoever waits for it."""

    def __init__(self, seconds: float) -> None:
        self.until = monotonic() + seconds
        self.held: list[socket.socket] = []
        self.lock = threading.Lock()
        self.timer = threading.Timer(seconds, self.strike)
        self.timer.daemon = True

    def left(self) -> float:
        """Seconds. Raises TimeoutError where there are none."""
        self.refuse_late()
        return self.until - monotonic()

    def refuse_late(self) -> None:
        if monotonic() >= self.until:
            raise TimeoutError

    def ends(self, connection: socket.socket) -> None:
        """A second handle, since TLS takes the first one over."""
        with self.lock:
            self.held.append(connection.dup())
        self.refuse_late()

    def strike(self) -> None:
        with self.lock:
            for handle in self.held:
                with contextlib.suppress(OSError):
                    handle.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self.timer.cancel()
        with self.lock:
            for handle in self.held:
                handle.close()
            self.held.clear()


def running() -> Clock | None:
    return _CLOCK.get()


@contextlib.contextmanager
def timed(seconds: float) -> Iterator[Clock]:
    """What runs inside shares one time: a redirect, or a call that another one makes, gets no more of it."""
    if already := running():
        yield already
        return
    clock = Clock(seconds)
    before = _CLOCK.set(clock)
    clock.timer.start()
    try:
        yield clock
    finally:
        _CLOCK.reset(before)
        clock.stop()
