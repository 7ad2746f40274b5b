"""What the best have in common (R27): how they buy, never who they are."""

from typing import Any

from regulars.retention.firm_facts import FirmFacts, Profile
from regulars.retention.pictures.saying import count, days, share, whole
from regulars.team.models import Firm

FEW = 5
FREQUENCIES = ("weekly", "monthly", "quarterly", "yearly", "no_rhythm")


def best(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["best"]
    pair = (found["best"], found["others"])
    return {
        "best": found["best"],
        "enough": found["best"]["people"] >= FEW,
        "frequent": most_frequent(found["best"]),
        "rows": [] if not found["best"]["people"] else rows(pair, found["currency"]),
    }


def most_frequent(profile: Profile) -> str:
    """weekly, monthly, quarterly, yearly, or empty where none stands out."""
    groups = {name: people for name, people in profile["frequency"].items() if name != "no_rhythm"}
    name, most = max(groups.items(), key=lambda pair: int(str(pair[1])))
    return name if int(str(most)) * 2 >= profile["people"] > 0 else ""


def rows(pair: tuple[Profile, Profile], currency: str) -> list[tuple[str, list[str]]]:
    """What is compared, and the two figures. The names are keys: the template says them."""
    return [
        ("people", [count(one["people"]) for one in pair]),
        ("interval", [days(one["interval"]) for one in pair]),
        ("usual_amount", [whole(one["usual_amount"], currency) for one in pair]),
        *[(name, [_part(one, name) for one in pair]) for name in FREQUENCIES],
        ("refunded", [_tenths(one["refunded"]) for one in pair]),
        ("unpaid", [_tenths(one["unpaid"]) for one in pair]),
    ]


def _part(profile: Profile, name: str) -> str:
    number = int(str(profile["frequency"][name]))  # type: ignore[literal-required] # the name is one of its keys
    return f"{share(number / profile['people'])} · {count(number)}" if profile["people"] else "–"


def _tenths(part: float | None) -> str:
    """Small shares want a decimal: 0.4 % refunded is not 0 %."""
    return "–" if part is None else f"{part * 100:.1f}%"
