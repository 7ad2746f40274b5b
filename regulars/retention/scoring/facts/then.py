"""Everything as it was known on an earlier day: what a check of our predictions starts from."""

from dataclasses import dataclass, replace

import numpy as np

from regulars.lifetime import NO_SEASON, Season, learn_season
from regulars.lifetime.arrays import Bools, Ints
from regulars.retention.scoring.beats import beats
from regulars.retention.scoring.facts.months import month_end, month_of
from regulars.retention.scoring.ledger import Jobs
from regulars.retention.scoring.models import MOST_TRIED
from regulars.retention.scoring.risks import signals
from regulars.retention.scoring.standings import CLIENT, CUSTOMER, Rules, Waits, standings_at, typical_return
from regulars.retention.scoring.usage import Usage

LONG, SHORT = 182, 90
"""Days to check over: half a year where a year and a half is on record, else three months."""
LEAST_BEFORE = 180
"""Days to learn from."""
LEAST_PEOPLE = 20
LEAST_DAYS = 28
MOST_ORIGINS, APART = 4, 3
"""Earlier days whose words are checked, and how many months lie between two of them."""


def origins_of(jobs: Jobs, as_of: int) -> list[int]:
    """The days to look from, newest first: ends of months, three months apart, each with enough before it. With less
    history than nine months one day, with a third of the history to check; with less than twelve weeks none."""
    earliest = int(jobs.day.min(initial=as_of))
    history = as_of - earliest
    days = LONG if history >= 3 * LONG else SHORT
    newest = int(month_of(np.array([as_of - days + 1]))[0]) - 1
    ends = [month_end(newest - APART * back) for back in range(MOST_ORIGINS)]
    found = [end for end in ends if end - earliest >= LEAST_BEFORE]
    if found:
        return found
    third = history // 3
    return [as_of - third] if third >= LEAST_DAYS else []


@dataclass(frozen=True)
class Then:
    """As of `day`, nothing after it being known. `places`: where in the ledger the accounts known by then are."""

    day: int
    jobs: Jobs
    places: Ints
    called: Bools
    fine: Bools

    @classmethod
    def at(cls, jobs: Jobs, rules: Rules, day: int) -> "Then | None":
        """None with too few people."""
        known, places = jobs.until(day)
        if places.size < LEAST_PEOPLE:
            return None
        then = replace(rules, typical=typical_return(known), season=season_then(rules, known, day))
        standing = standings_at(known, Waits.of(known), then, day)
        beat = beats(known, day, rules.rhythm, then.season).rhythm
        called = signals(known, standing, beat, then, day).absent
        fine = np.isin(standing.code, (CLIENT, CUSTOMER)) & ~called
        return cls(day, known, places, called, fine)

    def did(self, jobs: Jobs, until: int) -> Ints:
        """How many jobs each of them began after the day, up to `until`. `jobs`: the whole ledger's."""
        return (jobs.count_until(until) - jobs.count_until(self.day))[self.places]


def season_then(rules: Rules, known: Jobs, day: int) -> Season:
    """What could be known of the season then; none where none is known now, either."""
    if not rules.season.known:
        return NO_SEASON
    return learn_season(Usage.of(known, day).log(MOST_TRIED), day)
