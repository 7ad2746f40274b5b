"""How the sign-in library is bent to the firm's rules: nobody signs up without a link, and each sign-in is recorded."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from regulars.team.confirming import recently
from regulars.team.models import Member
from regulars.timeline.models import record

log = logging.getLogger(__name__)


WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class TeamAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail and password do not belong together. Look at both again."),
        "enter_current_password": _("That is not the password you have now."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many tries that failed. Wait five minutes, then try again."),
        "rate_limited": _("That was a little too often. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        record("team.signed_in", by=user, address=self.get_client_ip(request))
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Said in the log without what was typed: people type passwords into the e-mail field."""
        log.warning("A sign-in from %s failed.", self.get_client_ip(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """What the library guards by itself it guards by our rule."""
        return not recently(context.request)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways to confirm that it is still you, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS.get(way["id"], way["description"])} for way in ways]
