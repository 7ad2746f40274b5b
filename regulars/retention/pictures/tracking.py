"""Orders as they came beside what we expected, with a line where the check begins."""

from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

from regulars.retention.firm_facts import FirmFacts, Tracking, TrackingPeriod
from regulars.retention.pictures.saying import count, iso_day, month, share, short_span, span
from regulars.retention.pictures.shapes import WIDTH, Column, columns, line, middles, short

CLOSE, FAR = 0.05, 0.2
"""Off by up to a twentieth is close; by a fifth and more, far."""
YEAR = 365


class Row(NamedTuple):
    when: str
    came: str
    expected: str
    learnt: str
    checked: bool


def tracking(facts: FirmFacts) -> dict[str, Any]:
    """Nothing but an empty `tracking` where nothing could be checked."""
    found = facts["tracking"]
    if found is None:
        return {"tracking": None}
    miss = (found["came"] - found["expected"]) / found["expected"] if found["expected"] else 0.0
    after = [one for one in found["periods"] if one["start"] > found["origin"]]
    return {
        "tracking": {
            "span": span(after[0]["start"], found["until"]),
            "expected": count(found["expected"]),
            "came": count(found["came"]),
            "people": count(found["people"]),
            "origin": iso_day(found["origin"]),
            "verdict": "close" if abs(miss) <= CLOSE else "more" if miss > 0 else "fewer",
            "far": abs(miss) >= FAR,
            "miss": share(abs(miss)),
            "young": young(facts, found),
            "step": found["step"],
            "since": iso_day(found["periods"][0]["start"]),
            "until": iso_day(found["until"]),
            "rows": [row(one, found) for one in reversed(found["periods"])],
            **per_period(found),
            **in_all(found),
        }
    }


def young(facts: FirmFacts, found: Tracking) -> bool:
    """Whether less than a year was on record at the origin, so that no season could be known by then."""
    first = facts["reach"]["first_order"]
    return first is not None and (date.fromisoformat(found["origin"]) - date.fromisoformat(first)).days < YEAR


def row(one: TrackingPeriod, found: Tracking) -> Row:
    whole = month(one["start"][:7]) if found["step"] == "month" else short_span(one["start"], one["end"])
    return Row(
        whole,
        count(one["came"]),
        count(one["expected"]),
        count(one["learnt"]),
        one["start"] > found["origin"],
    )


def per_period(found: Tracking) -> dict[str, Any]:
    """Columns of what came, a line of what was expected, and where the check begins."""
    periods = found["periods"]
    came = [float(one["came"]) for one in periods]
    expected, learnt = [one["expected"] for one in periods], [one["learnt"] for one in periods]
    top = max([1.0, *came, *expected, *learnt]) * 1.05
    before = sum(one["start"] <= found["origin"] for one in periods)
    tones = ["soft"] * before + ["ok"] * (len(periods) - before)
    drawn: list[Column] = columns(came, tones, top)
    return {
        "columns": drawn,
        "expected_line": middles(expected, top),
        "learnt_line": middles(learnt, top),
        "begins": short(before / len(periods) * WIDTH),
        "width": short(WIDTH - before / len(periods) * WIDTH),
    }


def in_all(found: Tracking) -> dict[str, Any]:
    """The same added up from the first period on."""
    periods = found["periods"]
    sums = {
        name: [0.0, *accumulate(float(one[name]) for one in periods)]
        for name in ("came", "expected", "learnt")
    }
    top = max(1.0, *(values[-1] for values in sums.values())) * 1.02
    return {f"{name}_sum": line(values, high=top) for name, values in sums.items()} | {
        "came_in_all": count(sums["came"][-1]),
        "expected_in_all": count(sums["expected"][-1]),
    }
