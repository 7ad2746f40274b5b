"""The tags of an account or a person on its page: a card of chips, with an input to add one."""

from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.people.models import Account
from regulars.people.tagging.tagged import Tagged
from regulars.team.requests import MemberRequest


def tags_card(request: MemberRequest, tagged: Tagged, **more: Any) -> str:
    """One query. Empty for somebody who may not add one where there is none."""
    rows: Any = tagged.tagged
    tags = [
        row.tag for row in rows.filter(tag__archived_at=None).select_related("tag").order_by("tag__folded")
    ]
    may_write = request.member.may_write
    if not tags and not may_write:
        return ""
    shown = {
        "tagged": tagged,
        "tags": tags,
        "may_write": may_write,
        "what": "account" if isinstance(tagged, Account) else "person",
        "csrf_token": get_token(request),
    }
    return render_to_string("people/tags/_tags.html", shown | more)


@panel("account.left", 5)
def of_account(request: MemberRequest, account: Account) -> str:
    return tags_card(request, account)


@panel("person.left", 5)
def of_person(request: MemberRequest, person: Any) -> str:
    return tags_card(request, person)


@panel("settings.tiles", 20)
def tile(request: MemberRequest, member: Any) -> str:
    return render_to_string("people/tags/_tile.html") if member.holds("manager") else ""
