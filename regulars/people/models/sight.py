"""How far a member sees: the one place where the scope of a role becomes a condition.

Nobody looks after everything there is to see: where a role sees its own, that is whom one looks after or stands in for;
where it sees its team's, whom the team does. Whoever has no owner is seen only by those who see all.
"""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from regulars.team.models import Kind, Member, Scope

Found = TypeVar("Found", bound=QuerySet[Any])


def within(found: Found, member: Member, kind: str = Kind.ACCOUNTS, account: str = "account") -> Found:
    """Those of `found` whose account (by that path; "" for accounts themselves) is within the member's scope of `kind`."""
    scope = member.access.see[kind] if member.is_active else Scope.NONE
    if scope == Scope.ALL:
        return found
    return found.filter(looked_after(member, account, scope)) if scope != Scope.NONE else found.none()


def looked_after(member: Member, account: str, scope: str) -> Q:
    whose = member.circle if scope == Scope.TEAM else (member.pk,)
    path = f"{account}__" if account else ""
    return Q(**{f"{path}owner__in": whose}) | Q(**{f"{path}backup__in": whose})


def reaches(member: Member, kind: str) -> bool:
    """Whether a page of an account that this member opened may show its records of that kind: as far as its accounts."""
    return member.access.see[kind] == member.access.see[Kind.ACCOUNTS]


def whole(found: Found, member: Member) -> Found:
    """For what is about many customers at once: seen by those who see every customer."""
    return found if member.is_active and member.access.whole else found.none()
