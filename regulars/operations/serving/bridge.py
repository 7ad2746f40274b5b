"""The server speaks RSGI, Django WSGI. Bodies are received first, then a thread makes the page, then it is sent.

Small bodies are received into memory. Large ones, which only the paths in settings.LARGE_BODIES may get, are read by
the view itself, after it has looked who sends, in threads that make no pages.
"""

import asyncio
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.template import loader
from django.utils.translation import gettext as _

from regulars.operations.serving import bodies
from regulars.operations.serving.answers import SERVER, Answer, Application, answer
from regulars.operations.serving.environ import environ
from regulars.web.headers import always

logger = logging.getLogger(__name__)

PAGES = 4  # threads that make pages
UPLOADS = 3  # threads that read large files
SMALL = 2 * 1024 * 1024  # the most a form may be
HELD = 64 * 1024 * 1024  # the most that all forms which are just coming in may be together
OPENING = 60.0  # seconds after which the server has surely opened a file that it sends


class Refused(Exception):
    """Not received: `status` and a sentence, after which the connection is closed."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Bridge:
    def __init__(self, application: Application) -> None:
        self.application = application
        self.pages = ThreadPoolExecutor(PAGES, "page")
        self.uploads = ThreadPoolExecutor(UPLOADS, "upload")
        self.held = 0
        self.large = tuple(getattr(settings, "LARGE_BODIES", ()))
        self.folder = str(settings.DATA) if hasattr(settings, "DATA") else None

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        loop = asyncio.get_running_loop()
        held = 0
        try:
            length = announced(scope)
            if length > SMALL and scope.path.startswith(self.large or ("\0",)):
                file: Any = bodies.Stream(proto, length, loop)
                made = await loop.run_in_executor(self.uploads, self._answer, scope, proto, file)
            else:
                body = await self._receive(proto, length) if length else b""
                held = len(body)
                made = await loop.run_in_executor(self.pages, self._answer, scope, proto, io.BytesIO(body))
        except Refused as refused:
            headers, body = worded(scope, refused)
            proto.response_bytes(refused.status, headers, body)
            return
        finally:
            self.held -= held
        if made and made.file:
            loop.call_later(OPENING, made.file.close)

    async def _receive(self, proto: Any, length: int) -> bytes:
        """A small body. What is given back counts as held; the caller lets it go."""
        if length > SMALL:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That is more than a page takes."))
        parts, got = list[bytes](), 0
        try:
            async for chunk in bodies.chunks(proto, length):
                got += len(chunk)
                self.held += len(chunk)
                if self.held > HELD:
                    raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, _("Too much comes in at once. Try again."))
                parts.append(chunk)
        except bodies.NotReceived as error:
            self.held -= got
            raise Refused(HTTPStatus.REQUEST_TIMEOUT, _("What you sent did not come through.")) from error
        except Refused:
            self.held -= got
            raise
        return b"".join(parts)

    def _answer(self, scope: Any, proto: Any, body: Any) -> Answer | None:
        """In a thread: make the page and hand it over. None where there is none."""
        try:
            made = answer(self.application, environ(scope, body), self.folder)
        except Exception:
            logger.exception("%s below /%s", scope.method, scope.path.split("/")[1])
            sentence = _("Something went wrong here. Try again.").encode()
            proto.response_bytes(HTTPStatus.INTERNAL_SERVER_ERROR, plain(close=False), sentence)
            return None
        if getattr(body, "failure", None):
            made.headers.append(("Connection", "close"))
        made.send(proto)
        return made


def announced(scope: Any) -> int:
    """How many bytes the request says it has. Raises Refused where it does not say: half a form must not pass for one."""
    said = scope.headers.get("content-length")
    if said is None and scope.headers.get("transfer-encoding"):
        raise Refused(HTTPStatus.LENGTH_REQUIRED, _("Say how long it is."))
    try:
        return max(0, int(said or 0))
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, _("Say how long it is.")) from None


def worded(scope: Any, refused: Refused) -> tuple[list[tuple[str, str]], bytes]:
    """A page for a browser, else the sentence alone."""
    if "text/html" not in (scope.headers.get("accept") or "") or scope.headers.get("hx-request"):
        return plain(close=True), str(refused).encode()
    page = loader.render_to_string("not_received.html", {"sentence": str(refused)})
    return plain("text/html", close=True), page.encode()


def plain(kind: str = "text/plain", *, close: bool) -> list[tuple[str, str]]:
    headers = [
        SERVER,
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Cache-Control", "no-store"),
        *always().items(),
    ]
    return [*headers, ("Connection", "close")] if close else headers
