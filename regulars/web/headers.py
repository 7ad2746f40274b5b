"""The headers every answer carries, static files, errors and what never reached Django included."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOT_USED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in NOT_USED), *(f"{name}=(self)" for name in PASSKEYS)])


def always() -> dict[str, str]:
    """Name → value. A view that needs a narrower policy (a file in a sandbox) says its own."""
    found = {
        "Content-Security-Policy": build_policy() or "",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.SECURE_HSTS_SECONDS:
        found["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return found


class HeadersMiddleware:
    """The outermost: what fails in any of the others passes here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.always = always()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Django's own pages for developers, shown in development only, bring their styles along."""
        answer = self.get_response(request)
        for name, value in self.always.items():
            if not (settings.DEBUG and answer.status_code in {404, 500}):
                answer.headers.setdefault(name, value)
        return answer
