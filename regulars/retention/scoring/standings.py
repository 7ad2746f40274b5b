"""Everybody's standing at any day, from the days of their jobs alone. The rules and words are in retention/standing.py."""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime import NO_SEASON, Season
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.rhythm import kept_still_before, quantile_rows
from regulars.retention.models.score import Standing
from regulars.retention.scoring.ledger import Jobs
from regulars.retention.standing import (
    LAPSED_BEYOND,
    LAPSED_DAYS,
    LEAST_RETURNS,
    LOST_AFTER_SEASON,
    LOST_BEYOND,
    LOST_DAYS,
    TYPICAL_RETURN,
    TYPICAL_SHARE,
)
from regulars.team.models import Firm

SEASON_PART = 0.5
"""Under the share of a silence that rhythm.kept_still_before asks of an earlier one."""
YEAR, SLACK = 365, 7
STRANGER, CLIENT, CUSTOMER, LAPSED, LOST = range(5)
NAMES = (Standing.STRANGER, Standing.CLIENT, Standing.CUSTOMER, Standing.LAPSED, Standing.LOST)


@dataclass(frozen=True)
class Waits:
    """The gaps between jobs, sorted by account and length; `end`: the day each gap ended."""

    gap: Floats
    owner: Ints
    end: Ints

    @classmethod
    def of(cls, jobs: Jobs) -> "Waits":
        gap, owner = jobs.wait[jobs.follows], jobs.owner[jobs.follows]
        order = np.argsort(owner * (int(gap.max(initial=0)) + 1) + gap, kind="stable")
        return cls(gap[order].astype(np.float64), owner[order], jobs.day[jobs.follows][order])

    def longest_usual(self, size: int, day: int) -> Floats:
        """The upper quartile of each account's gaps that had ended by `day`; nan without any."""
        ended = self.end <= day
        count = np.bincount(self.owner[ended], minlength=size)
        return quantile_rows(self.gap[ended], np.append(0, np.cumsum(count)).astype(np.int64), TYPICAL_SHARE)


def typical_return(jobs: Jobs) -> int:
    """Days within which three in four of the clients who came back after their first job had done so."""
    twice = jobs.count >= 2
    starts = jobs.offsets[:-1][twice]
    returns = jobs.day[starts + 1] - jobs.day[starts]
    if returns.size < LEAST_RETURNS:
        return TYPICAL_RETURN
    return max(1, round(float(np.quantile(returns, TYPICAL_SHARE))))


@dataclass(frozen=True)
class Rules:
    """What a firm has set, and what its clients' returns and its year have shown."""

    habit: int
    rhythm: int
    typical: int
    one_off: bool
    season: Season = NO_SEASON

    @classmethod
    def of(cls, firm: Firm, jobs: Jobs, season: Season = NO_SEASON) -> "Rules":
        return cls(firm.habit_orders, firm.rhythm_orders, typical_return(jobs), firm.one_off, season)


def silence_at(jobs: Jobs, season: Season, day: int, last: Ints) -> Ints:
    """Days since `last` as of `day`. Where the firm has a season, no more than on its clock: a quiet month is hardly
    one. Not so for those who bought over the same weeks a year ago, who keep no such season."""
    plain = np.maximum(day - last, 0)
    if not season.known:
        return plain
    told = np.ceil(season.clock(day) - season.clock(last)).astype(np.int64)
    bought_then = jobs.count_until(day - YEAR) > jobs.count_until_own(last - YEAR + SLACK)
    return np.where(bought_then, plain, np.minimum(plain, told))


@dataclass(frozen=True)
class Standings:
    """As of one day, an entry an account. count: jobs by then. wait: what they usually wait at most, in days."""

    code: Ints
    count: Ints
    wait: Floats
    lapsed_after: Floats
    lost_after: Floats
    seasonal: Bools


def limits(wait: Floats) -> tuple[Floats, Floats]:
    """(days of silence after which one has lapsed, is lost); infinite where the wait is."""
    lapsed = wait + np.clip(LAPSED_BEYOND * wait, *LAPSED_DAYS)
    return lapsed, wait + np.clip(LOST_BEYOND * wait, *LOST_DAYS)


def standings_at(jobs: Jobs, waits: Waits, rules: Rules, day: int) -> Standings:
    """Everybody's standing at the end of `day`, by what was known then."""
    size = jobs.offsets.size - 1
    count = jobs.count_until(day)
    newest = np.maximum(jobs.offsets[:-1] + count - 1, 0)
    last = jobs.day[newest] if size else jobs.day
    others = np.inf if rules.one_off else float(rules.typical)
    own = waits.longest_usual(size, day)
    wait = np.where((count >= rules.rhythm) & np.isfinite(own), np.maximum(own, 1), others)
    lapsed_after, lost_after = limits(wait)
    silence = silence_at(jobs, rules.season, day, last)
    away = (count > 0) & (silence > lapsed_after)
    known = count >= rules.rhythm
    seasonal = in_season(jobs, away & known, day, last)
    away &= ~seasonal
    code = np.where(count == 0, STRANGER, np.where(count >= rules.habit, CUSTOMER, CLIENT))
    lost = away & (silence > lost_after)
    # Who misses their season is not lost on the day it opens: see LOST_AFTER_SEASON.
    lost &= ~in_season(jobs, lost & known, day - LOST_AFTER_SEASON, last)
    code = np.where(away, np.where(lost, LOST, LAPSED), code)
    return Standings(code, count, wait, lapsed_after, lost_after, seasonal)


def in_season(jobs: Jobs, asked: Bools, day: int, last: Ints) -> Bools:
    """Of the accounts `asked` about: who, as of `day`, kept still over these weeks of an earlier year and came back.
    `last`: the day of each account's newest job; those after `day` were not silent then."""
    result = np.zeros(asked.size, dtype=np.bool_)
    # Nobody who has never waited this long before can have a season; this spares most of them the question.
    asked = asked & (last <= day) & (jobs.longest >= SEASON_PART * (day - last))
    places = np.flatnonzero(asked)
    if places.size:
        keep = asked[jobs.owner] & (jobs.day <= day)
        count = jobs.count_until(day)[places]
        offsets = np.append(0, np.cumsum(count)).astype(np.int64)
        days = jobs.day[keep]
        result[places] = kept_still_before(offsets, days, days[offsets[1:] - 1], day)
    return result


def entered(jobs: Jobs, now: Standings, rules: Rules) -> Ints:
    """The day each account entered its standing, `now` being as of the newest day. Who lapsed and came back began
    again on the day they came back."""
    begun = jobs.offsets[:-1].copy()
    returned = np.flatnonzero(jobs.wait > now.lapsed_after[jobs.owner])
    begun[jobs.owner[returned]] = returned  # the last one wins: rows are in order of time
    habit = np.minimum(jobs.offsets[:-1] + rules.habit - 1, jobs.day.size - 1)
    since = np.zeros(now.code.size, dtype=np.int64)
    is_client, is_customer = now.code == CLIENT, now.code == CUSTOMER
    since[is_client] = jobs.day[begun[is_client]]
    since[is_customer] = jobs.day[np.maximum(begun, habit)[is_customer]]
    for which, limit in ((LAPSED, now.lapsed_after), (LOST, now.lost_after)):
        gone = now.code == which
        since[gone] = jobs.last[gone] + np.floor(limit[gone]).astype(np.int64) + 1
    return since
