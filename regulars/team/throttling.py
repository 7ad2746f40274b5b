"""How often one may try, beside what the sign-in library counts by itself (ACCOUNT_RATE_LIMITS): its way of counting, our
doors. What is counted by address cannot be aimed at anybody; nothing here is counted by whom it is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponseBase

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]

RATES = {
    "link": "30/m/ip,300/h/ip",  # invitations, the owner's first link, links to a new password
    "single_sign_on": "30/m/ip",
    "failure_told": "60/h/ip,1000/d/key",  # lines in the history: nobody floods it
}


def within(request: HttpRequest, what: str, key: str = "") -> bool:
    """Whether this one more is within the limit of `what`; it counts."""
    return bool(
        ratelimit.consume(
            request, app="regulars.team", action=what, config=RATES, key=key or what, limit_get=True
        )
    )


def limited(what: str) -> Callable[[View[Rest]], View[Rest]]:
    """Whoever comes too often gets 429, before the view is asked."""

    def wrap(view: View[Rest]) -> View[Rest]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not within(request, what):
                return cast(HttpResponseBase, ratelimit.respond_429(request))
            return view(request, *args, **kwargs)

        return cast(View[Rest], counted)

    return wrap
