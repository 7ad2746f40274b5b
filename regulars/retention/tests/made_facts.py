"""A firm's facts as a scoring would leave them, small enough to read; tests of pages change what their story needs."""

from datetime import date
from typing import Any

from regulars.retention.firm_facts import DEFINITIONS
from regulars.retention.models import ScoringRun, State
from regulars.retention.tests.made_ahead import called, coming, growth, losing, tracking
from regulars.retention.tests.made_groups import by_group

MONTHS = [f"{2025 + (n // 12)}-{n % 12 + 1:02d}" for n in range(10, 23)]
STANDING = {"stranger": 1, "client": 40, "customer": 60, "lapsed": 12, "lost": 9}

REACH = {"as_of": "2026-11-21", "newest_order": "2026-11-21", "first_order": "2025-11-03", "stated_end": None}
COUNTS = {
    "accounts": 122,
    "with_orders": 121,
    "orders": 900,
    "jobs": 880,
    "walk_ins": 3,
    "at_risk": 5,
    "watched": 4,
}


def facts(**changed: Any) -> dict[str, Any]:
    return {
        "definitions": DEFINITIONS,
        "currency": "GBP",
        "reach": REACH,
        "counts": COUNTS,
        "standing": STANDING,
        "standing_by_month": [
            {"month": month, **STANDING, "customer": 48 + n} for n, month in enumerate(MONTHS)
        ],
        "conversion_by_month": [conversion(month, n) for n, month in enumerate(MONTHS)],
        "pareto": pareto(),
        "kept": kept(),
        "cohorts": {
            "definitions": DEFINITIONS,
            "months": cohorts(),
            "rates": [rates(month) for month in MONTHS],
        },
        "bucket": bucket(),
        "months": income(),
        "stages": stages(),
        "typical_return": 64,
        "same_season": {"start": "2025-10-15", "end": "2025-12-31", "won": 30, "not_back": 8, "asked": 3},
        "best": best(),
        "backtest": backtest(),
        "tracking": tracking(),
        "coming": coming(),
        "growth": growth(),
        "losing": losing(),
        "by_group": by_group(),
        "other_currencies": [{"currency": "EUR", "orders": 2, "net": "140.00"}],
        "models": [model("bg/nbd"), model("gamma-gamma")],
    } | changed


def scored(**changed: Any) -> ScoringRun:
    """A finished scoring as of 21 November 2026 that found `facts(**changed)`."""
    return ScoringRun.objects.create(
        as_of=date(2026, 11, 21), state=State.DONE, progress=100, accounts=122, firm_facts=facts(**changed)
    )


def conversion(month: str, n: int) -> dict[str, Any]:
    return {
        "month": month,
        "became_clients": 10,
        "became_customers": 4,
        "clients": 40,
        "rate": 0.1 if n else None,
        "cohort_converted": 6,
        "cohort_rate": 0.6,
    }


def pareto() -> dict[str, Any]:
    return {
        "customers": 27,
        "of_customers": 100,
        "customers_share": 0.27,
        "value_share": 0.802,
        "twenty": 0.71,
        "value": "80200.00",
        "currency": "GBP",
        "curve": [{"customers": n / 20, "value": (n / 20) ** 0.4} for n in range(21)],
    }


def kept() -> dict[str, Any]:
    series = [{"month": month, "of": 50, "kept": 43, "rate": 0.86} for month in MONTHS]
    return {"of": 50, "kept": 43, "rate": 0.86, "before": 0.84, "series": series}


def cohorts() -> list[dict[str, Any]]:
    return [
        {
            "month": month,
            "size": size,
            "active": [size, size // 2, size // 4][: 13 - n],
            "repeat": size // 2,
            "gone": 1,
        }
        for n, (month, size) in enumerate(zip(MONTHS, [12, 3, *[10] * 11], strict=True))
    ]


def rates(month: str) -> dict[str, Any]:
    return {
        "month": month,
        "active_before": 100,
        "stayed": 96,
        "left": 4,
        "retention": 0.96,
        "churn": 0.04,
        "buyers": 80,
        "repeat_buyers": 64,
        "repeat": 0.8,
    }


def bucket() -> dict[str, Any]:
    months = [
        {"month": month, "poured_in": 10, "lost": 3, "came_back": 1, "replacement": None}
        for month in MONTHS[1:]
    ]
    return {
        "months": months,
        "poured_in": 120,
        "lost": 36,
        "came_back": 12,
        "paused": 7,
        "in_it": 100,
        "replacement_each": None,
        "replacement": None,
        "currency": "GBP",
    }


def income() -> dict[str, Any]:
    calls = [None] * 10 + ["windfall", "dry", None]
    months = [
        {
            "month": month,
            "net": f"{5000 + n * 100}.00",
            "walk_in": "120.00",
            "orders": 70,
            "repeat_net": "4000.00",
            "repeat_share": 0.8,
            "norm": "5000.00" if call else None,
            "call": call,
            "whole": n < 12,
        }
        for n, (month, call) in enumerate(zip(MONTHS, calls, strict=True))
    ]
    return {"months": months, "windfall_from": 1.3, "dry_below": 0.7, "currency": "GBP"}


def stages() -> list[dict[str, Any]]:
    found = [
        ("stranger", 1, 122, 121, 0),
        ("client", 40, 121, 75, 6),
        ("customer", 60, 75, 0, 15),
        ("lapsed", 12, 21, 9, 0),
        ("lost", 9, 9, 0, 0),
    ]
    return [
        {
            "stage": stage,
            "now": now,
            "entered": entered,
            "on": on,
            "lost_here": lost,
            "days": 31.0 if on else None,
            "days_so_far": 58.0,
            "first": "2025-11-03" if stage != "stranger" else None,
            "last": "2026-11-20" if stage != "stranger" else None,
        }
        for stage, now, entered, on, lost in found
    ]


def best() -> dict[str, Any]:
    groups = {"weekly": 2, "monthly": 9, "quarterly": 1, "yearly": 0, "no_rhythm": 0}
    profile = {
        "people": 12,
        "interval": 29.0,
        "usual_amount": "410.00",
        "frequency": groups,
        "refunded": 0.004,
        "unpaid": 0.0,
    }
    others = profile | {"people": 88, "refunded": 0.031, "frequency": groups | {"no_rhythm": 76}}
    return {"best": profile, "others": others, "currency": "GBP"}


def backtest() -> dict[str, Any]:
    return {
        "origin": "2026-05-21",
        "days": 184,
        "people": 90,
        "tenths": [{"people": 9, "said": 0.05 + n / 10, "did": min(1.0, 0.08 + n / 10)} for n in range(10)],
        "error": 0.04,
        "auc": 0.83,
        "orders_said": 310.4,
        "orders_did": 298,
        "called": 20,
        "not_back": 13,
        "others": 70,
        "others_not_back": 9,
        "earlier": [
            called("2026-05-21", "2026-11-21", 20, 13, 70, 9),
            called("2026-02-21", "2026-08-24", 1200, 840, 1900, 190),
            called("2025-11-21", "2026-05-24", 4, 3, 30, 2),
        ],
    }


def model(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "parameters": {"r": 0.24, "alpha": 4.4},
        "errors": {"r": 0.01, "alpha": 0.2},
        "customers": 121,
        "no_dropout_seen": False,
    }
