"""The team's sweep: what nobody can use any more is not kept."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from regulars.lib.later import job
from regulars.team.models import Member, SignIn
from regulars.team.models.sign_in import KEPT


@job("team.forget_old_sessions")
def forget_old_sessions() -> None:
    """Delete sessions that have run out, the notes of where they were, and sign-ins of long ago; what nobody answered about
    one is asked no more. Twice changes nothing more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
    SignIn.objects.filter(at__lt=timezone.now() - KEPT).delete()
    asked = SignIn.objects.waiting().values("member")
    Member.objects.filter(is_asked_about_sign_in=True).exclude(pk__in=asked).update(
        is_asked_about_sign_in=False
    )
