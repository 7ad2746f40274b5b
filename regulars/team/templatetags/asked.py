"""What the member is asked at the top of every page, until they have answered."""

from typing import Any

from django import template

from regulars.team.asked_about import questions
from regulars.team.devices import told
from regulars.team.single_sign_on import house, is_set_up

register = template.Library()
register.filter("told", told)


@register.simple_tag
def other_house() -> str:
    """The name of whom one may come in by; empty where there is none."""
    return house().name if is_set_up() else ""


@register.inclusion_tag("team/_was_it_you.html", takes_context=True)
def was_it_you(context: dict[str, Any]) -> dict[str, Any]:
    """One query, and only while there is something to ask."""
    request = context["request"]
    asked = questions(request) if request.member.is_asked_about_sign_in else []
    return {"asked": asked[:3], "csrf_token": context.get("csrf_token"), "request": request}
