"""The nightly sweep of sessions that have run out."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from regulars.team.jobs import forget_old_sessions
from tests.cast import Cast


def noted(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.dana)
    key = client.session.session_key
    UserSession.objects.create(user=cast.dana, session_key=key, ip="127.0.0.1", user_agent="a browser")
    return client


def test_sessions_that_ran_out_are_forgotten_and_living_ones_are_kept(cast: Cast) -> None:
    old, living = noted(cast), noted(cast)
    Session.objects.filter(pk=old.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    for _twice in range(2):
        forget_old_sessions()
        assert list(UserSession.objects.values_list("session_key", flat=True)) == [living.session.session_key]
        assert Session.objects.count() == 1
    assert living.get("/settings/").status_code == 200
