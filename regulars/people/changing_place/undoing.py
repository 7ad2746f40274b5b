"""Taking a move back, from the toast it was told in."""

from django.urls import reverse

from regulars.people.changing_place.moving import bring_back
from regulars.team.models import Member
from regulars.timeline.models import Event
from regulars.timeline.undoing import undoes


@undoes("people.person_came")
def person_came(event: Event, by: Member) -> str:
    return reverse("person", args=[bring_back(event, by=by).pk])
