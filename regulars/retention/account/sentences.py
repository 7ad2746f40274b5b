"""What a score says of one account, in words: never more certain than the numbers are."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.lib.money import format_money
from regulars.retention.account.known import Known
from regulars.retention.account.order_chart import Chart, expected
from regulars.retention.models import Score, Standing
from regulars.retention.pictures.saying import about as roughly
from regulars.retention.pictures.saying import chance as said_chance
from regulars.retention.pictures.saying import count, from_to, iso_day
from regulars.retention.reasons import days
from regulars.team.models import Firm
from regulars.web.templatetags.say import day

LEAST_CHECKED = 5  # people a back-test sentence must be made of
MUCH = Decimal("1.5")


def once(score: Score) -> bool:
    """Someone with one purchase: ranges only, never a point (the guard of R57 and P3)."""
    return score.days <= 1


def chance(score: Score) -> str:
    """`41% likely`; for one purchase `30% to 53%`; empty where nothing can be said."""
    if score.still is None or score.still_low is None or score.still_high is None:
        return ""
    if once(score):
        return from_to(said_chance(score.still_low), said_chance(score.still_high))
    return _("%(share)s likely") % {"share": said_chance(score.still)}


def chance_range(score: Score) -> str:
    """Between which bounds, and within which time. Empty where nothing can be said."""
    if score.still_low is None or score.still_high is None:
        return ""
    low, high = said_chance(score.still_low), said_chance(score.still_high)
    numbers = {"low": low, "high": high, "days": days(score.horizon or 0)}
    if score.horizon is None:
        return _("Somewhere between %(low)s and %(high)s.") % numbers
    if once(score):
        return _("likely to order again within %(days)s. One purchase allows no closer guess.") % numbers
    if low == high:
        return _("to order again within %(days)s.") % numbers
    return _("Somewhere between %(low)s and %(high)s, to order again within %(days)s.") % numbers


def rhythm(known: Known, firm: Firm) -> str:
    """How often they order, and how long it has been."""
    score = known.score
    if score.last_day is None:
        return _("There is no paid order of theirs.")
    silent = days(known.silent) if known.silent else _("less than a day")
    if score.interval is None or score.interval_low is None or score.interval_high is None:
        left = ngettext(
            "One order so far: too few for a rhythm, which takes %(beats)d. It has been %(silent)s.",
            "%(orders)d orders so far: too few for a rhythm, which takes %(beats)d. It has been %(silent)s.",
            score.days,
        )
        return left % {"orders": score.days, "beats": firm.rhythm_orders, "silent": silent}
    usual = round(score.interval)
    said = ngettext(
        "Usually orders every day (%(low)d to %(high)d); it has been %(silent)s.",
        "Usually orders every %(usual)d days (%(low)d to %(high)d); it has been %(silent)s.",
        usual,
    ) % {
        "usual": usual,
        "low": round(score.interval_low),
        "high": round(score.interval_high),
        "silent": silent,
    }
    return f"{said} {_('It is a quiet time of year for them.')}" if score.seasonal else said


def checked(known: Known) -> str:
    """How often such a worry, or where nothing worries such calm, was right here; honest where it cannot be checked."""
    found = known.backtest
    worry = known.score.risk or known.score.standing in {Standing.LAPSED, Standing.LOST}
    said, away = ("called", "not_back") if worry else ("others", "others_not_back")
    if not found or found[said] < LEAST_CHECKED:
        return _("Whether such chances come true here cannot be checked yet: that takes more history.")
    if worry:
        told = _(
            "Of %(people)s we would have called at risk on %(day)s, %(away)s had not come back %(days)d days later."
        )
    else:
        told = _(
            "Of %(people)s we would have called fine on %(day)s, %(away)s had not come back %(days)d days later."
        )
    return told % {
        "people": count(found[said]),
        "day": iso_day(found["origin"]),
        "away": count(found[away]),
        "days": found["days"],
    }


def no_leaving(known: Known, firm: Firm) -> str:
    """Where the firm's orders show nobody leaving, nobody's silence says that they have."""
    if not known.no_leaving_seen or known.score.still is None:
        return ""
    said = _("No sign of leaving yet: your orders cannot tell a %(word)s who left for good from a slow one.")
    return said % {"word": firm.word_customer}


def history(chart: Chart, score: Score) -> str:
    """What the bars show."""
    best, months = max(chart.months, key=lambda month: month.net), len(chart.months)
    words = {
        "count": months,
        "since": month_said(chart.since),
        "best": month_said(best.day),
        "money": _money(best.net, score),
    }
    return (
        ngettext(
            "Bought in %(best)s, for %(money)s.",
            "Bought in %(count)d months since %(since)s; the most was %(money)s in %(best)s.",
            months,
        )
        % words
    )


def next_order(known: Known) -> str:
    """When the next order is or was expected, with its range. Empty without a rhythm, or out of season."""
    span, due = expected(known.score), known.score.beat_due
    if span is None or due is None:
        return ""
    words = {"due": day(due), "first": day(span[0]), "last": day(span[1])}
    if span[1] < known.as_of:
        return _("The next order was expected about %(due)s (%(first)s to %(last)s).") % words
    return _("The next order is expected about %(due)s (%(first)s to %(last)s).") % words


def orders_ahead(score: Score) -> str:
    """How many orders a year may bring, luck included."""
    low, high = score.expected_orders_low, score.expected_orders_high
    if low is None or high is None:
        return ""
    words = {"low": round(low), "high": round(high)}
    if not words["high"]:
        return _("In the next 12 months no order is likely.")
    if words["low"] == words["high"]:
        return (
            ngettext(
                "In the next 12 months we expect %(high)d order.",
                "In the next 12 months we expect %(high)d orders.",
                words["high"],
            )
            % words
        )
    return (
        ngettext(
            "In the next 12 months %(low)d to %(high)d order are likely.",
            "In the next 12 months %(low)d to %(high)d orders are likely.",
            words["high"],
        )
        % words
    )


def month_said(first: date) -> str:
    """`Mar 2026`."""
    return day(first).split(" ", 1)[1]


def worth(score: Score) -> tuple[str, str]:
    """(figure, what it is): a year's value and its range; for one purchase the range alone."""
    low, about, high = figures(score, "worth")
    if low is None or high is None:
        return "", ""
    span = {"low": roughly(low, score.currency), "high": roughly(high, score.currency)}
    if once(score) or about is None:
        return from_to(span["low"], span["high"]), _("in the next 12 months")
    return roughly(about, score.currency), _("a year, %(low)s to %(high)s") % span


