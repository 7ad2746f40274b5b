"""The part of a scoring's facts that follows people along the path: standing, conversion, who stays, who leaves.

As in firm_facts.py: days are ISO dates, months `YYYY-MM`, money is text, rates are 0 to 1 and null of nothing.
"""

from typing import TypedDict


class StandingCounts(TypedDict):
    stranger: int
    client: int
    customer: int
    lapsed: int
    lost: int


class StandingMonth(StandingCounts):
    """Everybody's standing at the end of `month`; the newest is as of the scoring's day. At most 25 of them."""

    month: str


class ConversionMonth(TypedDict):
    """`rate`: of those who were clients at any time in the month (`clients`), the share who became customers in it.
    `cohort_rate`: of those whose first order fell in the month (`became_clients`), the share who are customers by now."""

    month: str
    became_clients: int
    became_customers: int
    clients: int
    rate: float | None
    cohort_converted: int
    cohort_rate: float | None


class KeptMonth(TypedDict):
    month: str
    of: int
    kept: int
    rate: float | None


class Kept(TypedDict):
    """Of those who were customers twelve months before (`of`), those who are neither lapsed nor lost now (`kept`).
    `before`: the same rate a year earlier, null without the history. `series`: month by month, at most 13."""

    of: int
    kept: int
    rate: float | None
    before: float | None
    series: list[KeptMonth]


class Cohort(TypedDict):
    """Everybody whose first order fell in `month`. `active[k]`: how many of them ordered k months later (active[0] is
    `size`); it ends with the newest month. `repeat`: ordered on a second day. `gone`: lapsed or lost by now."""

    month: str
    size: int
    active: list[int]
    repeat: int
    gone: int


class CohortRates(TypedDict):
    """`active_before`: clients and customers at the end of the month before. `stayed`: of those, who still were at the
    end of this one; `left`: of those, who are lapsed or lost. retention = stayed / active_before, churn = left / active_before.
    `buyers`: who ordered in the month; `repeat_buyers`: of those, who had ordered before. repeat = repeat_buyers / buyers."""

    month: str
    active_before: int
    stayed: int
    left: int
    retention: float | None
    churn: float | None
    buyers: int
    repeat_buyers: int
    repeat: float | None


class Cohorts(TypedDict):
    """`month_rates`: retention, churn and repeat per calendar month. At most 24 cohorts, the newest."""

    definitions: int
    months: list[Cohort]
    rates: list[CohortRates]


class BucketMonth(TypedDict):
    """`poured_in`: first orders. `lost`: became lost. `came_back`: lapsed or lost before, ordered again. `replacement`:
    lost × what winning one new client costs, null while the firm has not said (Firm.replacement_cost)."""

    month: str
    poured_in: int
    lost: int
    came_back: int
    replacement: str | None


class Bucket(TypedDict):
    """The leaky bucket (P8). Totals are over `months` (at most 12). `paused`: silent by season or by what they told us
    ("fine, just not now"); they are not counted as lost. `in_it`: clients and customers now."""

    months: list[BucketMonth]
    poured_in: int
    lost: int
    came_back: int
    paused: int
    in_it: int
    replacement_each: str | None
    replacement: str | None
    currency: str


class Stage(TypedDict):
    """One stage of the path (P35). `now`: accounts in it today. `entered`: how many ever reached it; `on`: how many went
    on to the next one (clients: became customers); `lost_here`: lapsed or lost without going on. `days`: median days
    those who went on spent in it; `days_so_far`: median days those who are in it now have spent; `first`, `last`:
    the first and last day anyone entered it."""

    stage: str
    now: int
    entered: int
    on: int
    lost_here: int
    days: float | None
    days_so_far: float | None
    first: str | None
    last: str | None
