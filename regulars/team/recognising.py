"""Whether this is a browser, a device, a network somebody has signed in by before. Nobody outside is asked.

A browser is known by a cookie of its own, the rest by what it says of itself, which anybody may forge: it helps a member
to notice a stranger, it keeps nobody out.
"""

import hashlib
import ipaddress
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from regulars.team.devices import family
from regulars.team.models.sign_in import KEPT, Trace
from regulars.team.places import known_zones

COOKIE = "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"
CLOCK = "clock"  # a cookie that the page of the sign-in writes (tell-clock.js)
SALT = "regulars.team browser"
BEGAN_WITH = "sign_in"  # in the session: the sign-in it began with
HOW = {"password": "password", "socialaccount": "single_sign_on"}


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def browser_of(request: HttpRequest) -> str:
    """The hash of the browser's own mark; empty where it has none, or one we did not give."""
    return hashed(request.get_signed_cookie(COOKIE, default="", salt=SALT) or "")


def mark(request: HttpRequest, answer: HttpResponse) -> str:
    """Give the browser its mark, unless it has one, for longer than a sign-in is remembered; its hash."""
    own = request.get_signed_cookie(COOKIE, default="", salt=SALT) or secrets.token_urlsafe(24)
    answer.set_signed_cookie(
        COOKIE,
        own,
        salt=SALT,
        max_age=KEPT + timedelta(days=1),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return hashed(own)


def trace_of(request: HttpRequest, browser: str) -> Trace:
    address = get_adapter().get_client_ip(request)
    return Trace(
        browser=browser,
        device=family(request.headers.get("User-Agent", ""))[:60],
        network=network_of(address),
        language=request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()[:20],
        clock=clock_of(request),
        address=address,
    )


def clock_of(request: HttpRequest) -> str:
    """The time zone the browser's clock is set to; empty where it does not say, or says none there is."""
    said = request.COOKIES.get(CLOCK, "")
    return said if said in known_zones() else ""


def network_of(address: str) -> str:
    """The neighbourhood of an address: /24, or /48 of IPv6. A provider hands out others within it from day to day."""
    found = ipaddress.ip_address(address)
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))


def way_in(request: HttpRequest, member: Any) -> str:
    """How they showed who they are: the last that was asked of them."""
    records = get_authentication_records(request, member)
    last = records[-1] if records else {}
    if last.get("method") == "mfa":
        return "passkey" if last.get("type") == "webauthn" else "code"
    return HOW.get(str(last.get("method")), "link")
