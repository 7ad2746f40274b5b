"""The part of a scoring's facts that says which model it used, and why. As in firm_facts.py: days are ISO dates."""

from typing import Literal, TypedDict


class Rival(TypedDict):
    """A way of counting that was tried, and how far its chances were from what came (mean log loss)."""

    name: str
    log_loss: float


class SetRight(TypedDict):
    """Whether chances are corrected by how earlier ones turned out. `without`, `with_it`: how far off they were in the
    newest check (log loss), null without one."""

    kept: bool
    without: float | None
    with_it: float | None


class Look(TypedDict):
    """A day of the past we pretended it was, and how many days ahead we looked from it."""

    day: str
    days: int


class ChoiceFact(TypedDict):
    """`name`: nbd, bg/nbd, mbg/nbd, pareto/nbd or mbg/cnbd-2. `rivals`: all that were tried, the best first; none where
    `compared` says that there was too little to compare (history too_short, or too_few customers). `tried_on`: accounts
    they were tried on; `fitted`: accounts the chosen one was learnt from, of `customers` (samples in a large firm);
    `before`: those who seem to have begun before the records do, from whom nothing was learnt. `season`: what became
    of it (regulars.lifetime.reason); `factors`: January first, 1 an average month, null without a season.
    `no_leaving_seen`: the orders show no sign that anyone leaves."""

    name: str
    version: str
    compared: Literal["compared", "too_short", "too_few"]
    rivals: list[Rival]
    looks: list[Look]
    tried_on: int
    customers: int
    fitted: int
    before: int
    since: str
    until: str
    season: str
    factors: list[float] | None
    chances: SetRight
    no_leaving_seen: bool
