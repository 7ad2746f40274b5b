"""The way from a person's page to moving them."""

from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.people.models import Person
from regulars.team.requests import MemberRequest


@panel("person.right", 90)
def elsewhere_now(request: MemberRequest, person: Person) -> str:
    if not request.member.may_write:
        return ""
    return render_to_string("people/changing_place/_card.html", {"person": person})
