"""How often we were right: predictions made on an earlier day, compared with what people did after it."""

from typing import Any, NamedTuple

from regulars.retention.choice_words import choice_shown
from regulars.retention.firm_facts import Backtest, FirmFacts, Tenth
from regulars.retention.pictures.called import called
from regulars.retention.pictures.saying import chance, count, iso_day, share
from regulars.retention.pictures.shapes import short
from regulars.retention.pictures.tracking import tracking
from regulars.team.models import Firm

FEW = 20  # people; below that a share is mostly chance
SIDE = 300
"""The square of the picture of tenths, in its own units; it keeps its shape, so it may hold words."""
CLOSE, FAR = 0.05, 0.1
"""Off by up to 5 in 100 on average is close; by more than 10, far."""


class TenthSaid(NamedTuple):
    people: str
    said: str
    did: str
    thought: str
    came: str
    few: bool
    x: str
    y: str


def check(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["backtest"]
    shown: dict[str, Any] = {"backtest": found, "models": facts["models"], **choice_shown(facts, firm)}
    return shown if found is None else shown | judged(found) | called(found, firm) | tracking(facts)


def judged(found: Backtest) -> dict[str, Any]:
    tenths = [tenth(one) for one in found["tenths"]]
    return {
        "tenths": tenths,
        "least_sure": tenths[0],
        "most_sure": tenths[-1],
        "side": SIDE,
        "ticks": [tick(part) for part in (0.0, 0.5, 1.0)],
        "said": "; ".join(f"{one.said} → {one.did}" for one in tenths),
        "origin": iso_day(found["origin"]),
        "checked_people": count(found["people"]),
        "error": f"{found['error'] * 100:.0f}",
        "judgement": "close" if found["error"] <= CLOSE else "far" if found["error"] > FAR else "fair",
        "lean": lean(found["tenths"]),
        "auc": share(found["auc"]) if found["auc"] is not None else "",
    }


def tenth(one: Tenth) -> TenthSaid:
    people = one["people"]
    return TenthSaid(
        people=count(people),
        said=chance(one["said"]),
        did=share(one["did"]),
        thought=count(one["said"] * people),
        came=count(one["did"] * people),
        few=people < FEW,
        x=short(one["said"] * SIDE),
        y=short(SIDE - one["did"] * SIDE),
    )


def tick(part: float) -> tuple[str, str, str]:
    """(words, where along, where up) of a mark on the axes."""
    return share(part), short(part * SIDE), short(SIDE - part * SIDE)


def lean(tenths: list[Tenth]) -> str:
    """`more` or `fewer` came than we said, in all; empty where the difference is under two in a hundred."""
    people = sum(one["people"] for one in tenths)
    gap = sum((one["did"] - one["said"]) * one["people"] for one in tenths) / people if people else 0.0
    return "" if abs(gap) < 0.02 else "more" if gap > 0 else "fewer"
