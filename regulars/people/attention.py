"""What accounts themselves put on the morning list: two who were joined shop for one supplier, so look at both now (A47)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Link, Reason, attention
from regulars.lib.money import Money
from regulars.people.introducing import attention as introducing  # noqa: F401 # registers itself
from regulars.people.models import Account, AccountRelation, Relation
from regulars.people.models.sight import within_of
from regulars.team.models import Firm, Member

KIND = "joined"
ACTING = 0.5
"""What looking at both at once changes: one of the two suppliers will be dropped."""


@attention
def joined(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """One query. What is only heard of is nobody's business yet."""
    put_off = [account for account, kind in decided if kind == KIND]
    waiting = AccountRelation.objects.filter(kind=Relation.JOINED, heard=False, reviewed_at=None)
    here = waiting.filter(account__removed_at=None, other__removed_at=None).exclude(other__in=put_off)
    both = within_of(within_of(here, member), member, account="other")
    found = both.select_related("account__score", "other__score").order_by("-made_at", "-pk")
    once = {relation.other_id: relation for relation in found[:limit]}
    return [item(relation, firm) for relation in once.values()]


def item(relation: AccountRelation, firm: Firm) -> Item:
    both = yearly(relation.account, firm) + yearly(relation.other, firm)
    address = reverse("relation-review", args=[relation.pk])
    said = _("%(one)s was joined into %(other)s, or bought by it; they will shop for one supplier.")
    names = {"one": relation.account.name, "other": relation.other.name}
    reason = Reason(name="joined", text=said % names, links=(Link(_("What both have from us"), address),))
    return Item(
        account_id=relation.other_id,
        account_name=relation.other.name,
        account_url=reverse("account", args=[relation.other_id]),
        kind=KIND,
        group="care",
        tag=_("joined"),
        tone="due",
        reasons=(reason,),
        at_stake=Money(both, firm.currency),
        due=None,
        action=Action("open", _("Look at both"), address),
        priority=float(both) * ACTING,
        minutes=firm.minutes_each,
    )


def yearly(account: Account, firm: Firm) -> Decimal:
    """Last year's sales where they are known, in the firm's currency."""
    score: Any = getattr(account, "score", None)
    return score.last_year if score is not None and score.currency == firm.currency else Decimal(0)
