"""A morning for tests: items that a source would give, and a scoring that was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from regulars.lib import attention
from regulars.lib.attention import Action, Item, Link, Reason
from regulars.lib.money import Money
from regulars.orders.models import Order
from regulars.people.models import Account
from regulars.retention.firm_facts import DEFINITIONS
from regulars.retention.models import RiskCase, ScoringRun, State
from tests.cast import order

FACTS: dict[str, Any] = {
    "definitions": DEFINITIONS,
    "currency": "GBP",
    "kept": {
        "of": 44,
        "kept": 38,
        "rate": 0.8636,
        "before": 0.843,
        "series": [{"month": "2026-10", "rate": 0.85}, {"month": "2026-11", "rate": 0.8636}],
    },
    "pareto": {"customers": 38, "of_customers": 181, "customers_share": 0.21, "value_share": 0.79},
    "bucket": {
        "months": [{"month": "2026-11", "poured_in": 3, "lost": 0, "came_back": 2, "replacement": None}]
    },
    "conversion_by_month": [{"month": "2026-11", "became_customers": 1}],
}


def scored(as_of: date | None = None, **more: Any) -> ScoringRun:
    """A scoring that was done, and an order that it had to look at: a walk-in's."""
    if not Order.objects.exists():
        order(None, as_of or timezone.localdate())
    values = {
        "as_of": as_of or timezone.localdate(),
        "state": State.DONE,
        "progress": 100,
        "firm_facts": FACTS,
    }
    return ScoringRun.objects.create(**(values | more))


def item(account: Account, kind: str = "risk", stake: int = 2050, **more: Any) -> Item:
    url = reverse("account-orders", args=[account.pk])
    values: dict[str, Any] = {
        "account_id": account.pk,
        "account_name": account.name,
        "account_url": reverse("account", args=[account.pk]),
        "kind": kind,
        "group": "keep",
        "tag": "at risk",
        "tone": "risk",
        "reasons": (
            Reason(
                "missed_beat",
                "Orders about every 32 days; last was 71 days ago.",
                {"interval": 32, "days": 71},
                (Link("38 orders", url),),
            ),
            Reason("chance", "41% likely still with us.", {"still": 0.41}),
        ),
        "at_stake": Money(Decimal(stake), "GBP"),
        "due": None,
        "action": Action("call", "Call Ines", "tel:+442079460018"),
        "priority": float(stake),
    }
    return Item(**(values | more))


def case(account: Account) -> RiskCase:
    return RiskCase.objects.create(
        account=account, opened_on=timezone.localdate(), at_stake=2050, currency="GBP"
    )


@contextmanager
def morning_of(*items: Item) -> Iterator[None]:
    """For as long as it lasts, the only source gives these items, as a source must: without what was decided."""

    def source(
        firm: Any, as_of: date, limit: int, decided: frozenset[tuple[int, str]], member: Any
    ) -> list[Item]:
        left = [found for found in items if (found.account_id, found.kind) not in decided]
        return sorted(left, key=lambda found: -found.priority)[:limit]

    before: list[Callable[..., Any]] = list(attention.SOURCES)
    attention.SOURCES[:] = [source]
    try:
        yield
    finally:
        attention.SOURCES[:] = before


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)
