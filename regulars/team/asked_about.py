"""A sign-in unlike the others is told wherever else that member is signed in, and answered there: it was me, or not."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from regulars.team.models import Member, SignIn
from regulars.team.models.sign_in import Answer
from regulars.team.recognising import BEGAN_WITH
from regulars.timeline.models import record


def questions(request: Any) -> list[SignIn]:
    """What this session is asked about. Nothing, if it began with such a sign-in itself: it could answer for its own."""
    found = list(SignIn.objects.waiting().filter(member=request.member).order_by("-at"))
    return [] if any(one.pk == request.session.get(BEGAN_WITH) for one in found) else found


@transaction.atomic
def own(sign_in: SignIn, *, by: Member) -> None:
    """It was me. Twice changes nothing more."""
    if _answered(sign_in, Answer.ME, by):
        record("team.sign_in_owned", by=by, device=sign_in.device, address=sign_in.address)


@transaction.atomic
def disown(sign_in: SignIn, request: HttpRequest, *, by: Member) -> None:
    """It was not me: every session but this one ends, and until there is a new password the old one lets in nobody by a
    browser that was not known before."""
    if not _answered(sign_in, Answer.NOT_ME, by):
        return
    by.is_password_doubted = by.has_usable_password()
    by.save(update_fields=["is_password_doubted"])
    end_others(request, by=by)
    record("team.sign_in_disowned", by=by, device=sign_in.device, address=sign_in.address)


def other_sessions(request: Any) -> QuerySet[UserSession]:
    """One's own, but for the one of this request."""
    mine: QuerySet[UserSession] = UserSession.objects.filter(user=request.member)
    return mine.exclude(session_key=request.session.session_key)


def end_others(request: Any, *, by: Member) -> None:
    """Every session of theirs but the one of this request; none of them comes back."""
    by.end_sessions()
    request.session[HASH_SESSION_KEY] = by.get_session_auth_hash()


def _answered(sign_in: SignIn, answer: Answer, by: Member) -> bool:
    if not SignIn.objects.waiting().filter(pk=sign_in.pk).update(answer=answer):
        return False
    if not SignIn.objects.waiting().filter(member=by).exists():
        Member.objects.filter(pk=by.pk).update(is_asked_about_sign_in=False)
    return True
