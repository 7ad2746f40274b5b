"""What losing one of them would cost, over all of them (R57)."""

from typing import Any

from regulars.retention.firm_facts import FirmFacts, LosingOne
from regulars.retention.pictures.saying import about, count, from_to, share
from regulars.team.models import Firm

FEW = 5
"""People; of fewer, a half or a quarter is nobody in particular."""


def losing(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["losing"]
    currency, total = found["currency"], float(found["total"])
    enough = found["people"] >= FEW and total > 0
    shown: dict[str, Any] = {
        "enough": enough,
        "once": found["once"],
        "once_said": count(found["once"]),
        "people": count(found["people"]),
    }
    if enough:
        shown |= {name: about(found[name] or 0, currency) for name in ("quarter", "half", "three_quarters")}
        shown |= {
            "top": [one(row, currency) for row in found["top"]],
            "top_total": about(found["top_total"], currency),
            "top_share": share(float(found["top_total"]) / total),
            "many": found["people"] > len(found["top"]),
        }
    return {"losing": shown}


def one(row: LosingOne, currency: str) -> dict[str, Any]:
    return {
        "account": row["account"],
        "loss": about(row["loss"], currency),
        "range": from_to(about(row["low"], currency), about(row["high"], currency)),
    }
