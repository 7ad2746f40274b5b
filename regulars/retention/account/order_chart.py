"""The small picture beside a chance: their months, when the next order is expected, and the day it is seen from."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from regulars.retention.models import Score

WIDTH, TOP, BASE, TALLEST, SHORTEST = 300.0, 12.0, 52.0, 38.0, 3.0
LONG, SHORT, LEAST = 36, 18, 6
"""Months shown: of those who order rarely or long ago, of others, and of those who have just come."""
RARELY, LONG_AGO = 60, 400
"""Days."""
LABEL = 58.0  # what a word of the chart takes
AIR = 0.15  # part of a month left free between two bars


class Month(NamedTuple):
    """What somebody bought in the month that begins on `day`."""

    day: date
    net: Decimal
    orders: int


class Chart(NamedTuple):
    """Units of a 300 × 70 picture as text. `bars`: one path for all. `band` is where the next order is expected: x and
    width, or None; `due`: its likeliest day. `months`: those shown in which something was bought, oldest first."""

    bars: str
    band: tuple[str, str] | None
    band_label: str
    due: str
    as_of: str
    since: date
    months: list[Month]


def order_chart(score: Score, months: Sequence[Month], as_of: date) -> Chart | None:
    """None without an order in the months that would be shown."""
    first = month_before(as_of, months_shown(score, months, as_of) - 1)
    shown = sorted(month for month in months if first <= month.day <= as_of)
    if not shown:
        return None
    band = expected(score)
    end = max(as_of, band[1] if band else as_of)
    margin = timedelta(max((end - first).days // 40, 2))
    scale = WIDTH / (end + margin - first).days

    def at(day: date) -> float:
        return (day - first).days * scale

    middle = (at(band[0]) + at(band[1])) / 2 if band else 0.0
    return Chart(
        bars=_bars([(at(month.day), at(_month_end(month.day, as_of)), month.net) for month in shown]),
        band=(_said(at(band[0])), _said(max(at(band[1]) - at(band[0]), 3))) if band else None,
        band_label=_said(min(max(middle, LABEL / 2), WIDTH - LABEL / 2)),
        due=_said(at(score.beat_due)) if band and score.beat_due else "",
        as_of=_said(at(as_of)),
        since=first,
        months=shown,
    )


def expected(score: Score) -> tuple[date, date] | None:
    """The days between which the order after the last is to be expected; None without a rhythm, or out of season."""
    if score.last_day is None or score.interval_low is None or score.interval_high is None or score.seasonal:
        return None
    return score.last_day + timedelta(round(score.interval_low)), score.last_day + timedelta(
        round(score.interval_high)
    )


def months_shown(score: Score, months: Sequence[Month], as_of: date) -> int:
    """How many, the running one included."""
    silent = (as_of - score.last_day).days if score.last_day else 0
    most = LONG if (score.interval or 0) > RARELY or silent > LONG_AGO else SHORT
    oldest = min((month.day for month in months), default=as_of)
    known = 12 * (as_of.year - oldest.year) + as_of.month - oldest.month + 1
    return min(max(known, LEAST), most)


def month_before(day: date, months: int) -> date:
    """The first day of the month so many months before the one that `day` is in."""
    count = 12 * day.year + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _month_end(day: date, as_of: date) -> date:
    """The day after the month that begins on `day`, or after the last one seen of it."""
    return min(month_before(day, -1), as_of + timedelta(1))


def _bars(columns: list[tuple[float, float, Decimal]]) -> str:
    """One path of upright rectangles from (left, right, amount): a page draws it faster than eighteen of them."""
    most = float(max(net for _left, _right, net in columns)) or 1.0
    drawn = []
    for left, right, net in columns:
        width = max((right - left) * (1 - AIR), 1.5)
        height = SHORTEST + max(float(net), 0.0) / most * (TALLEST - SHORTEST)
        drawn.append(f"M{_said(left)} {_said(BASE)}v-{_said(height)}h{_said(width)}v{_said(height)}z")
    return "".join(drawn)


def _said(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
