"""Deals are closed with people, not with a business: a company has at least one person with a name (M36).

A shared mailbox, the company's own name, a number or an address is nobody.
"""

import re

from django.db.models import Exists, OuterRef, Q, QuerySet

from regulars.lib.folding import fold
from regulars.people.models import Account, Kind, Person

MAILBOXES = (
    "info accounts accounting accountant admin administration bookings bookkeeping buying contact customer service "
    "enquiries finance hello help helpdesk hi hr invoices it mail manager marketing office orders owner post postmaster "
    "procurement purchasing reception sales secretary shop staff support team the manager the owner unknown webmaster"
)
NOBODYS = frozenset(MAILBOXES.split()) | {
    "customer service",
    "the manager",
    "the owner",
    "front desk",
    "to whom it may concern",
}
_NUMBERED = r"^(customer|client|kunde|client no)? ?[0-9]+$"


def is_a_name(text: str, account: Account | None = None) -> bool:
    """Whether `text` names somebody: `Ines Duarte` does; `info@`, `Office`, `Customer 17850`, the company's name do not."""
    plain = fold(text)
    if not plain or "@" in text or plain in NOBODYS or re.fullmatch(_NUMBERED, plain):
        return False
    return account is None or account.kind != Kind.COMPANY or plain != account.folded


def named_people() -> QuerySet[Person]:
    """People of the account of an outer query that are somebody, by the same rule as `is_a_name`."""
    here = Person.objects.here().filter(account=OuterRef("pk"))
    return here.exclude(
        Q(name__contains="@") | Q(folded__in=NOBODYS) | Q(folded__regex=_NUMBERED) | Q(folded="")
    ).exclude(folded=OuterRef("folded"))


def without_a_name() -> Q:
    """The condition over Account: a company where nobody is named yet."""
    return Q(kind=Kind.COMPANY) & ~Q(Exists(named_people()))


def is_last_named(person: Person) -> bool:
    """Whether the company would have nobody with a name without this person."""
    account = person.account
    if account.kind != Kind.COMPANY or not is_a_name(person.name, account):
        return False
    others = Person.objects.here().filter(account=account).exclude(pk=person.pk)
    return not any(is_a_name(other, account) for other in others.values_list("name", flat=True))
