"""How the sign-in library is bent to the firm's rules: nobody signs up without a link, and each sign-in is recorded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from regulars.team.confirming import recently
from regulars.team.failing import tell_failure
from regulars.team.models import Member, SignIn
from regulars.team.recognising import BEGAN_WITH, browser_of, mark, trace_of, way_in
from regulars.timeline.models import record

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

    def get_login_stages(self) -> list[str]:
        stages: list[str] = super().get_login_stages()
        ours = {"allauth.mfa.stages.AuthenticateStage": "regulars.team.second_step.SecondStage"}
        return [ours.get(stage, stage) for stage in stages]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse | None:
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if answer or not user.is_password_doubted or way_in(request, user) != "password":
            return answer
        if SignIn.objects.knows(browser_of(request), user.email):
            return None
        messages.error(
            request,
            _("This password is not taken any more. Ask whoever runs Regulars for a link to a new one."),
        )
        return redirect("account_login")

    @transaction.atomic
    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        how = way_in(request, user)
        made = SignIn.note(user, trace_of(request, mark(request, answer)), how=how)
        request.session[BEGAN_WITH] = made.pk
        record("team.signed_in", by=user, address=made.address, device=made.device, how=how, new=made.news)
        if made.is_strange:
            messages.info(
                request, _("You have not signed in like this before, so you are asked about it elsewhere.")
            )
        return answer

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        record("team.signed_out", by=request.user)
        super().logout(request)

    @transaction.atomic
    def set_password(self, user: Member, password: str) -> None:
        user.give_password(password)
        record("team.password_changed", by=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        tell_failure(request, email=str(credentials.get("email", "")), step="password")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """A browser somebody has signed in by before has a share of tries of its own: strangers who use up the other one
        do not shut a colleague out."""
        shared: str = super()._get_login_attempts_cache_key(request, **credentials)
        browser = browser_of(request)
        return (
            f"{shared}:{browser}"
            if SignIn.objects.knows(browser, str(credentials.get("email", "")))
            else shared
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """What the library guards by itself it guards by our rule."""
        return not recently(context.request)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """The ways to confirm that it is still you, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS.get(way["id"], way["description"])} for way in ways]
