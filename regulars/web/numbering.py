"""Each request has a number, which an error page shows and the log keeps: all that somebody needs to ask for help."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-Id"


class NumberMiddleware:
    """`request.number`, made here: what a client calls its request is not believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.number = secrets.token_hex(4)  # type: ignore[attr-defined] # ours
        answer = self.get_response(request)
        answer.headers[HEADER] = number_of(request)
        return answer


def number_of(request: object) -> str:
    return str(getattr(request, "number", ""))
