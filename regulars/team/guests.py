"""Whom another house's word lets in: members, and who was invited by the e-mail it has verified. Nobody as an owner."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from regulars.lib.outside import Outside
from regulars.team.failing import tell_failure
from regulars.team.models import Invitation, Member, Role
from regulars.team.signup import come_in_unasked
from regulars.team.single_sign_on import HouseProvider, house, is_set_up


class GuestAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # the library is untyped
    def get_requests_session(self) -> Outside:
        return Outside()

    def list_apps(
        self, request: HttpRequest | None, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        return [house()] if is_set_up() else []

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> HouseProvider:
        return HouseProvider(request, app=house())

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Member:
        """Nobody yet: `pre_social_login` finds out who it is."""
        member: Member = sociallogin.user
        member.name = str(data.get("name") or "")[:200]
        return member

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        member = sociallogin.user if sociallogin.is_existing else let_in(request, sociallogin)
        sociallogin.user = member
        if not request.user.is_authenticated:
            return
        if request.user != member or not sociallogin.state.get("since"):
            raise refused(request, str(member.email))
        record_authentication(request, member, "socialaccount", reauthenticated=True)
        raise ImmediateHttpResponse(redirect(sociallogin.state.get("next") or "today"))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Whatever went wrong: one sentence, and the door."""
        raise refused(request, "")


def let_in(request: HttpRequest, sociallogin: SocialLogin) -> Member:
    """The member with that verified e-mail, or the newcomer who was invited by it; linked from now on by their number."""
    email = next((one.email.lower() for one in sociallogin.email_addresses if one.verified is True), "")
    account = sociallogin.account
    with transaction.atomic():
        member = Member.objects.filter(email=email).first() or invited(email, sociallogin.user.name)
        # Somebody else has had this e-mail at that house before: it may be a mailbox that went to another person.
        taken = member and SocialAccount.objects.filter(user=member, provider=account.provider).exists()
        if member and member.is_active and not taken:
            account.user = member
            account.save(force_insert=True)
            return member
    if member and not member.is_active:
        raise ImmediateHttpResponse(redirect("account_inactive"))
    raise refused(request, email)


def invited(email: str, name: str) -> Member | None:
    by_somebody = Invitation.objects.usable().filter(email__iexact=email).exclude(invited_by=None)
    invitation = by_somebody.exclude(role=Role.OWNER).exclude(email="").order_by("-created_at").first()
    return come_in_unasked(invitation, email=email, name=name) if invitation and email else None


def refused(request: HttpRequest, email: str) -> ImmediateHttpResponse:
    tell_failure(request, email=email, step="single_sign_on")
    sentence = _(
        "{name} did not tell us of anybody who works here. Ask an owner to invite you by the e-mail you have there."
    )
    messages.error(request, sentence.format(name=house().name))
    return ImmediateHttpResponse(redirect("today" if request.user.is_authenticated else "account_login"))