def loss(known: Known, firm: Firm) -> str:
    """What losing them would cost in all (R57), and how many average buyers make up for it."""
    score = known.score
    low, about, high = figures(score, "loss")
    if low is None or high is None:
        return ""
    span = {"low": roughly(low, score.currency), "high": roughly(high, score.currency)}
    if once(score) or about is None:
        said = _("Losing them costs %(low)s to %(high)s in all: after one purchase nobody can say it closer.")
        return said % span
    span["about"] = roughly(about, score.currency)
    average, yearly = yearly_of_a_buyer(known.pareto), figures(score, "worth")[1]
    if not average or not yearly or yearly < average * MUCH:
        return _("Losing them costs about %(about)s in all (%(low)s to %(high)s).") % span
    said = _(
        "Losing them costs about %(about)s in all (%(low)s to %(high)s), and %(number)s new %(clients)s to make up for it, "
        "if each buys what an average buyer here bought in the last year (%(average)s)."
    )
    number = (yearly / average).quantize(Decimal(1), ROUND_HALF_UP)
    return said % (
        span
        | {"number": str(number), "clients": firm.word_clients, "average": roughly(average, score.currency)}
    )


def figures(score: Score, name: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The low end, the point and the high end of `worth` or `loss`."""
    return getattr(score, f"{name}_low"), getattr(score, name), getattr(score, f"{name}_high")


def yearly_of_a_buyer(pareto: dict[str, Any]) -> Decimal | None:
    """What those who bought in the last year brought on average; None where nobody did."""
    if not pareto.get("value_share") or not pareto.get("of_customers"):
        return None
    sales = Decimal(pareto["value"]) / Decimal(str(pareto["value_share"]))
    return sales / int(pareto["of_customers"])


def _money(amount: Decimal, score: Score) -> str:
    return format_money(amount, score.currency, whole=True)
