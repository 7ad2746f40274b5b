"""Of those we would have called slipping, how many had not come back: as of several days, in true counts."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format

from regulars.retention.firm_facts import Backtest, Called
from regulars.retention.pictures.saying import count, iso_day, share
from regulars.retention.pictures.seasons import season
from regulars.team.models import Firm

FEW = 10
"""People; below that no count says how often a word comes true."""


class Word(NamedTuple):
    """One day's words and what came of them. Shares are empty of few people."""

    when: str
    day: str
    by: str
    until: str
    called: str
    not_back: str
    called_share: str
    fine: str
    fine_not_back: str
    fine_share: str
    anyone: bool
    few: bool


def called(found: Backtest, firm: Firm) -> dict[str, Any]:
    words = [word(one, firm) for one in found["earlier"]]
    return {"words": words, "least_called": FEW, "better": better(found["earlier"])}


def word(one: Called, firm: Firm) -> Word:
    return Word(
        when=named(one["origin"], firm),
        day=iso_day(one["origin"]),
        by=named(one["until"], firm),
        until=iso_day(one["until"]),
        called=count(one["called"]),
        not_back=count(one["not_back"]),
        called_share=part(one["not_back"], one["called"]),
        fine=count(one["fine"]),
        fine_not_back=count(one["fine_not_back"]),
        fine_share=part(one["fine_not_back"], one["fine"]),
        anyone=one["called"] > 0,
        few=one["called"] < FEW,
    )


def part(of_them: int, people: int) -> str:
    return share(of_them / people) if people >= FEW else ""


def named(day: str, firm: Firm) -> str:
    """`spring 2026` where the firm's zone has seasons we know, else `May 2026`."""
    when = date.fromisoformat(day)
    return season(when, firm.timezone) or date_format(when, "F Y")


def better(words: list[Called]) -> bool | None:
    """Over all days together: whether those called stayed away more often than those called fine; None of few."""
    sums = {name: sum(one[name] for one in words) for name in ("called", "not_back", "fine", "fine_not_back")}
    if min(sums["called"], sums["fine"]) < FEW:
        return None
    return bool(sums["not_back"] / sums["called"] > sums["fine_not_back"] / sums["fine"])
