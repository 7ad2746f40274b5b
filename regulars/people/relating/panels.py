"""The card "Belongs with" of an account: its relations, seen from its side."""

from typing import Any

from django.db.models import Q, QuerySet
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from regulars.lib.panels import panel
from regulars.lib.statements import NUMBERS, Statement
from regulars.people.models import Account, AccountRelation, Relation
from regulars.people.models.sight import within
from regulars.team.models import Kind, Member
from regulars.team.requests import MemberRequest

MOST = 30


@panel("account.left", 40)
def belongs(request: MemberRequest, account: Account) -> str:
    found = relations_of(account, request.member)
    rows = [(relation, *seen_from(account, relation)) for relation in found]
    if not rows and not request.member.may_write:
        return ""
    shown = {"account": account, "rows": rows, "member": request.member, "csrf_token": get_token(request)}
    return render_to_string("people/relations/_belongs.html", shown)


def related(account: int) -> QuerySet[AccountRelation]:
    return _of(account)[:MOST]


def _of(account: int) -> QuerySet[AccountRelation]:
    either = AccountRelation.objects.filter(Q(account=account) | Q(other=account))
    here = either.filter(account__removed_at=None, other__removed_at=None)
    found: QuerySet[AccountRelation] = here.select_related("account", "other").order_by("kind", "pk")
    return found


RELATED = Statement(related, account=NUMBERS)


def relations_of(account: Account, member: Member) -> list[AccountRelation]:
    """With whom this member sees, too. One query."""
    if member.whose(Kind.ACCOUNTS) is None:
        return RELATED(account=account.pk)
    both = within(within(_of(account.pk), member), member, account="other")
    return list(both[:MOST])


def seen_from(account: Account, relation: AccountRelation) -> tuple[str, Any]:
    """What the other one is to this one, in words, and the other one."""
    if relation.account_id == account.pk:
        said = {
            Relation.PART_OF: _("part of"),
            Relation.PARTNER: _("partner of"),
            Relation.JOINED: _("joined into, or bought by"),
        }
        return said[Relation(relation.kind)], relation.other
    said = {
        Relation.PART_OF: _("has a part"),
        Relation.PARTNER: _("partner of"),
        Relation.JOINED: _("was joined by, or bought"),
    }
    return said[Relation(relation.kind)], relation.account
