"""Who opens the page of an account or a person, who reads its story, and what of it their role does not show."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from regulars.lib.statements import Statement
from regulars.people.models import Account
from regulars.people.models.sight import shows
from regulars.team.models import Kind, Member
from regulars.timeline.telling import Part, Reader

PARTS = {Kind.ORDERS: Part.ORDERS, Kind.PROMISES: Part.PROMISES}
KINDS = {Kind.ORDERS: "orders.", Kind.PROMISES: "service.", Kind.FILES: "files."}

LARGEST = 2**63 - 1  # an address may hold any number, the column does not


def opened(member: Member, pk: int, for_all: Statement, for_them: Callable[[], QuerySet[Any]]) -> Any:
    """The record of a page, None where there is none for this member. `for_all` asks for those who see every customer,
    of whom a statement is the same, `for_them` for everybody else."""
    if not member.is_active or pk > LARGEST:
        return None
    if member.access.whole:
        return next(iter(for_all(pk=pk)), None)
    return for_them().first()


def reader_of(member: Member, account: Account) -> Reader:
    """No query, but for who is in their team where their role sees that far."""
    hidden = [kind for kind in KINDS if not shows(member, account, kind)]
    return Reader(
        member.whose(Kind.ACCOUNTS),
        frozenset(str(PARTS[kind]) for kind in hidden if kind in PARTS),
        tuple(KINDS[kind] for kind in hidden),
    )
