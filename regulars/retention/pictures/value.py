"""Where the value is (R28), and when the money came: windfalls, dry spells, and who brought it (M42)."""

from typing import Any

from regulars.retention.firm_facts import FirmFacts, Months, Pareto
from regulars.retention.firm_facts import Month as MonthFact
from regulars.retention.pictures.saying import month, share, whole
from regulars.retention.pictures.shapes import columns, line
from regulars.team.models import Firm

CLOSE = 0.02
TONES = {"windfall": "ok", "dry": "due", "usual": "plain"}


def value(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    months = facts["months"]
    return {
        "pareto": facts["pareto"],
        "brought": whole(facts["pareto"]["value"], facts["pareto"]["currency"]),
        "curve": curve(facts["pareto"]),
        "verdict": verdict(facts["pareto"]),
        "income": income(months),
        "walk_ins": facts["counts"]["walk_ins"],
        "others": facts["other_currencies"],
    }


def curve(pareto: Pareto) -> list[str]:
    """From the most valuable on: what a share of the buyers brings. The straight line would be equal value."""
    return line([point["value"] for point in pareto["curve"]], high=1.0)


def verdict(pareto: Pareto) -> str:
    """How this firm lies to the well-known 80/20: `close`, `broader` (value rests on more people) or `narrower`."""
    part = pareto["customers_share"]
    if part is None:
        return ""
    if abs(part - 0.2) <= CLOSE:
        return "close"
    return "broader" if part > 0.2 else "narrower"


def income(months: Months) -> dict[str, Any]:
    found = months["months"]
    judged = [point for point in found if point["call"]]
    known = [point for point in found if point["repeat_share"] is not None]
    return {
        "columns": columns([float(point["net"]) for point in found], [_tone(point) for point in found]),
        "repeat": line([point["repeat_share"] for point in found], high=1.0),
        "since": month(found[0]["month"]) if found else "",
        "until": month(found[-1]["month"]) if found else "",
        "windfalls": [_called(point, months) for point in judged if point["call"] == "windfall"],
        "dry": [_called(point, months) for point in judged if point["call"] == "dry"],
        "judged": len(judged),
        "windfall_from": share(months["windfall_from"] - 1),
        "dry_below": share(1 - months["dry_below"]),
        "newest_repeat": share(known[-1]["repeat_share"]) if known else "",
        "newest_month": month(known[-1]["month"]) if known else "",
        "said": ", ".join(
            f"{month(point['month'])} {whole(point['net'], months['currency'])}" for point in found
        ),
        "rows": [_row(point, months) for point in reversed(found)],
    }


def _tone(point: MonthFact) -> str:
    return TONES.get(point["call"] or "", "plain")


def _called(point: MonthFact, months: Months) -> str:
    return f"{month(point['month'])} ({whole(point['net'], months['currency'])})"


def _row(point: MonthFact, months: Months) -> dict[str, Any]:
    return {
        "month": month(point["month"]),
        "net": whole(point["net"], months["currency"]),
        "walk_in": whole(point["walk_in"], months["currency"]),
        "orders": point["orders"],
        "repeat": share(point["repeat_share"]),
        "norm": whole(point["norm"], months["currency"]),
        "call": point["call"],
        "whole": point["whole"],
    }
