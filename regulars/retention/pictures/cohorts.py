"""Everybody who first bought in the same month, followed together (P5)."""

from typing import Any, NamedTuple

from regulars.retention.firm_facts import Cohort, CohortRates, FirmFacts
from regulars.retention.pictures.saying import count, month, share
from regulars.retention.standing import WORDS
from regulars.retention.terms import words_of
from regulars.team.models import Firm

LEAST = 5  # a share of fewer people than this says more about chance than about them


class Cell(NamedTuple):
    text: str
    said: str
    heat: int  # 0 to 10


class HeatRow(NamedTuple):
    month: str
    size: int
    repeat: str
    gone: str
    cells: list[Cell]
    few: bool


def cohorts(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    months = [cohort for cohort in facts["cohorts"]["months"] if cohort["size"]]
    return {
        "heat": [heat_row(cohort) for cohort in months],
        "later": range(max((len(cohort["active"]) for cohort in months), default=0)),
        "rates": [rate_row(rates) for rates in reversed(facts["cohorts"]["rates"])],
        "definitions": facts["cohorts"]["definitions"],
        "least": LEAST,
        "meanings": {name: str(WORDS[name]) % words_of(firm) for name in ("retention", "churn", "repeat")},
    }


def heat_row(cohort: Cohort) -> HeatRow:
    size = cohort["size"]
    return HeatRow(
        month=month(cohort["month"]),
        size=size,
        repeat=_of(cohort["repeat"], size),
        gone=_of(cohort["gone"], size),
        cells=[cell(active, size) for active in cohort["active"]],
        few=size < LEAST,
    )


def cell(active: int, size: int) -> Cell:
    """The share in the cell, the count beside it: a heat map is read by its colours and believed by its counts."""
    part = active / size if size else 0.0
    return Cell(text=share(part), said=count(active), heat=round(part * 10))


def rate_row(rates: CohortRates) -> dict[str, Any]:
    return {
        "month": month(rates["month"]),
        "retention": _of(rates["stayed"], rates["active_before"]),
        "churn": _of(rates["left"], rates["active_before"]),
        "repeat": _of(rates["repeat_buyers"], rates["buyers"]),
    }


def _of(part: int, whole: int) -> str:
    """`38% · 41 of 108`; a dash of nobody."""
    return f"{share(part / whole)} · {count(part)} / {count(whole)}" if whole else "–"
