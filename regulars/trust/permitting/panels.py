"""What people were told and allowed, on the page of a person: a card, and a mark beside each e-mail and phone."""

from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.people.contacts import Point
from regulars.people.models import Person
from regulars.team.models import Member, Role
from regulars.team.requests import MemberRequest
from regulars.trust.models import SERVING, Datum, Purpose
from regulars.trust.permitting.looking import looked

USES = [purpose for purpose in Purpose if purpose not in SERVING]


@panel("person.left", 20)
def told_and_allowed(request: MemberRequest, person: Person) -> str:
    words = looked(person)
    stopped = any(word.rules[Datum.EMAIL].name == "suppressed" for word in words.values())
    shown = {
        "person": person,
        "member": request.member,
        "words": [words[use] for use in USES if use in words],
        "served": [words[use] for use in SERVING if use in words and words[use].pk],
        "stopped": stopped,
        "may_lift": request.member.holds(Role.OWNER),
    }
    return render_to_string("trust/permitting/_card.html", shown)


@panel("person.point", 10)
def may_be_used_for(request: MemberRequest, at: tuple[Person, Point]) -> str:
    """For each e-mail and phone what it may be used for, apart from serving what they ordered."""
    person, point = at
    if point.kind not in {Datum.EMAIL, Datum.PHONE}:
        return ""
    words = looked(person)
    uses = [use for use in USES if use in words and words[use].rules[point.kind].allows]
    stopped = any(word.rules[point.kind].name == "suppressed" for word in words.values())
    return render_to_string("trust/permitting/_uses.html", {"uses": uses, "stopped": stopped})


@panel("settings.tiles", 50)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("trust/permitting/_tile.html")
