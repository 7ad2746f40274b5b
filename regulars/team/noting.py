"""What the sign-in library tells of by signals, since it has no other way: keys added and taken away, codes that did not fit."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.dispatch import receiver

from regulars.team.failing import tell_failure
from regulars.team.models import Member
from regulars.timeline.models import record


@receiver(authenticator_added)  # the sign-in library tells nobody else
def note_added(user: Member, authenticator: Authenticator, **_rest: Any) -> None:
    record("team.second_step_added", by=user, type=str(authenticator.type))


@receiver(authenticator_removed)  # the sign-in library tells nobody else
def note_removed(user: Member, authenticator: Authenticator, **_rest: Any) -> None:
    record("team.second_step_removed", by=user, type=str(authenticator.type))


@receiver(authentication_failed)  # the sign-in library tells nobody else
def note_failed(request: Any, user: Member, **_rest: Any) -> None:
    tell_failure(request, email=user.email, step="code")
