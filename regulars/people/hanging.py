"""What of accounts hangs on one colleague: whom they look after, whom they stand in for, and the rules that name them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.hanging import Hanging, gives, hangs
from regulars.people.models import Account, AssignmentRule, Introduction
from regulars.people.owning import hand_over
from regulars.people.rules_left import give_rules
from regulars.team.models import Member


def owned(member: Member) -> QuerySet[Account]:
    return Account.objects.filter(owner=member, removed_at=None)


def alone(member: Member) -> QuerySet[Account]:
    """Those of them for whom nobody else is named who still works here."""
    return owned(member).filter(Q(backup=None) | Q(backup=member) | Q(backup__is_active=False))


@hangs(10)
def accounts(member: Member) -> Iterator[Hanging]:
    number, nobody = owned(member).count(), alone(member).count()
    goes = _("to whoever stands in for each; where nobody does, by the rules, else to the first owner")
    yield Hanging(_("accounts they look after"), number, goes, nobody, reverse("alone", args=[member.pk]))
    backing = Account.objects.filter(backup=member, removed_at=None).count()
    yield Hanging(
        _("accounts they stand in for"), backing, _("nobody stands in there until you name somebody")
    )


@hangs(15)
def rules(member: Member) -> Iterator[Hanging]:
    found = AssignmentRule.objects.filter(Q(owner=member) | Q(backup=member)).count()
    goes = _("to who stands in by the rule, else the rule goes")
    yield Hanging(_("rules that give them new accounts"), found, goes, 0, reverse("looked-after"))


@hangs(18)
def introductions(member: Member) -> Iterator[Hanging]:
    waiting = Introduction.objects.waiting().filter(account__owner=member, account__removed_at=None).count()
    goes = _("with the account; they are told the name of who looks after them then")
    yield Hanging(_("accounts that do not know yet that it is them"), waiting, goes)


@gives(10)
def give_accounts(leaver: Member, by: Member | None) -> int:
    event = hand_over(leaver, by=by)
    return len(event.data["accounts"]) if event else 0


@gives(5)
def give_assignment_rules(leaver: Member, by: Member | None) -> int:
    return give_rules(leaver, by=by)
