"""What a scoring found out about the firm as a whole: the keys of `ScoringRun.firm_facts`, for pages and reports.

Everything is JSON: days are ISO dates, months are `YYYY-MM`, money is text in the firm's currency (`"1234.50"`),
shares and rates are 0 to 1, null where there is too little to say. Every rate comes with the counts it is made of.
Series run from the oldest month to the newest. What the words mean is in `standing.MEANINGS`.
"""

from typing import NotRequired, TypedDict, cast

from regulars.retention.ahead_facts import Coming, ComingItem, ComingPeriod, Growth, Losing, LosingOne
from regulars.retention.check_facts import Backtest, Called, Tenth, Tracking, TrackingPeriod
from regulars.retention.choice_facts import ChoiceFact
from regulars.retention.group_facts import ByGroup
from regulars.retention.models.scoring_run import ScoringRun
from regulars.retention.path_facts import (
    Bucket,
    BucketMonth,
    Cohort,
    CohortRates,
    Cohorts,
    ConversionMonth,
    Kept,
    KeptMonth,
    Stage,
    StandingCounts,
    StandingMonth,
)

__all__ = [
    "DEFINITIONS",
    "Backtest",
    "Best",
    "Bucket",
    "BucketMonth",
    "Called",
    "ChoiceFact",
    "Cohort",
    "CohortRates",
    "Cohorts",
    "Coming",
    "ComingItem",
    "ComingPeriod",
    "ConversionMonth",
    "Counts",
    "CurvePoint",
    "FirmFacts",
    "Groups",
    "Growth",
    "Kept",
    "KeptMonth",
    "Losing",
    "LosingOne",
    "ModelFact",
    "Month",
    "Months",
    "OtherCurrency",
    "Pareto",
    "Profile",
    "Reach",
    "SameSeason",
    "Stage",
    "StandingCounts",
    "StandingMonth",
    "Tenth",
    "Tracking",
    "TrackingPeriod",
    "counted_otherwise",
    "facts_of",
]

DEFINITIONS = 2
"""Goes up when a definition behind these facts changes, so that two reports are never compared unknowingly (P5)."""


class CurvePoint(TypedDict):
    customers: float
    value: float


class Pareto(TypedDict):
    """The smallest set of accounts that brings 80 % of the net of the 365 days up to the as-of day (Score.top).

    `of_customers`: everybody who bought in that year. `twenty`: what the best 20 % bring, so that a page can say how
    far from 80/20 the firm really is. `curve` runs from 0 to 1 in twenty steps.
    """

    customers: int
    of_customers: int
    customers_share: float | None
    value_share: float | None
    twenty: float | None
    value: str
    currency: str
    curve: list[CurvePoint]


class Month(TypedDict):
    """Sales of a calendar month (M42): paid orders, walk-ins included, less refunds that name no order.

    `repeat_share`: of the sales with a known buyer, what came from buyers who had ordered on an earlier day. `norm`:
    the median of the same calendar month in earlier years, null without one. `call`: windfall, dry, usual, or null where
    there is no such year, or the month is not over or not whole in the records (`whole` false): a season is not a danger.
    """

    month: str
    net: str
    walk_in: str
    orders: int
    repeat_net: str
    repeat_share: float | None
    norm: str | None
    call: str | None
    whole: bool


class Months(TypedDict):
    """The newest 36. `call_from`: how far from the norm a month must be to be called windfall or dry."""

    months: list[Month]
    windfall_from: float
    dry_below: float
    currency: str


class OtherCurrency(TypedDict):
    """Paid orders not in the firm's currency: counted here, in no other number."""

    currency: str
    orders: int
    net: str


class ModelFact(TypedDict):
    """`name` bg/nbd or gamma-gamma; parameters by name, with standard errors; time unit: days. `no_dropout_seen`: the
    data show no sign that anyone leaves. `why_not`: set instead where there is too little to fit."""

    name: str
    parameters: dict[str, float]
    errors: dict[str, float]
    customers: int
    no_dropout_seen: bool
    why_not: NotRequired[str]


class SameSeason(TypedDict):
    """First won in the same season last year (`start` to `end`): `won`, of those `not_back`, of those `asked` back by anyone."""

    start: str
    end: str
    won: int
    not_back: int
    asked: int


class Groups(TypedDict):
    weekly: int
    monthly: int
    quarterly: int
    yearly: int
    no_rhythm: int


class Profile(TypedDict):
    """`refunded`: share of what was billed that was given back; `unpaid`: share of their orders not paid yet."""

    people: int
    interval: float | None
    usual_amount: str | None
    frequency: Groups
    refunded: float | None
    unpaid: float | None


class Best(TypedDict):
    """The best customers (R27) beside everybody else who bought in the last year: worth much, with a known frequency,
    few refunds, nothing unpaid. Made from how they buy only, never from who they are."""

    best: Profile
    others: Profile
    currency: str


class Counts(TypedDict):
    """`orders`: counting orders, same-day ones not merged. `jobs`: after merging same-day orders and jobs billed in parts."""

    accounts: int
    with_orders: int
    orders: int
    jobs: int
    walk_ins: int
    at_risk: int
    watched: int


class Reach(TypedDict):
    as_of: str
    newest_order: str | None
    first_order: str | None
    stated_end: str | None


class FirmFacts(TypedDict):
    definitions: int
    currency: str
    reach: Reach
    counts: Counts
    standing: StandingCounts
    standing_by_month: list[StandingMonth]
    conversion_by_month: list[ConversionMonth]
    pareto: Pareto
    kept: Kept
    cohorts: Cohorts
    bucket: Bucket
    months: Months
    stages: list[Stage]
    typical_return: int
    same_season: SameSeason | None
    best: Best
    backtest: Backtest | None
    tracking: Tracking | None
    coming: Coming | None
    growth: Growth
    losing: Losing
    by_group: ByGroup
    other_currencies: list[OtherCurrency]
    models: list[ModelFact]
    choice: NotRequired[ChoiceFact | None]


def facts_of(run: ScoringRun | None) -> FirmFacts | None:
    """The facts of a finished scoring made under today's definitions; None where there is none yet."""
    if run is None or run.firm_facts.get("definitions") != DEFINITIONS:
        return None
    return cast(FirmFacts, run.firm_facts)


def counted_otherwise(run: ScoringRun | None) -> bool:
    """Whether the newest scoring was made under other definitions: its figures are there, and not to be compared."""
    return run is not None and run.firm_facts.get("definitions") not in {None, DEFINITIONS}
