"""What people bring by how they came to us, and by what kind of buyers they are (P3)."""

from typing import Any
from urllib.parse import urlencode

from regulars.retention.customers.filters import NOBODY
from regulars.retention.firm_facts import FirmFacts
from regulars.retention.group_facts import Grouping, ValueGroup
from regulars.retention.pictures.saying import about, count, share
from regulars.retention.pictures.shapes import WIDTH
from regulars.team.models import Firm


def groups(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    found = facts["by_group"]
    shown = {name: told(found[name], found["currency"], name) for name in ("came_by", "persona")}
    return shown | {"least": found["least"], "least_point": found["least_point"]}


def told(found: Grouping, currency: str, field: str) -> dict[str, Any]:
    everybody = [*found["groups"], *([found["unknown"]] if found["unknown"] else [])]
    most = max([float(one["loss_high"] or 0) for one in everybody], default=0.0)
    people = sum(one["people"] for one in everybody) + found["more"]
    unknown = found["unknown"]["people"] if found["unknown"] else 0
    return {
        "known": bool(found["groups"]),
        "rows": [
            row(one, currency, most) | {"query": urlencode({field: one["name"] or NOBODY})}
            for one in everybody
        ],
        "people": count(people),
        "unknown": count(unknown),
        "unknown_share": share(unknown / people if people else None),
        "is_unknown": unknown > 0,
        "more": count(found["more"]) if found["more"] else "",
    }


def row(one: ValueGroup, currency: str, most: float) -> dict[str, Any]:
    """`said`: range, or empty where too few people are in it; `point`: whether there are enough for a likely value."""
    shown: dict[str, Any] = {
        "name": one["name"],
        "people": count(one["people"]),
        "number": one["people"],
        "once": one["once"],
        "had_time": count(one["had_time"]),
        "back": count(one["back"]),
        "back_share": share(one["back"] / one["had_time"] if one["had_time"] else None),
        "waiting": one["had_time"] == 0,
        "so_far": about(one["so_far"], currency),
        "enough": one["loss_low"] is not None,
        "point": one["loss"] is not None,
    }
    for name in ("worth", "loss"):
        values = one[name], one[f"{name}_low"], one[f"{name}_high"]  # type: ignore[literal-required] # its own keys
        for key, value in zip((name, f"{name}_low", f"{name}_high"), values, strict=True):
            shown[key] = about(value, currency) if value is not None else ""
    if one["loss_low"] is not None and one["loss_high"] is not None and most:
        low, high = (float(end) / most * WIDTH for end in (one["loss_low"], one["loss_high"]))
        shown |= {"bar_x": f"{low:.0f}", "bar_width": f"{max(high - low, 4):.0f}"}
    return shown
