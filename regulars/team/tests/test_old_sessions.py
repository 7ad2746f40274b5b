"""The nightly sweep of sessions that have run out."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from regulars.team.jobs import forget_old_sessions
from regulars.team.models import Member, SignIn
from regulars.team.models.sign_in import Trace
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


def test_sign_ins_of_long_ago_are_forgotten_and_what_nobody_answered_is_asked_no_more(cast: Cast) -> None:
    trace = Trace("mark", "Firefox/Linux", "198.51.100.0/24", "en", "Europe/London", "198.51.100.7")
    for days in (500, 20, 1):
        made = SignIn.note(cast.dana, trace, how="password")
        SignIn.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=days), is_strange=True)
    Member.objects.update(is_asked_about_sign_in=True)
    for _twice in range(2):
        forget_old_sessions()
        assert SignIn.objects.count() == 2
        assert list(Member.objects.filter(is_asked_about_sign_in=True)) == [cast.dana]
    SignIn.objects.filter(pk=made.pk).delete()
    forget_old_sessions()
    assert not Member.objects.filter(is_asked_about_sign_in=True).exists()
