"""What care adds to an account's page and to the form of a contact: the brief, what is at stake, what matters now."""

from typing import Any

from django.template.loader import render_to_string

from regulars.care.brief import brief_of
from regulars.care.known import known
from regulars.care.now import matters_now
from regulars.care.stake import at_stake
from regulars.lib.panels import panel
from regulars.people.models import Account, Person
from regulars.retention.account.known import known as scored
from regulars.retention.models import Score
from regulars.team.models import Member
from regulars.team.requests import MemberRequest


def score_of(request: MemberRequest, account: Account) -> Score | None:
    found = scored(request, account)
    return found.score if found else None


@panel("account.brief", 10)
@panel("act.brief", 10)
def brief(request: MemberRequest, account: Account) -> str:
    found, score = known(request, account), score_of(request, account)
    return painted(
        "_brief", request, brief=brief_of(found, score), stake=at_stake(found, score), account=account
    )


@panel("person.brief", 10)
def brief_before_them(request: MemberRequest, person: Person) -> str:
    """Of the account they belong to, as that is whom one speaks with."""
    return brief(request, person.account)


@panel("account.tags", 30)
def tags(request: MemberRequest, account: Account) -> str:
    until = known(request, account).gently_until
    return painted("_tags", request, until=until) if until else ""


@panel("account.right", 25)
def now(request: MemberRequest, account: Account) -> str:
    found = known(request, account)
    return painted(
        "_now", request, lines=matters_now(found, account, score_of(request, account)), account=account
    )


@panel("settings.tiles", 40)
def settings_tile(request: MemberRequest, member: Member) -> str:
    return painted("_settings_tile", request) if member.holds("manager") else ""


def painted(name: str, request: MemberRequest, **shown: Any) -> str:
    """Without the context of a whole page."""
    return render_to_string(f"care/{name}.html", shown | {"firm": request.firm, "member": request.member})
