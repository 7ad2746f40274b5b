"""How far somebody who never bought was followed, from the tally of contacts; never more than the records say."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.timeline.models import Tally
from regulars.web.templatetags.say import ago
from regulars.web.templatetags.say import day as said_day

OFTEN_QUOTED = 7
"""Contacts after which 81 % of sales are said to happen. A claim, not a rule: see retention/claims.py."""
QUIET = timedelta(days=21)  # silent for so long is having stopped
FORGOTTEN = timedelta(days=365)  # after that they are strangers again


class Persistence(NamedTuple):
    """`tone`: due where somebody stopped early, plain else. `warning` is empty where nothing is to be suggested."""

    counted: str
    warning: str
    tone: str


def stopped_early(now: datetime) -> QuerySet[Tally]:
    """Never bought, in touch but fewer than OFTEN_QUOTED times, silent for QUIET; newest first. Nobody who said no, or
    asked not to be contacted."""
    bought = Order.objects.counting().filter(account=OuterRef("account"))
    followed: QuerySet[Tally] = Tally.objects.filter(
        touches__range=(1, OFTEN_QUOTED - 1),
        said_no_at=None,
        last_at__gt=now - FORGOTTEN,
        last_at__lte=now - QUIET,
    )
    reachable = followed.filter(account__do_not_contact=False, account__removed_at=None)
    return reachable.filter(~Exists(bought)).select_related("account").order_by("-last_at", "account")


def persistence_of(account: Account, tally: Tally | None, now: datetime) -> Persistence:
    """Of an account that never bought."""
    if account.do_not_contact:
        return Persistence(counted(tally), _("They asked not to be contacted, so leave them be."), "plain")
    if tally and tally.said_no_at:
        said = _("They said no on %(day)s. That is an answer: leave it be until they come to you.")
        return Persistence(counted(tally), said % {"day": said_day(tally.said_no_at)}, "plain")
    if tally and tally.last_at and tally.touches < OFTEN_QUOTED and tally.last_at <= now - QUIET:
        return Persistence(counted(tally), clause(tally, now.date()), "due")
    return Persistence(counted(tally), "", "plain")


def counted(tally: Tally | None) -> str:
    """`3 contacts, 2 of them begun by us, 1 answered.`"""
    if tally is None or not tally.touches:
        return _("No contact with them is on record yet; notes and what programs send do not count.")
    number = ngettext("%(n)d contact", "%(n)d contacts", tally.touches) % {"n": tally.touches}
    return _("%(contacts)s on record: %(ours)d begun by us, %(answered)d both ways.") % {
        "contacts": number,
        "ours": tally.attempts,
        "answered": tally.two_way,
    }


def clause(tally: Tally, today: date) -> str:
    """`Nobody went on after 3 contacts; the last was 5 weeks ago.`"""
    last = timezone.localtime(tally.last_at).date()
    said = ngettext(
        "Nobody went on after %(n)d contact; it was %(ago)s.",
        "Nobody went on after %(n)d contacts; the last was %(ago)s.",
        tally.touches,
    )
    return said % {"n": tally.touches, "ago": ago((today - last).days)}
