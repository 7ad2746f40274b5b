"""What somebody sees when a request went wrong: our words, and nothing of the inside but the request's number."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import loader

from regulars.web.numbering import number_of

WORDLESS = {405}  # the framework answers these with nothing at all


def page(request: HttpRequest, status: int) -> HttpResponse:
    """Made without the request's context, which may be what went wrong."""
    said = loader.render_to_string(f"{status}.html", {"number": number_of(request)})
    return HttpResponse(said, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return page(request, 400)


class WordsMiddleware:
    """Gives an answer that has no words a page of its own; a part of a page stays without."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code in WORDLESS and not answer.streaming and not answer.content:
            answer.content = page(request, answer.status_code).content
        return answer
