"""Made-up facts that look back and ahead, for made_facts."""

from typing import Any

MONTHS = [f"{2025 + (n // 12)}-{n % 12 + 1:02d}" for n in range(10, 22)]


def called(origin: str, until: str, *counts: int) -> dict[str, Any]:
    names = ("called", "not_back", "fine", "fine_not_back")
    return {"origin": origin, "until": until} | dict(zip(names, counts, strict=True))


def tracking() -> dict[str, Any]:
    """Six months up to May by which everything was learnt, and six to check it on."""
    periods = [
        {
            "start": f"{month}-01",
            "end": f"{month}-28",
            "came": 1000 + 10 * n,
            "expected": 1010.4,
            "learnt": 1020.0,
        }
        for n, month in enumerate(MONTHS)
    ]
    return {
        "step": "month",
        "origin": "2026-04-30",
        "until": "2026-10-31",
        "people": 1090,
        "expected": 312.4,
        "came": 298,
        "periods": periods,
        "off_week": 0.2,
        "off_month": 0.1,
    }


def coming() -> dict[str, Any]:
    def period(start: str, end: str, expected: float) -> dict[str, Any]:
        return {
            "start": start,
            "end": end,
            "beats": 9,
            "expected": expected,
            "low": expected - 4,
            "high": expected + 4,
        }

    weeks = [(22, 28), (29, 30)]
    return {
        "weeks": [period(f"2026-11-{start}", f"2026-11-{end}", 12.2) for start, end in weeks],
        "months": [period("2026-12-01", "2026-12-31", 1052.6)],
        "people": 1121,
        "rhythm": 60,
        "checked": True,
        "items": [
            {
                "code": "RYE",
                "name": "Rye loaves",
                "seen": 1200,
                "buyers": 40,
                "usual": "6",
                "expected": 31.2,
                "low": 22.0,
                "high": 41.0,
            }
        ],
        "items_since": "2025-11-22",
    }


def growth() -> dict[str, Any]:
    return {
        "of": 50,
        "kept": 43,
        "now": 60,
        "each": "1500.00",
        "leaver": "900.00",
        "sales": "100000.00",
        "currency": "GBP",
    }


def losing() -> dict[str, Any]:
    top = [
        {"account": n, "loss": f"{9000 - n}.00", "low": "6000.00", "high": "12000.00"} for n in range(1, 11)
    ]
    return {
        "people": 1060,
        "once": 40,
        "quarter": "870.40",
        "half": "1729.33",
        "three_quarters": "3309.04",
        "top": top,
        "top_total": "89945.00",
        "total": "556461.17",
        "currency": "GBP",
    }
