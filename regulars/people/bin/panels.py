"""The quiet end of a record's page: make one of two, or take it away."""

from django.template.loader import render_to_string
from django.urls import reverse

from regulars.lib.panels import panel
from regulars.people.models import Account, Person
from regulars.team.models import Member, Right
from regulars.team.requests import MemberRequest


@panel("account.left", 95)
def account(request: MemberRequest, account: Account) -> str:
    return _quiet(request, "account", account.pk)


@panel("person.left", 95)
def person(request: MemberRequest, person: Person) -> str:
    return _quiet(request, "person", person.pk)


def _quiet(request: MemberRequest, kind: str, pk: int) -> str:
    if not (request.member.may_write and request.member.may(Right.REMOVE)):
        return ""
    shown = {what: reverse(f"{kind}-{what}", args=[pk]) for what in ("merging", "removal")}
    return render_to_string("people/bin/_quiet.html", shown)


@panel("settings.tiles", 30)
def tile(request: MemberRequest, member: Member) -> str:
    return render_to_string("people/bin/_tile.html")
