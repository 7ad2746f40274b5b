"""When a session was last used, to five minutes: a line about it is not worth a write a page."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

EVERY = 300.0
MOST = 10_000  # sessions a process keeps in mind; then it begins anew


class LastSeenMiddleware:
    """Each web process notes a session when it meets it, and writes once five minutes have passed since."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if getattr(request, "member", None):
            self.note(request.session.session_key or "")
        return answer

    def note(self, key: str) -> None:
        now = time.monotonic()
        since = self.noted.setdefault(key, now)
        if now - since < EVERY:
            return
        if len(self.noted) > MOST:
            self.noted.clear()
        self.noted[key] = now
        UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
