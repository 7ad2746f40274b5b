"""Is it still you? Asked once more before what leaves the house, what cannot be called back, and what opens doors.

`@confirmed` stands below the door of a view:

    @members(write=Role.OWNER)
    @require_POST
    @confirmed
    def deactivation(request, pk): ...

Whoever signed in or confirmed within ten minutes is not asked. Else a page to look at leads to the question and back; a
form that was sent is answered with the question, which carries what was typed and sends it where it was going. It waits
in that page and not here: a question left unanswered has done nothing, and nothing is done again later.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from regulars.team.doors import READING
from regulars.team.question import Question

Rest = ParamSpec("Rest")
View = Callable[Concatenate[Any, Rest], HttpResponseBase]
# What another house says of them counts only where it has just asked them (single_sign_on).
COUNTS = {"password", "mfa"}


def confirmed(view: View[Rest]) -> View[Rest]:
    """Only for whom `unconfirmed` has nothing to ask."""

    @wraps(view)
    def asked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return unconfirmed(request) or view(request, *args, **kwargs)

    asked.__dict__["confirmed"] = True
    return cast(View[Rest], asked)


def unconfirmed(request: Any) -> HttpResponse | None:
    """None for whoever showed lately, or shows with this request, that it is still them; else the answer that asks.

    For a view that asks only before some of what it does; the others wear `@confirmed`.
    """
    if recently(request):
        return None
    question = Question(request)
    if request.method in READING and question.forms:
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    if not question.is_answered():
        return question.page()
    request.POST = question.rest()
    return None


def recently(request: HttpRequest) -> bool:
    """Whether this session's member signed in, or confirmed, within ten minutes."""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return any(
        one["at"] > since and (one["method"] in COUNTS or one.get("reauthenticated"))
        for one in get_authentication_records(request, cast(Any, request.user))
    )
