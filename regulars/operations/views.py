"""/health, for whoever watches over the installation. It answers without a session, a host name or a database."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse

from regulars.operations.health import WELL, examine
from regulars.operations.outage import quiet
from regulars.team.doors import public

PATH = "/health"


@public
def health(request: HttpRequest) -> HttpResponseBase:
    """200 where web, database and worker are all well, else 503; the JSON says which is not."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    parts = examine()
    status = 200 if all(part == WELL for part in parts.values()) else 503
    return quiet(JsonResponse(parts, status=status, headers={"Cache-Control": "no-store"}))


class HealthMiddleware:
    """Answers /health before anything that needs the database gets to see the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return health(request) if request.path_info == PATH else self.get_response(request)
