"""The first page of Retention: are they staying, where do we stand, is the bucket leaking."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from regulars.retention.firm_facts import (
    Bucket,
    ConversionMonth,
    FirmFacts,
    Kept,
    StandingCounts,
    StandingMonth,
)
from regulars.retention.models import Standing
from regulars.retention.pictures.saying import change, count, month, share, whole
from regulars.retention.pictures.shapes import columns, line
from regulars.retention.terms import standing_terms, standing_words
from regulars.team.models import Firm

TONES = {Standing.CUSTOMER: "ok", Standing.CLIENT: "plain", Standing.LAPSED: "due", Standing.LOST: "risk"}
YEAR = 12


class Multiple(NamedTuple):
    """One standing over time: a small line of its own, with its figure and what the word means."""

    code: str
    word: str
    words: str
    meaning: str
    now: int
    before: int | None
    since: str
    lines: list[str]
    tone: str

    @property
    def more(self) -> int | None:
        return None if self.before is None else self.now - self.before

    @property
    def grown(self) -> str:
        """`+4 since Sep 2025`."""
        sign = "−" if (self.more or 0) < 0 else "+"
        words = {"more": f"{sign}{count(abs(self.more or 0))}", "since": self.since}
        return _("%(more)s since %(since)s") % words


def overview(facts: FirmFacts, firm: Firm) -> dict[str, Any]:
    series = facts["standing_by_month"]
    return {
        "counts": facts["counts"],
        "kept": kept(facts["kept"]),
        "pareto": facts["pareto"],
        "brought_share": f"{facts['pareto']['value_share'] or 0:.3f}",
        "backtest": facts["backtest"],
        "multiples": multiples(facts, firm),
        "since": month(series[0]["month"]) if series else "",
        "until": month(series[-1]["month"]) if series else "",
        "standing_rows": standing_rows(series),
        "standing_heads": [standing_words(code, firm) for code in Standing.values],
        "conversion": conversion(facts["conversion_by_month"]),
        "bucket": bucket(facts["bucket"]),
    }


def kept(found: Kept) -> dict[str, Any]:
    rates = [point["rate"] for point in found["series"]]
    return {
        **found,
        "change": change(found["rate"], found["before"]),
        "better": (found["rate"] or 0) >= (found["before"] or 0),
        "lines": line(rates, low=min((rate for rate in rates if rate is not None), default=0) * 0.9),
        "said": ", ".join(f"{month(point['month'])} {share(point['rate'])}" for point in found["series"]),
    }


def multiples(facts: FirmFacts, firm: Firm) -> list[Multiple]:
    series = [counts_of(point) for point in facts["standing_by_month"]]
    standing = counts_of(facts["standing"])
    terms = {term.code: term for term in standing_terms(firm)}
    oldest = max(len(series) - YEAR - 1, 0)
    since = month(facts["standing_by_month"][oldest]["month"]) if series else ""
    drawn = []
    for code, tone in TONES.items():
        counts = [point[code.value] for point in series]
        before = counts[oldest] if len(counts) > 1 else None
        term = terms[code]
        now = standing[code.value]
        lines = line([float(count) for count in counts])
        drawn.append(
            Multiple(
                code, term.word, standing_words(code, firm), term.meaning, now, before, since, lines, tone
            )
        )
    return drawn


def counts_of(standing: StandingCounts) -> dict[str, int]:
    """By the standing's code."""
    counts: dict[str, Any] = {**standing}
    return {code: int(counts[code]) for code in Standing.values}


def standing_rows(series: list[StandingMonth]) -> list[tuple[str, list[int]]]:
    return [(month(point["month"]), list(counts_of(point).values())) for point in reversed(series)]


def conversion(months: list[ConversionMonth]) -> dict[str, Any]:
    """Of those who could have become customers in a month, how many did (R1)."""
    return {
        "columns": columns([point["rate"] for point in months], ["ok"] * len(months)),
        "said": ", ".join(f"{month(point['month'])} {share(point['rate'])}" for point in months),
        "since": month(months[0]["month"]) if months else "",
        "until": month(months[-1]["month"]) if months else "",
        "rows": [
            {
                **point,
                "month": month(point["month"]),
                "rate": share(point["rate"]),
                "cohort_rate": share(point["cohort_rate"]),
            }
            for point in reversed(months)
        ],
        "newest": months[-1] if months else None,
    }


def bucket(found: Bucket) -> dict[str, Any]:
    """Poured in and came back above the line, lost below it, month by month (P8)."""
    months = found["months"]
    top = max(
        [1.0, *(float(max(point["poured_in"] + point["came_back"], point["lost"])) for point in months)]
    )
    return {
        **found,
        "in": columns(
            [float(point["poured_in"] + point["came_back"]) for point in months], ["ok"] * len(months), top
        ),
        "out": columns([float(point["lost"]) for point in months], ["risk"] * len(months), top),
        "since": month(months[0]["month"]) if months else "",
        "until": month(months[-1]["month"]) if months else "",
        "net": found["poured_in"] + found["came_back"] - found["lost"],
        "each": whole(found["replacement_each"], found["currency"]),
        "cost": whole(found["replacement"], found["currency"]) if found["replacement"] is not None else "",
        "rows": [
            {
                **point,
                "month": month(point["month"]),
                "cost": whole(point["replacement"], found["currency"]),
            }
            for point in reversed(months)
        ],
    }
