"""The door of the customers' own page: a secret address and nothing else. No login, no cookie, no script."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt

from regulars.lib.errors import Refusal
from regulars.people.models import Person
from regulars.team.doors import public
from regulars.team.models import Firm
from regulars.trust.models import OwnLink
from regulars.trust.rights.errors import OwnLinkNotUsable, TooOften

Rest = ParamSpec("Rest")
Own = Callable[Concatenate[HttpRequest, Person, Rest], HttpResponseBase]
RATES = {"opened": "90/m/ip"}
"""From one address: more than anybody clicks, and a guess in 2^256 would take longer than there is time."""
QUIET = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def own_page(view: Own[Rest]) -> Callable[..., HttpResponseBase]:
    """`view(request, person, …)` of the address's `token`. Unknown, run out and taken back are answered alike.

    What another site would need to act in somebody's name is the secret itself, so no cookie has to prove more.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        try:
            if not consume(request, app="trust", action="opened", config=RATES, limit_get=True):
                raise TooOften
            link, person = OwnLink.opened_by(token)
        except (OwnLinkNotUsable, TooOften) as refused:
            return closed(request, refused)
        request.own_token = token  # type: ignore[attr-defined] # the links of its pages need it
        try:
            with timezone.override(Firm.load().zone):
                answer = quietly(view(request, person, *args, **kwargs))
        except Http404:
            return closed(request, OwnLinkNotUsable())
        if request.method == "POST" and answer.status_code < 400:
            link.used()
        return answer

    return public(csrf_exempt(opened))  # the secret address is the proof, and the page works without cookies


def closed(request: HttpRequest, refused: Refusal) -> HttpResponseBase:
    shown = {"sentence": str(refused), "firm": Firm.load()}
    return quietly(render(request, "trust/yours/closed.html", shown, status=refused.status))


def quietly(response: HttpResponseBase) -> HttpResponseBase:
    """Neither kept nor told to anybody: not to a cache, a search engine, the next site, or our own log."""
    add_never_cache_headers(response)
    for name, value in QUIET.items():
        response[name] = value
    response.__dict__["_has_been_logged"] = (
        True  # Django would write the address, and so the secret, into the log
    )
    return response


def shown_page(
    request: HttpRequest, template: str, person: Person, status: int = 200, **more: Any
) -> HttpResponse:
    token = request.own_token  # type: ignore[attr-defined] # own_page puts it there
    return render(
        request, template, {"person": person, "token": token, "firm": Firm.load(), **more}, status=status
    )
