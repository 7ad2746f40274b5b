"""What people asked about their own data stands on the morning list before it is due, and on top once it is late."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Link, Reason, attention
from regulars.lib.money import Money
from regulars.people.models.sight import within_of
from regulars.team.models import Firm, Member
from regulars.trust.models import RightsRequest
from regulars.trust.rights.addresses import request_page
from regulars.web.templatetags.say import day

KIND = "rights"
BEFORE = timedelta(days=14)
URGENT = 1e12
"""A deadline of the law is not weighed against sales."""


@attention
def due(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """One query. Those that are due within BEFORE, the first due first; the clock counts, not where the orders reach to.
    Nobody puts a deadline of the law off, so what is `decided` stays on the list."""
    today = timezone.localdate(timezone=firm.zone)
    waiting = RightsRequest.objects.open().filter(due__lte=today + BEFORE, person__account__removed_at=None)
    found = within_of(waiting.filter(person__removed_at=None), member, account="person__account")
    return [
        item(one, firm, today)
        for one in found.select_related("person__account").order_by("due", "pk")[:limit]
    ]


def item(one: RightsRequest, firm: Firm, today: date) -> Item:
    account, address = one.person.account, request_page(one.pk)  # type: ignore[union-attr] # asked for with one
    late = one.due < today
    said = _("%(who)s asked %(what)s on %(asked)s; the law gives us until %(due)s.")
    words = {"who": one.who, "what": one.get_asked_display(), "asked": day(one.asked_on), "due": day(one.due)}
    link = Link(_("What they asked"), address)
    return Item(
        account_id=account.pk,
        account_name=account.name,
        account_url=reverse("account", args=[account.pk]),
        kind=KIND,
        group="promises",
        tag=_("late") if late else _("their right"),
        tone="risk" if late else "due",
        reasons=(Reason(name=KIND, text=said % words, numbers={"request": one.pk}, links=(link,)),),
        at_stake=Money(Decimal(0), firm.currency),
        due=one.due,
        action=Action("open", _("See to it"), address),
        priority=URGENT - (one.due - today).days,
        minutes=firm.minutes_each,
    )
