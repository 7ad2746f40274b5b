"""The small picture beside a chance: their orders, when the next was expected, and the day it is seen from."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from regulars.retention.models import Score

WIDTH, BASE, TALLEST, SHORTEST = 300.0, 52.0, 38.0, 5.0
ORDERS, YEARS = 30, 3
LABEL = 58.0  # what a word under the chart takes


class Bar(NamedTuple):
    x: str
    y: str
    height: str


class Chart(NamedTuple):
    """Units of a 300 × 70 picture as text. `band` is where the next order was expected: x and width, or None."""

    bars: list[Bar]
    bar_width: str
    band: tuple[str, str] | None
    band_label: str
    label_up: bool  # the word "expected" stands above, where it would run into the other one
    as_of: str
    since: date
    until: date


def order_chart(score: Score, orders: Sequence[tuple[date, Decimal]], as_of: date) -> Chart | None:
    """`orders`: (day, net), any order; the newest ORDERS of the last YEARS are drawn. None without any."""
    shown = sorted(orders)[-ORDERS:]
    if not shown:
        return None
    first, band = shown[0][0], expected(score)
    margin = max((as_of - first).days // 30, 2)
    begin, end = first - timedelta(margin), max(as_of, band[1] if band else as_of) + timedelta(margin)
    scale = WIDTH / max((end - begin).days, 1)

    def at(day: date) -> float:
        return (day - begin).days * scale

    most = max(net for _day, net in shown) or Decimal(1)
    width = min(6.0, max(1.5, WIDTH / 60))
    middle = (at(band[0]) + at(band[1])) / 2 if band else 0.0
    return Chart(
        bars=[_bar(at(day) - width / 2, float(net / most)) for day, net in shown],
        bar_width=_said(width),
        band=(_said(at(band[0])), _said(max(at(band[1]) - at(band[0]), 3))) if band else None,
        band_label=_said(min(max(middle, LABEL / 2), WIDTH - LABEL / 2)),
        label_up=abs(at(as_of) - LABEL / 2 - middle) < LABEL,
        as_of=_said(at(as_of)),
        since=first,
        until=shown[-1][0],
    )


def expected(score: Score) -> tuple[date, date] | None:
    """The days between which the order after the last was to be expected; None without a rhythm."""
    if score.last_day is None or score.interval_low is None or score.interval_high is None:
        return None
    return score.last_day + timedelta(round(score.interval_low)), score.last_day + timedelta(
        round(score.interval_high)
    )


def _bar(x: float, part: float) -> Bar:
    height = SHORTEST + part * (TALLEST - SHORTEST)
    return Bar(_said(x), _said(BASE - height), _said(height))


def _said(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
