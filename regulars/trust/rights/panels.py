"""What the page of a person says of their rights, and where all requests are found."""

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.panels import panel
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.models import Person
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import RightsRequest
from regulars.trust.rights.addresses import request_page
from regulars.web.templatetags.say import day


def _open(person: int) -> QuerySet[RightsRequest]:
    return RightsRequest.objects.open().filter(person=person).order_by("due")


OPEN = Statement(_open, person=NUMBERS)


@panel("person.right", 90)
def on_person(request: MemberRequest, person: Person) -> str:
    """One query."""
    if not request.member.may_write:
        return ""
    shown = {
        "open": [_line(one) for one in OPEN(person=person.pk)],
        "link": reverse("own-link", args=[person.pk]),
        "ask": reverse("rights-new", args=[person.pk]),
        "csrf": get_token(request),
    }
    return render_to_string("trust/rights/_on_person.html", shown)


def _line(one: RightsRequest) -> dict[str, str]:
    late = one.due < timezone.localdate()
    words = _("late since %(day)s") if late else _("due on %(day)s")
    return {
        "said": _("They asked %(what)s") % {"what": one.get_asked_display()},
        "url": request_page(one.pk),
        "due": words % {"day": day(one.due)},
        "tone": "risk" if late else "due",
    }


@panel("settings.tiles", 45)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/rights/_tile.html") if member.holds(Role.MANAGER) else ""
