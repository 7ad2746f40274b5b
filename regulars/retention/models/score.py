"""What the newest scoring says of one account. One row an account, replaced as a whole by each run.

The database does not check the two references: a hundred thousand checks cost a scoring more than its maths. Rows
are only ever written by joining accounts, and who reads them joins accounts again, so a stray row is never seen.
"""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from regulars.people.models import Account
from regulars.retention.models.scoring_run import ScoringRun

# What stands for "none" in the orders of a list: an index that pages can begin in has no nulls.
NEVER = date(1, 1, 1)
UNKNOWN = Decimal(-1)


class Standing(TextChoices):
    """Computed from paid orders, never typed in."""

    STRANGER = "stranger", _("Stranger")
    CLIENT = "client", _("Client")
    CUSTOMER = "customer", _("Customer")
    LAPSED = "lapsed", _("Lapsed")
    LOST = "lost", _("Lost")


class Risk(models.IntegerChoices):
    NONE = 0, _("fine")
    WATCH = 1, _("slipping")
    HIGH = 2, _("at risk")


def _amount(**kwargs: object) -> "models.DecimalField[object, object]":
    return models.DecimalField(max_digits=18, decimal_places=2, **kwargs)  # type: ignore[arg-type] # Django's own


class Score(models.Model):
    """Amounts are in `currency` (the firm's); days and intervals are whole days of the firm's zone."""

    account = models.OneToOneField(
        Account, models.CASCADE, primary_key=True, related_name="score", db_constraint=False
    )
    run = models.ForeignKey(
        ScoringRun, models.CASCADE, related_name="scores", db_constraint=False, db_index=False
    )
    name = models.CharField(max_length=200, help_text="the account's folded name, for sorting lists")
    standing = models.CharField(max_length=10, choices=Standing)
    standing_since = models.DateField(null=True, help_text="the day they entered it; null for strangers")
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    orders = models.PositiveIntegerField(default=0, help_text="counting orders")
    days = models.PositiveIntegerField(default=0, help_text="different days with counting orders")
    total = _amount(default=0)
    last_year = _amount(default=0, help_text="net of the 365 days up to the as-of day")
    year_before = _amount(default=0, help_text="net of the 365 days before those")
    currency = models.CharField(max_length=3)
    top = models.BooleanField(
        default=False, help_text="in the smallest set that brings 80 % of the last year"
    )

    interval = models.FloatField(null=True, help_text="usual days between orders; null: no rhythm yet")
    interval_low = models.FloatField(null=True)
    interval_high = models.FloatField(null=True)
    usual_amount = _amount(null=True)
    beat_due = models.DateField(null=True, help_text="when the next order was or is expected")
    seasonal = models.BooleanField(
        default=False, help_text="silent now as in earlier years: a season, not a loss"
    )

    horizon = models.PositiveSmallIntegerField(
        null=True, help_text="days within which this account's return can be expected"
    )
    still = models.FloatField(null=True, help_text="chance to buy within their own horizon")
    still_low = models.FloatField(null=True)
    still_high = models.FloatField(null=True)
    expected_orders = models.FloatField(null=True, help_text="next 12 months")
    expected_orders_low = models.FloatField(null=True)
    expected_orders_high = models.FloatField(null=True)
    worth = _amount(null=True, help_text="next 12 months; null with one purchase: the range only")
    worth_low = _amount(null=True)
    worth_high = _amount(null=True)
    loss = _amount(null=True, help_text="all expected future sales (R57)")
    loss_low = _amount(null=True)
    loss_high = _amount(null=True)

    risk = models.PositiveSmallIntegerField(choices=Risk, default=Risk.NONE)
    reasons = models.JSONField(
        default=list, help_text="[{name, numbers: {…}, orders: [ids]}], strongest first"
    )
    at_stake = _amount(default=0)
    priority = models.FloatField(default=0, help_text="value at stake × urgency × what acting changes")
    win_back = models.FloatField(
        default=0, help_text="previous clients: past yearly value × what asking them back changes; 0: not one"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["-win_back", "account"], condition=Q(win_back__gt=0), name="score_by_win_back"
            ),
            models.Index(fields=["-priority", "account"], condition=Q(risk__gt=0), name="score_by_priority"),
            models.Index(
                fields=["risk", "last_year", "account"], condition=Q(risk__gt=0), name="score_by_risk"
            ),
            models.Index(fields=["name", "account"], name="score_by_name"),
            models.Index(fields=["-total", "-account"], name="score_by_total"),
            models.Index(fields=["-last_year", "-account"], name="score_by_last_year"),
            models.Index(
                Coalesce("last_day", Value(NEVER)).desc(), F("account").desc(), name="score_by_last_order"
            ),
            models.Index(
                Coalesce("worth", Value(UNKNOWN)).desc(), F("account").desc(), name="score_by_worth"
            ),
            models.Index(fields=["-priority", "-account"], name="score_by_urgency"),
            models.Index(fields=["standing", "name", "account"], name="score_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.standing}"
