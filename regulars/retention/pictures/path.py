"""The way from stranger to leaving: how long people stay in each stage, and where they are lost (P35)."""

from typing import Any

from regulars.retention.firm_facts import FirmFacts, Stage
from regulars.retention.models import Standing
from regulars.retention.pictures.saying import days, iso_day, share
from regulars.retention.terms import standing_terms, standing_words
from regulars.team.models import Firm

TONES = {Standing.CUSTOMER: "ok", Standing.LAPSED: "due", Standing.LOST: "risk"}


def path(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    meanings = {term.code: term.meaning for term in standing_terms(firm)}
    return {"stages": [stage(found, firm, meanings) for found in facts["stages"]], "counts": facts["counts"]}


def stage(found: Stage, firm: Firm, meanings: dict[str, str]) -> dict[str, Any]:
    """One stage in words. Without dates of anyone entering it, it says so instead of a length (P35's guard)."""
    code = Standing(found["stage"])
    return {
        **found,
        "words": standing_words(code, firm),
        "meaning": meanings[code],
        "tone": TONES.get(code, "plain"),
        "dated": found["first"] is not None,
        "went_on": share(found["on"] / found["entered"]) if found["entered"] else "–",
        "gone": share(found["lost_here"] / found["entered"]) if found["entered"] else "–",
        "leaves": code == Standing.CUSTOMER,
        "stay": days(found["days"]),
        "so_far": days(found["days_so_far"]),
        "first": iso_day(found["first"]),
        "last_entered": iso_day(found["last"]),
        "gone_already": code == Standing.LAPSED,
        "silent": code in {Standing.LAPSED, Standing.LOST},
    }
