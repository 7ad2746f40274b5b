"""What retention adds to the account page: still a customer?, worth, the open case, tags, and since when."""

from datetime import date, timedelta
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from regulars.lib.attention import Reason
from regulars.lib.panels import panel
from regulars.people.models import Account
from regulars.retention.account import sentences
from regulars.retention.account.known import Known, known
from regulars.retention.account.order_chart import order_chart
from regulars.retention.customers.rows import TONES
from regulars.retention.customers.top import top_words
from regulars.retention.models import CaseOutcome, Risk, Standing
from regulars.retention.prospects import panel as prospects  # noqa: F401 # registers its card
from regulars.retention.reasons import reasons_of
from regulars.retention.terms import term
from regulars.team.requests import MemberRequest
from regulars.web.templatetags.say import day

RECENTLY = timedelta(days=30)


@panel("account.tags", 10)
def tags(request: MemberRequest, account: Account) -> str:
    found = known(request, account)
    if found is None:
        return ""
    shown = {
        "risk": str(Risk(found.score.risk).label) if found.score.risk else "",
        "tone": TONES.get(Risk(found.score.risk), ""),
        "top": top_words(found.pareto.get("customers_share")) if found.score.top else "",
    }
    return rendered("_tags", shown, request)


@panel("account.header", 10)
def standing(request: MemberRequest, account: Account) -> str:
    """`Customer since March 2024 · 12 orders`, the word explained where it stands (P36)."""
    found = known(request, account)
    if found is None:
        return ""
    shown = {"term": term(found.score.standing, request.firm), "score": found.score, "since": since(found)}
    return rendered("_standing", shown, request)


def since(found: Known) -> date | None:
    """For those who buy, since when they do; for those who stopped, since when they have."""
    if found.score.standing in {Standing.LAPSED, Standing.LOST}:
        return found.score.standing_since
    return found.score.first_day


@panel("account.right", 10)
def still(request: MemberRequest, account: Account) -> str:
    found = known(request, account)
    shown: dict[str, Any] = {"known": found}
    if found is not None:
        shown |= {
            "chance": sentences.chance(found.score),
            "range": sentences.chance_range(found.score),
            "rhythm": sentences.rhythm(found, request.firm),
            "checked": sentences.checked(found) if found.score.still is not None else "",
            "no_leaving": sentences.no_leaving(found, request.firm),
            "ahead": sentences.orders_ahead(found.score),
        } | pictured(found)
    return rendered("_still", shown, request)


def pictured(found: Known) -> dict[str, Any]:
    """The chart with what it shows in words; nothing where there is nothing to draw."""
    chart = order_chart(found.score, found.months, found.as_of)
    if chart is None:
        return {}
    return {
        "chart": chart,
        "history": sentences.history(chart, found.score),
        "next_order": sentences.next_order(found),
        "as_of": day(found.as_of),
        "since": sentences.month_said(chart.since),
    }


@panel("account.right", 20)
def worth(request: MemberRequest, account: Account) -> str:
    found = known(request, account)
    if found is None:
        return ""
    figure, about = sentences.worth(found.score)
    shown = {
        "figure": figure,
        "about": about,
        "loss": sentences.loss(found, request.firm),
        "score": found.score,
    }
    return rendered("_worth", shown, request)


@panel("account.right", 30)
def case(request: MemberRequest, account: Account) -> str:
    """The risk, each clause with the orders it rests on, and the case somebody answers it with (R31)."""
    found = known(request, account)
    if found is None or not (found.score.risk or found.case):
        return ""
    shown = {
        "score": found.score,
        "case": found.case,
        "reasons": worries(found),
        "outcomes": CaseOutcome.choices,
        "recent": closed_recently(found),
    }
    return render_to_string("retention/account/_case.html", shown, request)


def closed_recently(found: Known) -> bool:
    """A closing can be taken back from where it was done, for a while."""
    closed = found.case.closed_at if found.case else None
    return closed is not None and closed > timezone.now() - RECENTLY


def worries(found: Known) -> list[Reason]:
    """The reasons of the risk; chance and worth stand in panels of their own, with their ranges."""
    told = reasons_of(found.score) if found.score.risk else ()
    return [reason for reason in told if reason.name not in {"chance", "top_value"}]


def rendered(name: str, shown: dict[str, Any], request: MemberRequest) -> str:
    """Without the context of a whole page, which five panels would make five times."""
    return render_to_string(
        f"retention/account/{name}.html", shown | {"firm": request.firm, "member": request.member}
    )
