"""The whole made-up firm: a coffee roaster, who buys there, and everything they bought."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import numpy as np

from regulars.demo.habits import HABITS, Ints, Purchases, at_christmas
from regulars.demo.ledger import Ledger, write_down
from regulars.demo.names import Buyer, buyers
from regulars.timeline.models import Channel

FIRM_NAME = "Alder & Quay Coffee Roasters"
CURRENCY = "GBP"
TALK = [
    (Channel.CALL, "Asked how the new blend goes down. Well, they said."),
    (Channel.CALL, "Wanted to know when the next roast is."),
    (Channel.MEETING, "Popped in with samples; they kept the Kenya."),
    (Channel.WRITE, "Sent the note about the summer opening hours."),
    (Channel.MESSAGE, "Asked for two more bags with the next delivery."),
    (Channel.NOTE, "Their manager is on leave until the end of the month."),
]


class Talk(NamedTuple):
    who: int
    day: int
    minute: int
    channel: str
    from_us: bool
    two_way: bool
    note: str


@dataclass(frozen=True)
class Story:
    """`ledger` counts days from `first_day`; `habit` holds, for each buyer, the index of their habit in HABITS."""

    seed: int
    first_day: date
    until: date
    buyers: list[Buyer]
    habit: Ints
    ledger: Ledger
    talks: list[Talk]

    def day(self, index: int) -> date:
        return self.first_day + timedelta(days=int(index))

    def moment(self, day: int, minute: int) -> datetime:
        """By the firm's clock, naive, as shops write it."""
        return datetime.combine(self.day(day), time(minute // 60, minute % 60))


def generate(*, seed: int = 7, accounts: int = 400, until: date, years: int = 3) -> Story:
    """A firm of `accounts` buyers over the `years` up to and including `until`: about ten orders each.

    The same arguments give the same story.
    """
    rng = np.random.default_rng(seed)
    first_day = until - timedelta(days=years * 365 - 1)
    days = years * 365
    habit = rng.choice(len(HABITS), size=accounts, p=[habit.share for habit in HABITS])
    companies = rng.random(accounts) < np.array([habit.companies for habit in HABITS])[habit]
    bought = purchases(rng, habit, days, christmas_after(first_day))
    ledger = write_down(rng, bought, days)
    return Story(
        seed=seed,
        first_day=first_day,
        until=until,
        buyers=buyers(rng, accounts, companies),
        habit=habit,
        ledger=ledger,
        talks=talks(rng, ledger, days),
    )


def christmas_after(first_day: date) -> int:
    """Days from the story's first day to its first 5 December."""
    fifth = date(first_day.year, 12, 5)
    return ((fifth if fifth >= first_day else fifth.replace(year=first_day.year + 1)) - first_day).days


def purchases(rng: np.random.Generator, habit: Ints, days: int, first_christmas: int) -> Purchases:
    parts = []
    for index, kind in enumerate(HABITS):
        who = np.flatnonzero(habit == index)
        if kind.draw is at_christmas:
            parts.append(at_christmas(rng, who, days, first_christmas))
        else:
            parts.append(kind.draw(rng, who, days))
    return Purchases(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def talks(rng: np.random.Generator, ledger: Ledger, days: int) -> list[Talk]:
    """What was said with some of those who bought, mostly in the last year."""
    known = np.unique(ledger.who[ledger.who >= 0])
    count = min(len(known) // 3, 20_000)
    chosen = rng.choice(known, size=count) if count else known[:0]
    ago = np.minimum(rng.exponential(150, count).astype(np.int64), days - 1)
    subject, luck = rng.integers(0, len(TALK), count), rng.random(count)
    return [
        Talk(
            who=int(who),
            day=days - 1 - int(back),
            minute=540 + int(chance * 400),
            channel=TALK[which][0],
            from_us=bool(chance < 0.7),
            two_way=TALK[which][0] in {Channel.CALL, Channel.MEETING},
            note=TALK[which][1],
        )
        for who, back, which, chance in zip(chosen, ago, subject, luck, strict=True)
    ]
