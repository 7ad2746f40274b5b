"""From what a score keeps to what a person reads: each reason one short sentence, with its numbers and its orders.

No maths here: pages and Today use this. What a name means and what its numbers are is in scoring/evidence.py.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.attention import Link, Reason
from regulars.lib.counting import grouped
from regulars.lib.money import format_money
from regulars.retention.models import Score
from regulars.web.templatetags.say import day as said_day

FEW = 2
"""So many orders or fewer are linked one by one; more are behind the evidence page."""
Numbers = dict[str, Any]


def reasons_of(score: Score, account_id: int | None = None) -> tuple[Reason, ...]:
    """The clauses of a score, strongest first. One that an earlier version kept otherwise is left out."""
    who = account_id or score.account_id
    told_now = []
    for kept in score.reasons:
        with suppress(KeyError):
            told_now.append(told(who, kept))
    return tuple(told_now)


def told(account_id: int, kept: dict[str, Any]) -> Reason:
    """One kept reason as a clause. `kept` is {name, numbers, orders} of Score.reasons or RiskCase.reasons.

    KeyError: an earlier version kept it, under a name or with numbers that this one does not know.
    """
    name, numbers = kept["name"], kept["numbers"]
    return Reason(name, SENTENCES[name](numbers), numbers, links(account_id, name, kept["orders"]))


def links(account_id: int, name: str, orders: list[int]) -> tuple[Link, ...]:
    """The page that lays the evidence out, and the orders themselves where they are few."""
    page = Link(_("How we know"), reverse("evidence", args=[account_id, name]))
    if len(orders) > FEW:
        return (page,)
    label = _("The order") if len(orders) == 1 else _("Order %(number)d of %(count)d")
    few = [
        Link(label % {"number": number, "count": len(orders)}, reverse("order", args=[order]))
        for number, order in enumerate(orders, 1)
    ]
    return (page, *few)


def previous_client(score: Score) -> Reason:
    """Why a previous client is worth a call (R19): what they brought, and when they last came."""
    numbers = {
        "orders": score.orders,
        "total": f"{score.total:.2f}",
        "currency": score.currency,
        "last": score.last_day.isoformat() if score.last_day else None,
    }
    total = Decimal(str(score.total))
    words = {
        "count": grouped(score.orders),
        "money": format_money(total, score.currency, whole=True),
        "day": said_day(score.last_day),
    }
    text = ngettext(
        "Ordered once, for %(money)s, on %(day)s.",
        "Ordered %(count)s times for %(money)s in all; the last was on %(day)s.",
        score.orders,
    )
    return Reason("previous_client", text % words, numbers, links(score.account_id, "previous_client", []))


def days(number: float) -> str:
    """`1 day`, `32 days`, and `5½ months` would be less plain: days as they are."""
    whole = max(1, round(number))
    return ngettext("%(count)s day", "%(count)s days", whole) % {"count": grouped(whole)}


def missed_beat(numbers: Numbers) -> str:
    usual, silence = days(numbers["interval"]), days(numbers["silence"])
    return _("Orders about every %(usual)s; last was %(silence)s ago.") % {"usual": usual, "silence": silence}


def silence(numbers: Numbers) -> str:
    words = {"silence": days(numbers["silence"]), "typical": days(numbers["typical"])}
    text = ngettext(
        "Ordered on %(count)d day, the last %(silence)s ago; most who come back here do so within %(typical)s.",
        "Ordered on %(count)d days, the last %(silence)s ago; most who come back here do so within %(typical)s.",
        numbers["orders"],
    )
    return text % (words | {"count": numbers["orders"]})


def one_time_not_back(numbers: Numbers) -> str:
    words = {"silence": days(numbers["silence"]), "typical": days(numbers["typical"])}
    return _("Bought once, %(silence)s ago; most who come back here do so within %(typical)s.") % words


def same_season_not_back(numbers: Numbers) -> str:
    first = said_day(date.fromisoformat(numbers["first"]))
    if not numbers["asked"]:
        return _("First came on %(day)s, not back this season; nobody has asked them.") % {"day": first}
    asked = said_day(date.fromisoformat(numbers["asked"]))
    return _("First came on %(day)s, not back this season; asked on %(asked)s.") % {
        "day": first,
        "asked": asked,
    }


def falling_spend(numbers: Numbers) -> str:
    return _("Spend down %(percent)d%% on the year before.") % {"percent": round(100 * numbers["drop"])}


def unanswered(numbers: Numbers) -> str:
    return ngettext(
        "We wrote or called once since, without an answer.",
        "We wrote or called %(count)d times since, without an answer.",
        numbers["times"],
    ) % {"count": numbers["times"]}


def chance(numbers: Numbers) -> str:
    """A chance is never said to be nothing or certain; of one purchase nobody can tell more than a range (P3)."""
    if "still" not in numbers:
        return chance_between(numbers)
    within = days(numbers["horizon"])
    percent = round(100 * numbers["still"])
    if percent < 1:
        return _("Less than 1%% likely to buy again within %(days)s.") % {"days": within}
    if percent > 99:
        return _("More than 99%% likely to buy again within %(days)s.") % {"days": within}
    return _("%(percent)d%% likely to buy again within %(days)s.") % {"percent": percent, "days": within}


def chance_between(numbers: Numbers) -> str:
    words = {
        "low": round(100 * numbers["low"]),
        "high": max(1, round(100 * numbers["high"])),
        "days": days(numbers["horizon"]),
    }
    if words["low"] < 1:
        return _("At most %(high)d%% likely to buy again within %(days)s.") % words
    if words["high"] > 99:
        return _("At least %(low)d%% likely to buy again within %(days)s.") % words
    return _("Between %(low)d%% and %(high)d%% likely to buy again within %(days)s.") % words


def top_value(numbers: Numbers) -> str:
    money = format_money(Decimal(numbers["last_year"]), numbers["currency"], whole=True)
    return _("Brought %(money)s in the last 12 months, one of those who bring most.") % {"money": money}


SENTENCES: dict[str, Callable[[Numbers], str]] = {
    "missed_beat": missed_beat,
    "silence": silence,
    "same_season_not_back": same_season_not_back,
    "one_time_not_back": one_time_not_back,
    "falling_spend": falling_spend,
    "unanswered": unanswered,
    "chance": chance,
    "top_value": top_value,
}
