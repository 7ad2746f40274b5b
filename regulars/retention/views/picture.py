"""What every page under /retention/ does: read the newest scoring's facts, or say honestly that there are none."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regulars.lib.money import is_hidden
from regulars.retention.firm_facts import FirmFacts, counted_otherwise, facts_of
from regulars.retention.models import ScoringRun
from regulars.team.models import Firm
from regulars.team.requests import MemberRequest

Paint = Callable[[FirmFacts, Firm], dict[str, Any]]
PAGES = (
    ("retention", _("Overview")),
    ("retention-cohorts", _("Months")),
    ("retention-value", _("Value")),
    ("retention-ahead", _("Ahead")),
    ("retention-path", _("Path")),
    ("retention-groups", _("Sources")),
    ("retention-best", _("Best %(customers)s")),
    ("retention-previous", _("Previous")),
    ("retention-season", _("Season")),
    ("retention-check", _("How right")),
    ("retention-growth", _("What if")),
    ("retention-claims", _("Claims")),
    ("retention-terms", _("Words")),
)
ABOUT_MONEY = {"retention-value", "retention-groups", "retention-previous", "retention-growth"}


class Tab(NamedTuple):
    url: str
    label: str
    current: bool


def tabs(current: str, firm: Firm) -> list[Tab]:
    """Whoever must not see money is not led to the pages about it."""
    words = {"customers": firm.word_customers}
    shown = [(name, label) for name, label in PAGES if not (is_hidden() and name in ABOUT_MONEY)]
    return [Tab(reverse(name), str(label) % words, name == current) for name, label in shown]


def picture(request: MemberRequest, name: str, template: str, paint: Paint) -> HttpResponse:
    """The page called `name`, painted from the facts, for those who see every customer: anybody else is told so. Without a
    scoring it says what to do first."""
    shown: dict[str, Any] = {"tabs": tabs(name, request.firm), "title": dict(PAGES)[name]}
    if not request.member.access.whole:
        return render(request, "retention/not_theirs.html", shown)
    run = ScoringRun.objects.done().first()
    facts = facts_of(run)
    shown |= {"run": run, "facts": facts}
    if facts is None:
        return render(request, "retention/no_facts.html", shown | {"otherwise": counted_otherwise(run)})
    return render(request, f"retention/{template}.html", shown | paint(facts, request.firm))
