"""Scores as a scoring would leave them, for stories about lists and panels."""

from datetime import date
from decimal import Decimal
from typing import Any

from regulars.people.models import Account
from regulars.retention.models import Score, ScoringRun, Standing


def score(run: ScoringRun, account: Account, **known: Any) -> Score:
    """A customer with the habit, worth about £2,000 a year, unless the story says otherwise."""
    values: dict[str, Any] = {
        "name": account.folded,
        "standing": Standing.CUSTOMER,
        "first_day": date(2024, 3, 1),
        "last_day": date(2026, 9, 11),
        "orders": 12,
        "days": 12,
        "total": Decimal(9000),
        "last_year": Decimal(2050),
        "year_before": Decimal(2400),
        "currency": "GBP",
        "interval": 32.0,
        "interval_low": 26.0,
        "interval_high": 39.0,
        "usual_amount": Decimal(400),
        "beat_due": date(2026, 10, 13),
        "still": 0.41,
        "still_low": 0.3,
        "still_high": 0.53,
        "expected_orders": 5.0,
        "expected_orders_low": 2.0,
        "expected_orders_high": 8.0,
        "worth": Decimal(2050),
        "worth_low": Decimal(1100),
        "worth_high": Decimal(2900),
        "loss": Decimal(4700),
        "loss_low": Decimal(2500),
        "loss_high": Decimal(6600),
    }
    return Score.objects.create(account=account, run=run, **(values | known))
