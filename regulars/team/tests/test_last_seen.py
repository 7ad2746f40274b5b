"""When a session was last used."""

import time
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from regulars.team.last_seen import LastSeenMiddleware
from regulars.team.models import Member
from tests.cast import Cast


def asked(member: Member) -> Any:
    request: Any = HttpRequest()
    request.member = member
    request.session = type("Session", (), {"session_key": "one"})()
    return request


def test_it_is_written_once_in_five_minutes_and_by_pages_of_members_only(
    cast: Cast, monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    long_ago = timezone.now() - timedelta(days=2)
    UserSession.objects.create(
        user=cast.dana, session_key="one", ip="127.0.0.1", user_agent="x", last_seen_at=long_ago
    )
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    page = LastSeenMiddleware(lambda request: HttpResponse())
    with django_assert_num_queries(0):
        page(asked(cast.dana))
        now[0] += 299
        page(asked(cast.dana))
        page(HttpRequest())
    now[0] += 1
    with django_assert_num_queries(1):
        page(asked(cast.dana))
        page(asked(cast.dana))
    assert UserSession.objects.get().last_seen_at > long_ago
