"""How often we were right: predictions made on an earlier day, compared with what people did after it."""

from typing import Any, NamedTuple

from regulars.retention.firm_facts import Backtest, FirmFacts, Tenth
from regulars.retention.pictures.saying import iso_day, share
from regulars.retention.pictures.shapes import Column, columns
from regulars.team.models import Firm

FEW = 20  # people; below that a share is mostly chance


class TenthSaid(NamedTuple):
    people: int
    said: str
    did: str
    came: int
    few: bool


def check(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["backtest"]
    shown: dict[str, Any] = {"backtest": found, "models": facts["models"]}
    return shown if found is None else shown | judged(found)


def judged(found: Backtest) -> dict[str, Any]:
    tenths = found["tenths"]
    return {
        "tenths": [tenth(one) for one in tenths],
        "pairs": pairs(tenths),
        "said": "; ".join(f"{share(one['said'])} → {share(one['did'])}" for one in tenths),
        "origin": iso_day(found["origin"]),
        "error": f"{found['error'] * 100:.1f}",
        "orders_said": round(found["orders_said"]),
        "not_back": share(found["not_back"] / found["called"]) if found["called"] else "",
        "others_not_back": share(found["others_not_back"] / found["others"]) if found["others"] else "",
        "auc": share(found["auc"]) if found["auc"] is not None else "",
    }


def tenth(one: Tenth) -> TenthSaid:
    people = one["people"]
    return TenthSaid(people, share(one["said"]), share(one["did"]), round(one["did"] * people), people < FEW)


def pairs(tenths: list[Tenth]) -> list[Column]:
    """Two columns a tenth, side by side: what was said, and what was done."""
    values = [value for one in tenths for value in (one["said"], one["did"], None)]
    return columns(values, ["plain", "ok", ""] * len(tenths), top=1.0)
