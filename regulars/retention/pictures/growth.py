"""What keeping more would bring (P4): the firm's own arithmetic beside the well-known claim."""

from typing import Any

from regulars.retention.firm_facts import FirmFacts, Growth
from regulars.retention.pictures.saying import about, count, from_to, roughly, share
from regulars.retention.what_if import LEAST, Range, WhatIf, Year, enough, what_if
from regulars.team.models import Firm

TOLD = (1, 3, 5)
"""Years that are put into a sentence; the table has them all."""


def growth(facts: FirmFacts, firm: Firm, points: int, years: int) -> dict[str, Any]:
    found, shown = facts["growth"], nothing_asked(facts)
    if not shown["enough"]:
        return shown
    worked = what_if(found, points, years)
    rows = [row(one, found) for one in worked.years]
    return shown | {
        "points": points,
        "now_of_hundred": round(worked.rate * 100),
        "then_of_hundred": round(worked.better * 100),
        "capped": worked.capped,
        "rate": share(worked.rate),
        "now": count(found["now"]),
        "kept": count(found["kept"]),
        "of": count(found["of"]),
        "spend": money(worked.spend, found),
        "rows": rows,
        "told": [one for one in rows if one["number"] in TOLD],
        "claim": claim(worked, found),
    }


def nothing_asked(facts: FirmFacts) -> dict[str, Any]:
    """Before any question, or after one that cannot be answered."""
    found = facts["growth"]
    return {"growth": found, "enough": enough(found), "least": LEAST}


def row(year: Year, found: Growth) -> dict[str, Any]:
    return {
        "number": year.number,
        "people": people(year.people),
        "sales": money(year.sales, found),
        "so_far": money(year.so_far, found),
        "part": part(year.sales, found),
    }


def claim(worked: WhatIf, found: Growth) -> str:
    """By how much the first year's sales would be larger, to stand beside the claim's 5 %."""
    return part(worked.years[0].sales, found)


def part(sales: Range, found: Growth) -> str:
    """`1.2% to 2.3%` of a year's sales; empty where there were none."""
    whole = float(found["sales"])
    if whole <= 0:
        return ""
    low, high = (percent(share_of) for share_of in sales.over(whole))
    return from_to(low, high)


def percent(share_of: float) -> str:
    """One decimal below a tenth; above it nobody knows that closely."""
    return f"{share_of * 100:.1f}%" if share_of < 0.1 else share(share_of)


def people(found: Range) -> str:
    return from_to(roughly(found.low), roughly(found.high))


def money(found: Range, growth: Growth) -> str:
    low, high = about(found.low, growth["currency"]), about(found.high, growth["currency"])
    return from_to(low, high)
