"""The request a signed-in view gets."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from regulars.team.models import Firm, Member


class MemberRequest(HttpRequest):
    """After MemberMiddleware and `@members`: `member` is who acts, `firm` is whose data it is."""

    member: Member
    firm: Firm
    htmx: HtmxDetails
