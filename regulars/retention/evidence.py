"""The records behind a reason: its numbers in words, and exactly the orders or contacts it rests on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulars.lib.attention import Reason
from regulars.lib.money import format_money
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.models import RiskCase, Score
from regulars.retention.pictures.saying import iso_day, share
from regulars.retention.reasons import SENTENCES, previous_client, told
from regulars.team.models import Member
from regulars.timeline.models import Channel, Touch

NEWEST = 50
PREVIOUS = "previous_client"
FROM_ALL = {"chance", "top_value", PREVIOUS}
FROM_CONTACTS = {"unanswered"}


class OrderSeen(NamedTuple):
    order: Order
    gap: int | None  # days after the one before it


class Evidence(NamedTuple):
    """`missing`: orders the reason rests on that are no longer in the records. `all_of_them`: it rests on every order,
    of which the newest are shown."""

    reason: Reason
    how: str
    numbers: list[tuple[str, str]]
    orders: list[OrderSeen]
    touches: list[Touch]
    missing: int
    all_of_them: bool


def evidence_of(account: Account, name: str, member: Member) -> Evidence | None:
    """What the reason called `name` rests on; None where nobody gives that reason for this account."""
    kept = kept_reason(account, name)
    if kept is None:
        return None
    reason = previous_client(kept["score"]) if name == PREVIOUS else told(account.pk, kept)
    orders = orders_of(account, kept["orders"], name, member)
    return Evidence(
        reason=reason,
        how=str(HOW.get(name, "")),
        numbers=numbers_of(reason.numbers),
        orders=orders,
        touches=touches_of(account, reason) if name in FROM_CONTACTS else [],
        missing=max(len(kept["orders"]) - len(orders), 0),
        all_of_them=name in FROM_ALL,
    )


def kept_reason(account: Account, name: str) -> dict[str, Any] | None:
    """As the newest scoring gave it, or as the open case did when it began."""
    score = Score.objects.filter(account=account).first()
    if score is not None and name == PREVIOUS and score.orders:
        return {"name": name, "numbers": {}, "orders": [], "score": score}
    case = RiskCase.objects.open().filter(account=account).first()
    given = [*(score.reasons if score else []), *(case.reasons if case else [])]
    return next((kept for kept in given if kept["name"] == name and name in SENTENCES), None)


def orders_of(account: Account, ids: list[int], name: str, member: Member) -> list[OrderSeen]:
    """Newest first. The ids were kept by a scoring; that they are this account's is asked again."""
    theirs = Order.objects.visible_to(member).filter(account=account)
    if name in FROM_ALL:
        found = list(theirs.counting().order_by("-at", "-id")[:NEWEST])
    else:
        found = list(theirs.filter(pk__in=ids).order_by("-at", "-id"))
    return [
        OrderSeen(order, (order.day - older.day).days if older else None)
        for order, older in zip_longest(found, found[1:])
    ]


def touches_of(account: Account, reason: Reason) -> list[Touch]:
    """The newest contacts that we began, as many as the reason speaks of."""
    ours = Touch.objects.standing().filter(account=account, from_us=True).exclude(channel=Channel.NOTE)
    return list(ours.select_related("member").order_by("-at", "-id")[: int(reason.numbers["times"])])


def numbers_of(numbers: dict[str, Any]) -> list[tuple[str, str]]:
    """(what it is, how much), in the order of SAID; names this version does not know are left out."""
    return [
        (str(label), "–" if numbers[name] is None else say(numbers[name], numbers))
        for name, (label, say) in SAID.items()
        if name in numbers
    ]


def _days(value: Any, numbers: dict[str, Any]) -> str:
    return _("%(days)s days") % {"days": f"{float(value):g}"}


def _count(value: Any, numbers: dict[str, Any]) -> str:
    return str(value)


def _day(value: Any, numbers: dict[str, Any]) -> str:
    return iso_day(date.fromisoformat(value).isoformat())


def _money(value: Any, numbers: dict[str, Any]) -> str:
    return format_money(Decimal(value), numbers["currency"])


def _share(value: Any, numbers: dict[str, Any]) -> str:
    return share(value)


def _low_high(value: Any, numbers: dict[str, Any]) -> str:
    return _days(value, numbers) if "interval" in numbers else share(value)


SAID: dict[str, tuple[Promise, Callable[[Any, dict[str, Any]], str]]] = {
    "interval": (gettext_lazy("Usual time between two orders"), _days),
    "still": (gettext_lazy("Chance of another order"), _share),
    "low": (gettext_lazy("at least"), _low_high),
    "high": (gettext_lazy("at most"), _low_high),
    "horizon": (gettext_lazy("within"), _days),
    "silence": (gettext_lazy("Since the last order"), _days),
    "longest": (gettext_lazy("Longest time between two orders before"), _days),
    "typical": (gettext_lazy("Three in four of those who came back here did so within"), _days),
    "orders": (gettext_lazy("Paid orders"), _count),
    "first": (gettext_lazy("First order"), _day),
    "last": (gettext_lazy("Last"), _day),
    "asked": (gettext_lazy("Last asked back"), _day),
    "amount": (gettext_lazy("Bought for"), _money),
    "total": (gettext_lazy("Bought for, in all"), _money),
    "drop": (gettext_lazy("Less than the year before, by"), _share),
    "last_year": (gettext_lazy("Last 365 days"), _money),
    "year_before": (gettext_lazy("The 365 days before"), _money),
    "yearly": (gettext_lazy("Value of a year"), _money),
    "times": (gettext_lazy("Contacts without an answer"), _count),
}

HOW: dict[str, Promise] = {
    "missed_beat": gettext_lazy(
        "The usual time is the middle of their own gaps, so that one bulk order or one long holiday does not bend it. "
        "A beat is missed when they have been silent for clearly longer than their longer gaps."
    ),
    "silence": gettext_lazy(
        "They have too few orders for a rhythm, so they are compared with their own longest gap."
    ),
    "one_time_not_back": gettext_lazy(
        "One purchase says little about a person, so they are compared with how long others took to come back."
    ),
    "same_season_not_back": gettext_lazy(
        "They first came at this time of last year. Whoever comes once a year is expected about now, not before."
    ),
    "falling_spend": gettext_lazy(
        "A year is compared with the year before, so a season compares with itself. The fall still holds when the "
        "biggest order of the year before is left out."
    ),
    "unanswered": gettext_lazy("Contacts that we began since their last order and that nobody answered."),
    "chance": gettext_lazy(
        "Worked out from when they ordered, from how everybody else here came back, and from the time of year. It rests "
        "on all their orders; of someone who ordered once nobody can tell more than a range."
    ),
    "top_value": gettext_lazy("They are in the smallest set of people who brought 80% of the last year."),
    PREVIOUS: gettext_lazy("They have bought here and then stopped. It rests on all their orders."),
}
