"""One place turns a typed refusal into an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from regulars.lib.errors import Refusal


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal becomes its status and sentence; anything else is a bug and stays a 500."""
        if not isinstance(exception, Refusal):
            return None
        htmx = getattr(request, "htmx", None)
        template = "_refusal.html" if htmx else "refusal.html"
        answer = render(request, template, {"sentence": str(exception)}, status=exception.status)
        if htmx:  # the sentence is shown as a toast, whatever part of the page was asked for
            answer["HX-Retarget"], answer["HX-Reswap"] = "#toasts", "beforeend"
        return answer
