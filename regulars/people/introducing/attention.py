"""Whoever was given to somebody else and does not know it yet, for the morning list: nobody is handed over without a word."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Link, Reason, attention
from regulars.lib.money import Money
from regulars.people.models import Introduction
from regulars.people.models.sight import within_of
from regulars.team.models import Firm, Member

KIND = "introduce"
ACTING = 0.4
"""What telling them changes: the first call to somebody who is not there any more is where trust goes."""


@attention
def introductions(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """One query. Of those whose backup or new colleague is known; whom nobody looks after yet cannot be told of anybody."""
    put_off = [account for account, kind in decided if kind == KIND]
    waiting = Introduction.objects.waiting().filter(account__removed_at=None, account__do_not_contact=False)
    waiting = within_of(waiting.exclude(account__in=put_off), member)
    found = waiting.filter(account__owner__isnull=False).select_related("account__score", "account__owner")
    return [item(one, firm) for one in found.order_by("-account__score__last_year", "pk")[:limit]]


def item(one: Introduction, firm: Firm) -> Item:
    score: Any = getattr(one.account, "score", None)
    known = score is not None and score.currency == firm.currency
    value = score.last_year if known else Decimal(0)
    address = reverse("introduction", args=[one.pk])
    names = {"owner": str(one.account.owner), "before": one.before}
    said = _("%(owner)s looks after them now, no longer %(before)s. Tell them who it is.") % names
    return Item(
        account_id=one.account_id,
        account_name=one.account.name,
        account_url=reverse("account", args=[one.account_id]),
        kind=KIND,
        group="care",
        tag=_("in new hands"),
        tone="due",
        reasons=(Reason(name="introduce", text=said, links=(Link(_("What to say"), address),)),),
        at_stake=Money(value, firm.currency),
        due=None,
        action=Action("open", _("Tell them"), address),
        priority=float(value) * ACTING,
        minutes=firm.minutes_each,
    )
