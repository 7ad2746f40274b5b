"""The part of a scoring's facts that tells groups apart: by how people came, and by what kind of buyers they are (P3).

As in firm_facts.py: money is text in the firm's currency, shares are 0 to 1. The groups are the firm's own words
(people.Account), shown here and put into no prediction.
"""

from typing import TypedDict


class ValueGroup(TypedDict):
    """Everybody of one group who has ordered. name: "" is "not known". once: ordered once only. had_time: won longer ago
    than people here typically take to return; back: of those, who did. so_far: mean of what each has brought.

    worth: what one of them brings on average over the next 12 months; loss: in all, later years counting less. Both
    ranges hold 80 in 100 of the belief about the mean. null: with few people there is no point, with very few no range.
    """

    name: str
    people: int
    once: int
    had_time: int
    back: int
    so_far: str
    worth: str | None
    worth_low: str | None
    worth_high: str | None
    loss: str | None
    loss_low: str | None
    loss_high: str | None


class Grouping(TypedDict):
    """`groups`: the most valuable first, those with too few people last. `unknown`: of whom nobody knows it. `more`:
    how many people are in groups that are too many to show."""

    groups: list[ValueGroup]
    unknown: ValueGroup | None
    more: int


class ByGroup(TypedDict):
    """least: people a range takes; least_point: people a point takes, of whom `least` must have come back."""

    came_by: Grouping
    persona: Grouping
    least: int
    least_point: int
    currency: str
