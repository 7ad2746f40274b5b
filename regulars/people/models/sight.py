"""How far a member sees: the one place where the scope of a role becomes a condition.

Nobody looks after everything there is to see: where a role sees its own, that is whom one looks after or stands in for;
where it sees its team's, whom the team does. Whoever has no owner is seen only by those who see all.
"""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from regulars.team.models import Kind, Member

Found = TypeVar("Found", bound=QuerySet[Any])
THEIRS = "SELECT id FROM people_account WHERE owner_id = ANY(%(whose)s) OR backup_id = ANY(%(whose)s)"
"""For SQL by hand: the accounts of `Member.whose`, where that is not None."""


def within(found: Found, member: Member, kind: str = Kind.ACCOUNTS, account: str = "account") -> Found:
    """Those of `found` whose account (by that path; "" for accounts themselves) is within the member's scope of `kind`."""
    whose = member.whose(kind)
    if whose is None:
        return found
    member.looked_up = found.model
    return found.filter(looked_after(whose, account)) if whose else found.none()


def within_of(found: Found, member: Member | None, account: str = "account") -> Found:
    """The same for what the command line asks too: None is the product itself, which sees everything."""
    return found if member is None else within(found, member, account=account)


def looked_after(whose: tuple[int, ...], account: str) -> Q:
    path = f"{account}__" if account else ""
    return Q(**{f"{path}owner__in": whose}) | Q(**{f"{path}backup__in": whose})


def shows(member: Member, account: Any, kind: str = Kind.ACCOUNTS, *, changing: bool = False) -> bool:
    """Whether this member sees, or may change, the records of that kind of an account at hand. Asks nothing but who is
    in their team."""
    whose = member.whose(kind, changing=changing)
    return whose is None or bool({account.owner_id, account.backup_id} & set(whose))


def whole(found: Found, member: Member) -> Found:
    """For what is about many customers at once: seen by those who see every customer."""
    member.looked_up = found.model
    return found if member.is_active and member.access.whole else found.none()
