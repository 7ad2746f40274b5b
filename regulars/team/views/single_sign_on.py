"""To the other house and back."""

import secrets
import time
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.core.exceptions import DisallowedRedirect
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from regulars.team.doors import public
from regulars.team.single_sign_on import HouseAdapter, HouseProvider, house, is_set_up
from regulars.team.throttling import limited


@public
@never_cache
@require_POST
@limited("single_sign_on")
def leaving(request: HttpRequest) -> HttpResponse:
    """By a form, so that no other site sends anybody; then a page that leads on, since forms may not lead away from here.

    Whoever is signed in is asked afresh over there: that is how they confirm (team/question.py).
    """
    if not is_set_up():
        raise Http404
    known = {"nonce": secrets.token_urlsafe(24), "since": time.time() if request.user.is_authenticated else 0}
    asked = {"nonce": known["nonce"]} | ({"prompt": "login", "max_age": "0"} if known["since"] else {})
    try:
        answer = HouseProvider(request, app=house()).redirect(
            request, "login", get_next_redirect_url(request), auth_params=asked, **known
        )
        address = answer.get("Location", "")
    except (RequestException, OAuth2Error, DisallowedRedirect, KeyError, TypeError):
        address = ""
    if not address.startswith(("https://", "http://")):
        messages.error(request, _("{name} cannot be reached just now.").format(name=house().name))
        return redirect("account_login")
    return render(request, "team/to_the_other_house.html", {"address": address, "name": house().name})


class Back(OAuth2CallbackView):  # type: ignore[misc] # the library is untyped
    """The library's, with what this conversation was begun with laid beside it."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        if state:
            self.adapter.nonce, self.adapter.since = state.get("nonce", ""), state.get("since", 0)
        return state, answer


@public
@never_cache
@require_safe
@limited("single_sign_on")
def coming_back(request: HttpRequest) -> HttpResponseBase:
    if not is_set_up():
        raise Http404
    answer: HttpResponseBase = Back.adapter_view(HouseAdapter(request, house().provider_id))(request)
    return answer
