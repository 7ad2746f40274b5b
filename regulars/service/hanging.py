"""Promises that one colleague is to deliver: they go to whoever looks after the account, and that one is asked."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.hanging import Hanging, gives, hangs
from regulars.service.models import Promise
from regulars.team.models import Member


def to_deliver(member: Member) -> QuerySet[Promise]:
    found: QuerySet[Promise] = Promise.objects.open().filter(deliver_by=member, account__removed_at=None)
    return found


def alone(member: Member) -> QuerySet[Promise]:
    """Those of accounts where nobody else is named who could keep the word."""
    nobody = Q(account__backup=None) | Q(account__backup=member) | Q(account__backup__is_active=False)
    return to_deliver(member).filter(nobody, Q(account__owner=member) | Q(account__owner=None))


@hangs(20)
def promises(member: Member) -> Iterator[Hanging]:
    goes = _("to whoever looks after the account then, who is asked to say yes")
    number = to_deliver(member).count()
    yield Hanging(_("promises they are to deliver"), number, goes, alone(member).count(), reverse("promises"))


@gives(20)
def give_promises(leaver: Member, by: Member | None) -> int:
    """Open ones, once the accounts have gone. Whoever gets one is asked, and is not taken to have said yes."""
    first = Member.objects.owners().first()
    given = 0
    for promise in to_deliver(leaver).select_related("account__owner"):
        owner = promise.account.owner
        to = owner if owner and owner.is_active and owner.pk != leaver.pk else first
        if to is not None and to.pk != leaver.pk:
            promise.hand_over(to=to, by=by or first or to)
            given += 1
    return given
