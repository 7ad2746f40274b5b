"""The tags of an account or a person on its page: a card of chips, with an input to add one."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from regulars.lib.panels import panel
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.models import Account, AccountTag, PersonTag, Tag
from regulars.people.tagging.tagged import Tagged
from regulars.team.requests import MemberRequest


def of_one(through: Any, column: str, pk: int) -> QuerySet[Any]:
    rows = through.objects.filter(**{column: pk}, tag__archived_at=None)
    found: QuerySet[Any] = rows.select_related("tag").order_by("tag__folded")
    return found


OF_ACCOUNT = Statement(partial(of_one, AccountTag, "account"), pk=NUMBERS)
OF_PERSON = Statement(partial(of_one, PersonTag, "person"), pk=NUMBERS)


def tags_of(tagged: Any) -> list[Tag]:
    """One query for a page, which shows them in two places."""
    if "tags_shown" not in tagged.__dict__:
        ask = OF_ACCOUNT if isinstance(tagged, Account) else OF_PERSON
        tagged.__dict__["tags_shown"] = [row.tag for row in ask(pk=tagged.pk)]
    shown: list[Tag] = tagged.__dict__["tags_shown"]
    return shown


def tags_card(request: MemberRequest, tagged: Tagged, **more: Any) -> str:
    """Empty for somebody who may not add one where there is none."""
    tags = tags_of(tagged)
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


@panel("account.tags", 50)
def beside_account(request: MemberRequest, account: Any) -> str:
    return render_to_string("people/tags/_chips.html", {"tags": tags_of(account)})


@panel("person.tags", 50)
def beside_person(request: MemberRequest, person: Any) -> str:
    return render_to_string("people/tags/_chips.html", {"tags": tags_of(person)})


@panel("account.left", 5)
def of_account(request: MemberRequest, account: Account) -> str:
    return tags_card(request, account)


@panel("person.left", 5)
def of_person(request: MemberRequest, person: Any) -> str:
    return tags_card(request, person)


@panel("settings.tiles", 20)
def tile(request: MemberRequest, member: Any) -> str:
    return render_to_string("people/tags/_tile.html") if member.holds("manager") else ""
