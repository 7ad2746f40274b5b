"""The team's sweep: what nobody can use any more is not kept."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from regulars.lib.later import job


@job("team.forget_old_sessions")
def forget_old_sessions() -> None:
    """Delete sessions that have run out, and the notes of where they were. Twice changes nothing more."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=living).delete()
