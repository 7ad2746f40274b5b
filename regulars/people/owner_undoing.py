"""Taking back what was done about who looks after whom."""

from typing import Any

from django.urls import reverse

from regulars.people.owning import put_rule_back, take_hand_over_back
from regulars.timeline.models import Event
from regulars.timeline.undoing import undoes


@undoes("people.everything_handed_over")
def handed_over(event: Event, by: Any) -> str:
    take_hand_over_back(event)
    return reverse("looked-after")


@undoes("people.rule_dropped")
def rule_dropped(event: Event, by: Any) -> str:
    put_rule_back(event)
    return reverse("looked-after")
