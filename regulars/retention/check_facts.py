"""The part of a scoring's facts that says how earlier predictions turned out.

As in firm_facts.py: days are ISO dates, shares are 0 to 1. Everything here was predicted as of an `origin`, from
nothing that happened after it, and compared with what did.
"""

from typing import Literal, TypedDict


class Tenth(TypedDict):
    """People grouped by what was predicted. `said`: mean chance predicted; `did`: share who then bought."""

    people: int
    said: float
    did: float


class Called(TypedDict):
    """The words of one earlier day and what came of them. `called`: those whose absence would have been called slipping
    or at risk on `origin`; `not_back`: of those, who did not order up to and including `until`. `fine`,
    `fine_not_back`: the same for all other clients and customers (lapsed and lost are in neither)."""

    origin: str
    until: str
    called: int
    not_back: int
    fine: int
    fine_not_back: int


class TrackingPeriod(TypedDict):
    """Both days belong to the period. `came`: orders of the people followed, their first ones not counted (same-day
    orders count once). `expected`: by the model fitted at the origin: up to it, what it says of such people in
    general; after it, of each of them by what they had done. `learnt`: by today's model, of such people in general."""

    start: str
    end: str
    came: int
    expected: float
    learnt: float


class Tracking(TypedDict):
    """Orders as they came beside what was expected, of the `people` known on `origin`; whoever first came later is in no
    figure. `expected` and `came` are the sums after the origin, up to and including `until`. `off_week`, `off_month`: by
    how much, as a share, a week's or month's expectation after the origin was off (root mean square), null where the
    check covers fewer than four weeks or three months."""

    step: Literal["week", "month"]
    origin: str
    until: str
    people: int
    expected: float
    came: int
    periods: list[TrackingPeriod]
    off_week: float | None
    off_month: float | None


class Backtest(TypedDict):
    """The same predictions made at `origin` and compared with the `days` after it. Absent (null) with too little history.

    `called`: those whose absence would have been called a risk at the origin; `not_back`: of those, who did not order in the
    `days` after. `others`, `others_not_back`: the same for all other clients and customers (lapsed and lost
    are in neither). `orders_said`, `orders_did`: orders predicted and made in the `days` after by everyone known at the origin.
    `earlier`: the same words as of several days, newest first; the first is this origin.
    """

    origin: str
    days: int
    people: int
    tenths: list[Tenth]
    error: float
    auc: float | None
    orders_said: float
    orders_did: int
    called: int
    not_back: int
    others: int
    others_not_back: int
    earlier: list[Called]
