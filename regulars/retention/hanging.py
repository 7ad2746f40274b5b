"""Rescues that one colleague has in hand: they go to whoever looks after the account."""

from collections.abc import Iterator

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from regulars.lib.hanging import Hanging, gives, hangs
from regulars.people.models import Account
from regulars.retention.models import RiskCase
from regulars.team.models import Member


def in_hand(member: Member) -> QuerySet[RiskCase]:
    found: QuerySet[RiskCase] = RiskCase.objects.open().filter(account__removed_at=None)
    return found.filter(Q(owner=member) | Q(owner=None, account__owner=member))


@hangs(30)
def rescues(member: Member) -> Iterator[Hanging]:
    """One that names nobody is with whoever looks after the account."""
    nobody = Q(account__backup=None) | Q(account__backup=member) | Q(account__backup__is_active=False)
    found = in_hand(member)
    goes = _("to whoever looks after the account then")
    yield Hanging(_("people at risk they are to win back"), found.count(), goes, found.filter(nobody).count())


@gives(30)
def give_rescues(leaver: Member, by: Member | None) -> int:
    owner = Account.objects.filter(pk=OuterRef("account")).values("owner")[:1]
    given: int = RiskCase.objects.open().filter(owner=leaver).update(owner=Subquery(owner))
    return given
