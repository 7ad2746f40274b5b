"""How the sign-in library is bent to the firm's rules: nobody signs up without a link, and each sign-in is recorded."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from regulars.team.models import Member
from regulars.timeline.models import record

log = logging.getLogger(__name__)


class TeamAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Member, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        record("team.signed_in", by=user, address=self.get_client_ip(request))
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Said in the log without what was typed: people type passwords into the e-mail field."""
        log.warning("A sign-in from %s failed.", self.get_client_ip(request))
