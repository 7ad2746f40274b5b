"""A first password, for who came in without one."""

from allauth.account import views as library
from django.http import HttpResponseBase

from regulars.team.confirming import unconfirmed
from regulars.team.doors import members
from regulars.team.models import Role
from regulars.team.question import Question
from regulars.team.requests import MemberRequest


@members(read=Role.READ_ONLY, write=Role.READ_ONLY)
def first_password(request: MemberRequest) -> HttpResponseBase:
    """Whoever can show that it is still them is asked to; who has nothing yet to show it with cannot be."""
    asked = unconfirmed(request) if Question(request).forms else None
    return asked or library.password_set(request)
