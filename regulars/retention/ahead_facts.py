"""The part of a scoring's facts that looks ahead: what will be ordered, what keeping more would bring, what losing costs.

As in firm_facts.py: days are ISO dates, money is text, shares are 0 to 1. None of it counts anybody who has not bought yet.
"""

from typing import TypedDict


class ComingPeriod(TypedDict):
    """Both days belong to the period. `beats`: how often somebody's own rhythm falls due in it (people with a known
    rhythm; who is due already and not yet missed falls into the first period). `expected`: orders of everyone who has
    bought before, by the model; `low`, `high`: eight in ten such ranges should hold, by how far off we were before."""

    start: str
    end: str
    beats: int
    expected: float
    low: float
    high: float


class ComingItem(TypedDict):
    """A product in the next four weeks. `expected`: orders that hold it, with its range as above. `usual`: the middle
    quantity of one order of it (text), so that one bulk order bends nothing. `seen`: orders that held it in
    the days looked at."""

    code: str
    name: str
    seen: int
    buyers: int
    usual: str
    expected: float
    low: float
    high: float


class Coming(TypedDict):
    """`weeks`: the next four; `months`: the next three calendar months or rather what is left of the first. `people`:
    who have bought before; `rhythm`: of those, with a rhythm to sum. `checked`: whether the ranges rest on a check of
    the past; where not, on a guess. `items_since`: the day from which products were counted, null without lines."""

    weeks: list[ComingPeriod]
    months: list[ComingPeriod]
    people: int
    rhythm: int
    checked: bool
    items: list[ComingItem]
    items_since: str | None


class Growth(TypedDict):
    """What a simulation of better retention starts from (P4). `of`, `kept`: of those who were customers twelve months
    before, who are neither lapsed nor lost now. `now`: customers today. `each`: what each of those brought in the last
    twelve months; `leaver`: what each one who left in the last twelve months brought in the better of their last two
    years; null of nobody. `sales`: the last twelve months' net of known buyers."""

    of: int
    kept: int
    now: int
    each: str | None
    leaver: str | None
    sales: str
    currency: str


class LosingOne(TypedDict):
    account: int
    loss: str
    low: str
    high: str


class Losing(TypedDict):
    """What losing one client or customer would cost: all expected future sales (Score.loss), over all of them who have
    ordered twice or more (`people`). `quarter`, `half`, `three_quarters`: so many cost less than this. `top`: the ten
    that would cost most; `top_total` of `total`. `once`: who ordered once: for them no figure is given."""

    people: int
    once: int
    quarter: str | None
    half: str | None
    three_quarters: str | None
    top: list[LosingOne]
    top_total: str
    total: str
    currency: str
