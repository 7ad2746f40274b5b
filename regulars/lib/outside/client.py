"""The one client for calls to other machines. What may be reached, how much is read and how long is waited is decided here.

    with Outside() as line:
        config = line.get("https://id.example.com/.well-known/openid-configuration").json()

A name is looked up once, every address behind it is judged, and the connection goes to one of those: what the name says a
moment later does not matter. Addresses of this machine and of the network around it are refused, whichever way they are
written and at every redirect, unless whoever runs the server named them in REGULARS_OUTSIDE. An answer is for programs:
never show its body, or a part of it, to a person.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from regulars.lib.errors import Refusal
from regulars.lib.outside.addresses import Inside, approved
from regulars.lib.outside.clock import Clock, running, timed

SECONDS = 10.0  # for all of a call, redirects included
LIMIT = 1024 * 1024  # bytes of an answer
REDIRECTS = 3
CHUNK = 64 * 1024
READING = {"GET", "HEAD"}
JSON = frozenset({"application/json", "application/jwt", "application/jwk-set+json"})


class CannotReach(Refusal, requests.RequestException):
    """The call was refused here, or failed there. The sentence holds nothing of what the other side said."""

    code = "cannot_reach"
    status = 502


class Outside(requests.Session):
    """A session of `requests` that reaches only what lies outside. Every failure is CannotReach, a RequestException too."""

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        limit: int = LIMIT,
        accepts: frozenset[str] = JSON,
        ca: str | bool = True,
    ) -> None:
        super().__init__()
        self.seconds, self.verify = seconds, ca
        self.trust_env = False  # no proxy, no password file, no other certificates from the environment
        self.max_redirects = REDIRECTS
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers.update({"User-Agent": "Regulars", "Accept-Encoding": "identity", "Connection": "close"})
        for scheme in ("http://", "https://"):
            self.mount(scheme, Guarded(limit, accepts))

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        with told(), timed(self.seconds):
            return super().request(*args, **kwargs)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Only what reads follows a redirect: what was meant for one place is not handed to another."""
        kwargs |= {"verify": self.verify, "proxies": {}, "stream": False}
        if request.method not in READING:
            kwargs["allow_redirects"] = False
        with told(), timed(self.seconds):
            return super().send(request, **kwargs)


@contextmanager
def told() -> Iterator[None]:
    """Whatever goes wrong, in one sentence that says nothing of what is behind the address."""
    try:
        yield
    except CannotReach:
        raise
    except requests.TooManyRedirects as error:
        raise CannotReach(_("That address leads on to others again and again.")) from error
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise CannotReach(_("That address did not answer as it should.")) from error


class Guarded(HTTPAdapter):
    def __init__(self, limit: int, accepts: frozenset[str]) -> None:
        self.limit, self.accepts = limit, accepts
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        clock = running()
        assert clock, "calls go through Outside.send"
        refuse_odd(request.url or "")
        kwargs |= {"timeout": clock.left(), "stream": True}
        try:
            answer = super().send(request, *args, **kwargs)
        except Inside as inside:
            raise CannotReach(_("That address cannot be used: it is not a public one.")) from inside
        answer._content = self.body(answer, clock)
        answer._content_consumed = True  # as its own `content` would leave it
        return answer

    def body(self, answer: requests.Response, clock: Clock) -> bytes:
        """What was sent, where it is of a kind that was asked for. An error page of another kind is left unread."""
        try:
            if answer.is_redirect:
                return b""
            kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind not in self.accepts or answer.headers.get("Content-Encoding", "identity") != "identity":
                if answer.status_code >= 400 or answer.status_code == 204:
                    return b""
                raise CannotReach(_("That address answered with something else than was asked for."))
            return self.read(answer, clock)
        finally:
            answer.raw.close()

    def read(self, answer: requests.Response, clock: Clock) -> bytes:
        held, size = list[bytes](), 0
        while chunk := answer.raw.read1(CHUNK, decode_content=False):
            held.append(chunk)
            size += len(chunk)
            if size > self.limit:
                raise CannotReach(_("That address answered with more than is taken."))
        clock.refuse_late()
        return b"".join(held)


class Checked:
    """The moment of connecting, which is the one that counts."""

    def _new_conn(self) -> socket.socket:
        clock = running()
        assert clock
        host, port = self._dns_host, self.port  # type: ignore[attr-defined] # of the connection this is mixed into
        error: OSError | None = None
        for family, address in approved(host, port, settings.OUTSIDE, clock.left()):
            made = socket.socket(family, socket.SOCK_STREAM)
            made.settimeout(clock.left())
            try:
                made.connect(address)
            except OSError as failed:
                made.close()
                error = failed
                continue
            clock.ends(made)
            return made
        raise error or OSError("no address")


class PlainConnection(Checked, HTTPConnection):
    pass


class SecureConnection(Checked, HTTPSConnection):
    pass


class PlainPool(HTTPConnectionPool):
    ConnectionCls = PlainConnection


class SecurePool(HTTPSConnectionPool):
    ConnectionCls = SecureConnection


def refuse_odd(url: str) -> None:
    """What makes two readers see two different places in one address."""
    parts = parse_url(url)
    if parts.scheme not in {"http", "https"} or parts.auth is not None or not parts.host:
        raise CannotReach(
            _("Write the address as https://name.example/path, without a name or password in it.")
        )
