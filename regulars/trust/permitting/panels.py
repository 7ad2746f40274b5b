"""What people were told and allowed, on the page of a person: a card, and a mark beside each e-mail and phone."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from regulars.lib.panels import panel
from regulars.people.contacts import Point
from regulars.people.models import Person
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import SERVING, Datum, Purpose
from regulars.trust.permitting.looking import looked

SHORT = {
    Purpose.KEEP_IN_TOUCH: _("a personal word"),
    Purpose.OFFERS: _("offers"),
    Purpose.RESEARCH: _("questions"),
    Purpose.REFER: _("introductions"),
}
USES = [purpose for purpose in Purpose if purpose not in SERVING]


@panel("person.right", 30)
def told_and_allowed(request: MemberRequest, person: Person) -> str:
    words = looked(person)
    shown = {
        "person": person,
        "member": request.member,
        "words": [words[use] for use in USES if use in words],
        "served": [words[use] for use in SERVING if use in words and words[use].pk],
        "stopped": is_stopped(person),
        "may_lift": request.member.holds(Role.OWNER),
    }
    return render_to_string("trust/permitting/_card.html", shown)


@panel("person.tags", 5)
def told_us_to_stop(request: MemberRequest, person: Person) -> str:
    return render_to_string("trust/permitting/_stopped.html") if is_stopped(person) else ""


def is_stopped(person: Person) -> bool:
    return any(word.rules[Datum.EMAIL].name == "suppressed" for word in looked(person).values())


@panel("person.point", 10)
def may_be_used_for(request: MemberRequest, at: tuple[Person, Point]) -> str:
    """For each e-mail and phone what it may be used for, apart from serving what they ordered."""
    person, point = at
    if point.kind not in {Datum.EMAIL, Datum.PHONE}:
        return ""
    words = looked(person)
    uses = [SHORT[use] for use in USES if use in words and words[use].rules[point.kind].allows]
    return render_to_string("trust/permitting/_uses.html", {"uses": uses, "stopped": is_stopped(person)})


@panel("settings.tiles", 50)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/permitting/_tile.html")
