"""What promises put on the morning list: ours that lapse today or are late, ours that wait for a yes, theirs that are late.

A word given is kept before it lapses, so ours of today stand no lower than the middle of the list, and before the risk
of the same customer: a broken word is one. Five queries at most, whatever the size of the ledger.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from regulars.lib.attention import Action, Item, Link, Reason, attention
from regulars.lib.money import Money
from regulars.people.contacting import action_for
from regulars.people.models import Person
from regulars.retention.attention import at_risk, people_of
from regulars.service.ledger import end_of_today
from regulars.service.models import About, Promise, Side
from regulars.service.models.handing_over import DECLINED, WAITING
from regulars.service.words import sentence, tag_of
from regulars.team.models import Firm, Member

PROMISE = "promise"
AHEAD = timedelta(days=7)
"""A yes that is missing is asked for this long before it is due."""

LATE_DAYS = 60
"""What is late for longer is settled on the page of promises; a morning is for what a day can still mend."""

OURS, ASKING, THEIRS = 0.6, 0.3, 0.15
"""What acting changes, beside retention's fresh risk, which has 1 at most: an answer given in time, a colleague asked, a
kind question about theirs."""


def kind_of(promise: Promise) -> str:
    """Each promise is an item of its own, so that one may be put off and the other not."""
    return f"{PROMISE}-{promise.pk}"


@attention
def promises(
    firm: Firm, as_of: date, limit: int, decided: Iterable[tuple[int, str]], member: Member | None = None
) -> list[Item]:
    """At most `limit`, most urgent first. Seen from now, not from where the orders reach to."""
    now, pairs = timezone.now(), list(decided)
    wanted = undecided(pairs, member)
    found = lapsing(now, wanted, limit) + late(now, wanted, limit)
    if not found:
        return []
    middle = at_risk(pairs, member)[firm.today_limit // 2 : firm.today_limit // 2 + 1]
    floor = max((score.priority for score in middle), default=0.0)
    people = people_of([promise.account_id for promise in found])
    made = [item(promise, firm, now, floor, people.get(promise.account_id, [])) for promise in found]
    return sorted(made, key=lambda one: -one.priority)[:limit]


def undecided(decided: list[tuple[int, str]], member: Member | None) -> QuerySet[Promise]:
    put_off = [
        int(kind.removeprefix(f"{PROMISE}-"))
        for _account, kind in decided
        if kind.startswith(f"{PROMISE}-") and kind.removeprefix(f"{PROMISE}-").isdecimal()
    ]
    seen = Promise.objects.visible_to(member) if member else Promise.objects.filter(account__removed_at=None)
    found: QuerySet[Promise] = seen.open()
    wanted = found.exclude(pk__in=put_off) if put_off else found
    return wanted.select_related("account__score", "deliver_by", "made_by").defer("custom")


def lapsing(now: datetime, found: QuerySet[Promise], limit: int) -> list[Promise]:
    """Ours that lapse today, and those of the coming days that somebody has not said yes to; the nearest first."""
    today = Q(due__lte=end_of_today(now))
    wanted = found.filter(today | WAITING | DECLINED, side=Side.OURS)
    near = wanted.filter(due__gt=now, due__lte=end_of_today(now) + AHEAD)
    return list(near.order_by("due", "id")[:limit])


def late(now: datetime, wanted: QuerySet[Promise], limit: int) -> list[Promise]:
    """Of both sides, the latest to lapse first: what is fresh can be mended."""
    found: list[Promise] = []
    for side in Side:
        lapsed = wanted.filter(side=side, due__lte=now, due__gt=now - timedelta(days=LATE_DAYS))
        found += lapsed.order_by("-due", "-id")[:limit]
    return found


def item(promise: Promise, firm: Firm, now: datetime, floor: float, people: list[Person]) -> Item:
    tag, stake = tag_of(promise, now), at_stake(promise, firm)
    return Item(
        account_id=promise.account_id,
        account_name=promise.account.name,
        account_url=reverse("account", args=[promise.account_id]),
        kind=kind_of(promise),
        group="promises",
        tag=tag.words,
        tone="risk" if tag.tone == "risk" else "due",
        reasons=tuple(reasons(promise)),
        at_stake=stake,
        due=timezone.localdate(promise.due - timedelta(microseconds=1)),
        action=action(promise, people),
        priority=priority(promise, now, stake, floor),
        minutes=firm.minutes_each,
    )


def at_stake(promise: Promise, firm: Firm) -> Money:
    """What the account's score says is at stake; nothing where nothing is known to be."""
    score = getattr(promise.account, "score", None)
    if score is None:
        return Money(Decimal(0), firm.currency)
    return Money(Decimal(str(score.at_stake)), score.currency)


def priority(promise: Promise, now: datetime, stake: Money, floor: float) -> float:
    """Value × urgency × what acting changes. The value is what they bring in a year, at risk or not; urgency is 1 up to
    the hour it lapses and halves with each week it is late."""
    score: Any = getattr(promise.account, "score", None)
    value = float(max(stake.amount, score.last_year)) if score else float(stake.amount)
    weeks = max((now - promise.due) / timedelta(days=7), 0.0)
    urgency = float(0.5**weeks)
    if promise.side == Side.THEIRS:
        return value * urgency * THEIRS
    if promise.due > end_of_today(now):
        return value * ASKING
    own = float(score.priority) if score and score.risk else 0.0
    return max(value * urgency * OURS, (floor + 1) * urgency, own + urgency)


def reasons(promise: Promise) -> list[Reason]:
    """The promise, which one click opens, and whose yes is missing."""
    link = Link(_("the promise and all that happened to it"), reverse("promise", args=[promise.pk]))
    numbers = {"promise": promise.pk, "due": promise.due.isoformat()}
    found = [Reason("promise", f"{sentence(promise)}.", numbers, (link,))]
    who = promise.deliver_by.first_name if promise.deliver_by else _("Somebody")
    if promise.declined_at:
        said = _("%(who)s said no: %(why)s.") % {"who": who, "why": promise.declined_why.rstrip(".")}
        found.append(Reason("declined", said))
    elif promise.is_waiting:
        found.append(Reason("waiting", _("%(who)s has not said yes yet.") % {"who": who}))
    elif promise.side == Side.THEIRS:
        found.append(Reason("ask", _("Ask how it is going; something may have come up.")))
    return found


def action(promise: Promise, people: list[Person]) -> Action:
    """Ours is answered where it stands: kept, moved or broken. For a word to get back, the button says whom to call;
    theirs is asked after."""
    asked = action_for(promise.account, people)
    if promise.side == Side.THEIRS:
        return asked
    answer = reverse("promise-keeping", args=[promise.pk]) + "?back=" + reverse("today")
    if promise.about == About.FOLLOW_UP and asked.kind != "log":
        return Action("answer", asked.label, answer)
    if promise.accepted_at is None:
        return Action("open", _("See who delivers"), reverse("promise", args=[promise.pk]))
    return Action("answer", _("Keep it"), answer)
