"""The report as one HTML file: nothing loaded from anywhere, no scripts, every name escaped."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from regulars.operations.report.amounts import amounts
from regulars.operations.report.making import Report
from regulars.retention.pictures.check import check
from regulars.retention.pictures.cohorts import cohorts
from regulars.retention.pictures.overview import overview
from regulars.retention.pictures.path import path
from regulars.retention.pictures.value import value

SHEETS = (
    "tokens", "base", "card", "list", "tag", "table", "brief", "dialog", "chart", "heat-map", "path", "words", "print",
)  # fmt: skip


def page(report: Report) -> str:
    shown: dict[str, Any] = {
        "report": report,
        "firm": report.firm,
        "version": settings.VERSION,
        "css": css(),
        "amounts": amounts(report),
    }
    if report.facts is not None:
        for paint in (overview, cohorts, value, path, check):
            shown |= paint(report.facts, report.firm)
        shown["claims"] = report.claims
    return render_to_string("retention/report.html", shown)


def css() -> SafeString:
    """Our own style sheets, put together."""
    found = [finders.find(f"css/{name}.css") for name in SHEETS]
    text = "\n".join(Path(str(place)).read_text(encoding="utf-8") for place in found if place)
    return mark_safe(text)  # noqa: S308 # style sheets of this repository; nothing in them comes from a person
