"""Who reads the story of an account or a person, and what of it their role does not show."""

from regulars.people.models import Account
from regulars.people.models.sight import shows
from regulars.team.models import Kind, Member
from regulars.timeline.telling import Part, Reader

PARTS = {Kind.ORDERS: Part.ORDERS, Kind.PROMISES: Part.PROMISES}
KINDS = {Kind.ORDERS: "orders.", Kind.PROMISES: "service.", Kind.FILES: "files."}


def reader_of(member: Member, account: Account) -> Reader:
    """No query, but for who is in their team where their role sees that far."""
    hidden = [kind for kind in KINDS if not shows(member, account, kind)]
    return Reader(
        member.whose(Kind.ACCOUNTS),
        frozenset(str(PARTS[kind]) for kind in hidden if kind in PARTS),
        tuple(KINDS[kind] for kind in hidden),
    )
