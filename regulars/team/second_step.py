"""The second step of signing in: how its secrets are kept, what it says, and the way back for who has lost it."""

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regulars.team.errors import NoSuchMember
from regulars.team.models import Member
from regulars.team.sealing import CannotOpen, opened, seal
from regulars.timeline.models import record

log = logging.getLogger(__name__)

SEALED_FIELDS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library is untyped
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That did not fit. A code from the app is good for half a minute; a recovery code works once."
        ),
        "cannot_delete_authenticator": _("This cannot be switched off."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with an authenticator app or a passkey. Set up one of those first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What cannot be opened (a backup restored without its secret) counts as a secret no code fits: nobody gets
        in by it, and nothing falls over."""
        try:
            return opened(encrypted_text)
        except CannotOpen:
            log.warning(
                "A second step was set up under another secret key, so no code fits it. "
                "bin/regulars owner-link EMAIL --without-second-step lets that member start afresh."
            )
            return str(generate_totp_secret())

    def generate_authenticator_name(self, user: AbstractBaseUser, kind: Any) -> str:
        held = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return gettext("Passkey %(number)d") % {"number": held + 1}


class SecondStage(AuthenticateStage):  # type: ignore[misc] # the library is untyped
    """Asked after another house's word too, unless whoever runs the server says that house asks for it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if settings.OIDC_SECOND_STEP and records and records[-1]["method"] == "socialaccount":
            return False
        return bool(super()._should_handle(request))


def unreadable() -> int:
    """How many members have an app or codes that this installation's secret cannot open."""
    held = Authenticator.objects.filter(type__in=SEALED_FIELDS).values_list("user_id", "type", "data")
    return len({user for user, kind, data in held if not _opens(data[SEALED_FIELDS[kind]])})


def _opens(text: str) -> bool:
    try:
        opened(text)
    except CannotOpen:
        return False
    return True


@transaction.atomic
def forget_second_step(email: str) -> None:
    """For who lost phone and codes: app, passkeys and codes are forgotten, and a password alone signs in again.

    Raises NoSuchMember.
    """
    member = Member.objects.filter(email=email.strip().lower(), is_active=True).first()
    if member is None:
        raise NoSuchMember(email)
    forgotten, _kinds = Authenticator.objects.filter(user=member).delete()
    if forgotten:
        record("team.second_step_forgotten", by=None, name=str(member), member=member.pk)
