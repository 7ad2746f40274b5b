"""What a client sends, received by the event loop within a time of its own: whoever is slow keeps only themselves waiting.

The rule: nothing may be silent for `GRACE` seconds, and beyond those the whole must come at `RATE` at least.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from time import monotonic
from typing import Any

GRACE = 10.0  # seconds
RATE = 4096  # bytes a second: less than the worst telephone line


class NotReceived(OSError):
    """The body did not come whole, or not in time. An OSError, which Django takes for a client that went away."""


class TooSlow(NotReceived):
    """Nothing came for `GRACE` seconds, or less than `RATE` over the whole."""


class BrokenOff(NotReceived):
    """The client went away before it had sent what it announced."""


async def chunks(proto: Any, length: int) -> AsyncIterator[bytes]:
    """The `length` bytes that were announced, as they come. Raises TooSlow or BrokenOff.

    Only the time in which we wait for the client counts, not what the reader does in between.
    """
    source, got, waited = proto.__aiter__(), 0, 0.0
    while got < length:
        began = monotonic()
        try:
            async with asyncio.timeout(min(GRACE, GRACE + got / RATE - waited)):
                chunk = await source.__anext__()
        except TimeoutError as error:
            raise TooSlow from error
        except StopAsyncIteration as error:
            raise BrokenOff from error
        if not chunk:
            raise BrokenOff
        waited += monotonic() - began
        got += len(chunk)
        yield bytes(chunk)


class Stream(io.RawIOBase):
    """A large body as the file that WSGI wants: a thread reads it, the event loop waits for the client."""

    def __init__(self, proto: Any, length: int, loop: asyncio.AbstractEventLoop) -> None:
        self.chunks = chunks(proto, length)
        self.loop = loop
        self.held = b""
        self.failure: NotReceived | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes; 0 at the end. Raises NotReceived, again at every later call."""
        if not self.held:
            self.held = self._next()
        count = min(len(buffer), len(self.held))
        buffer[:count], self.held = self.held[:count], self.held[count:]
        return count

    def _next(self) -> bytes:
        if self.failure:
            raise self.failure
        coming = asyncio.run_coroutine_threadsafe(self._one(), self.loop)
        try:
            return coming.result(2 * GRACE)  # longer than it takes, for a loop that was stopped
        except (TimeoutError, CancelledError) as error:
            self.failure = BrokenOff()
            raise self.failure from error
        except NotReceived as failure:
            self.failure = failure
            raise

    async def _one(self) -> bytes:
        return await anext(self.chunks, b"")
