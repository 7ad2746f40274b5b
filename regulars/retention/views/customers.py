"""The customers list: everyone who was scored, searched, narrowed and sorted, a page at a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from regulars.retention.customers.filters import Filters
from regulars.retention.customers.headings import headings
from regulars.retention.customers.pages import Page, Place, page_of
from regulars.retention.customers.rows import COLUMNS, rows
from regulars.retention.customers.sorts import SORTS
from regulars.retention.customers.top import top_words
from regulars.retention.models import ScoringRun, Standing
from regulars.retention.terms import standing_words, term
from regulars.team.doors import members
from regulars.team.requests import MemberRequest


@members()
@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def customers(request: MemberRequest) -> HttpResponse:
    filters = Filters.asked(request.GET)
    run = newest()
    share = run["firm_facts__pareto__customers_share"] if run and request.member.access.whole else None
    seen = filters.accounts(request.member)
    page = page_of(seen, filters, Place.asked(request.GET), COLUMNS, request.member)
    context = {
        "filters": filters,
        "run": run,
        "rows": rows(
            page.accounts,
            request.firm,
            top_words(share),
        ),
        "headings": headings(filters),
        "labels": labels(),
        "links": links(filters, page),
        "whole": filters.address(),
        "known": known(filters, run) if request.member.access.whole else None,
        "standings": [(code, standing_words(code, request.firm)) for code in Standing.values],
        "meaning": term(filters.standing, request.firm) if filters.standing else None,
    }
    template = "_customers.html" if request.htmx.target == "customers" else "customers.html"
    return render(request, f"retention/{template}", context)


def newest() -> dict[str, Any] | None:
    """What a list needs of the newest scoring; the rest of its findings is long and stays in the database."""
    wanted = ("as_of", "accounts", "firm_facts__pareto__customers_share", "firm_facts__standing")
    found = ScoringRun.objects.done().values(*wanted).first()
    return dict(found) if found else None


def known(filters: Filters, run: dict[str, Any] | None) -> int | None:
    """How many a list holds where the scoring counted that; nothing is counted for a page."""
    if run is None or not filters.only_standing:
        return None
    if not filters.standing:
        return int(run["accounts"])
    return (run["firm_facts__standing"] or {}).get(filters.standing)


def links(filters: Filters, page: Page) -> dict[str, str]:
    """Where the pages around this one are; empty where there is none."""
    if not page.accounts:
        return {"first": "", "previous": "", "next": "", "last": ""}
    first, last = page.accounts[0]["id"], page.accounts[-1]["id"]
    return {
        "first": filters.address() if page.earlier else "",
        "previous": filters.address(before=first) if page.earlier else "",
        "next": filters.address(after=last) if page.further else "",
        "last": filters.address(last=1) if page.further else "",
    }


def labels() -> dict[str, str]:
    """What a cell is called where the heads of the columns are out of sight."""
    heads = {name: str(SORTS[name].label) for name in SORTS}
    return heads | {"standing": _("Standing"), "orders": _("Orders"), "risk": _("Risk")}
