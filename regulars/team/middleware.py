"""Puts the firm and the signed-in member on every request."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from regulars.lib.money import hidden
from regulars.team.models import Access, Firm, Right


class MemberMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.firm = SimpleLazyObject(Firm.load)  # type: ignore[attr-defined] # MemberRequest declares it
        if request.user.is_authenticated:
            request.member = request.user  # type: ignore[attr-defined] # MemberRequest declares it
            request.user.access = Access.of(request.user.role, request.firm.access)  # type: ignore[attr-defined] # as above
            zone = ZoneInfo(request.firm.timezone)  # type: ignore[attr-defined] # as above
            with timezone.override(zone), hidden(not request.user.may(Right.MONEY)):
                answer = self.get_response(request)
            # After signing out at the shop's computer, the Back button must show nobody's customers.
            answer.headers.setdefault("Cache-Control", "private, no-store")
            return answer
        return self.get_response(request)
