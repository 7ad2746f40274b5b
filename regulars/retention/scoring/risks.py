"""Who is slipping, by named signals, and whom to look after first.

Each signal is a plain fact about someone's orders; no score flags anyone by itself. Nobody is flagged out of season
or, without a rhythm of their own, in a firm that most people need only once. Lost people are not at risk any more:
they may be worth winning back, or due to be asked back in the season in which they first came.
"""

from dataclasses import dataclass, replace

import numpy as np

from regulars.lifetime import Rhythm
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.lifetime.rhythm import LONG_WAIT
from regulars.retention.models.score import Risk
from regulars.retention.scoring.ledger import Jobs, Ledger
from regulars.retention.scoring.standings import CLIENT, CUSTOMER, LAPSED, LOST, Rules, Standings, silence_at

YEAR = 365
FALL = 0.25
"""Spend is falling when a year brings a quarter less than the one before, its biggest order not counted."""
STEEP = 0.5
TWICE = 2.0
SEASON_HALF = 30
"""The same season last year: the 30 days on either side of this day a year ago."""
SEASON_LONG = 60
"""Orders this soon after the first belong to the same season: they are not a return."""
FALLING_URGENCY, SEASON_URGENCY = 0.7, 0.6
LEAST_CHANGE, WIN_BACK_LEAST = 0.05, 0.2
WIN_BACK_HALF_LIFE = 730
"""Days of silence that halve what a call to a previous client brings."""


@dataclass(frozen=True)
class Signals:
    """An entry an account. late: missed, and silent for twice their longest usual wait. overdue: days beyond the
    silence that is still usual. drop: fall in spend, as a share."""

    missed: Bools
    late: Bools
    falling: Bools
    once: Bools
    season: Bools
    silent: Bools
    overdue: Floats
    drop: Floats

    @property
    def absent(self) -> Bools:
        """Away for longer than usual: what a back-test can check by who came back."""
        return self.missed | self.once | self.silent

    @property
    def any(self) -> Bools:
        return self.absent | self.falling | self.season


def signals(jobs: Jobs, now: Standings, rhythm: Rhythm, rules: Rules, as_of: int) -> Signals:
    """All signals but falling spend, which needs money by year: see `falling`."""
    here = (now.code == CLIENT) | (now.code == CUSTOMER) | (now.code == LAPSED)
    count, silence = jobs.count, as_of - jobs.last
    quiet = silence_at(jobs, rules.season, as_of, jobs.last)
    missed = rhythm.missed & here
    usual = np.maximum(LONG_WAIT * jobs.longest, rules.typical)
    few = (count < rules.rhythm) & (not rules.one_off)
    still_here = few & (now.code != LAPSED) & here  # without a rhythm, lapsed is previous: see win_back
    once = still_here & (count == 1) & (quiet > rules.typical)
    silent = still_here & (count > 1) & (quiet > usual)
    born = as_of - jobs.first
    same_time = few & (np.abs(born - YEAR) <= SEASON_HALF) & (jobs.last - jobs.first <= SEASON_LONG)
    bound = np.where(missed, LONG_WAIT * np.nan_to_num(rhythm.high), np.where(once, rules.typical, usual))
    flat = np.zeros(count.size)
    late = missed & (silence > TWICE * np.nan_to_num(rhythm.high))
    return Signals(missed, late, flat > 0, once, same_time, silent, np.maximum(silence - bound, 0.0), flat)


def falling(signs: Signals, ledger: Ledger, now: Standings, rules: Rules) -> Signals:
    """With falling spend: this year against the year before, so that a season compares with itself. One bulk order in
    the year before is no fall: the drop must hold without its biggest order, and be seen over enough orders."""
    jobs, before = ledger.jobs, ledger.year_before
    then = (jobs.day <= ledger.as_of - YEAR) & (jobs.day > ledger.as_of - 2 * YEAR)
    biggest = np.maximum.reduceat(np.where(then, jobs.net, 0.0), jobs.offsets[:-1])
    number = np.bincount(jobs.owner, weights=then, minlength=ledger.size)
    fell = (
        (ledger.last_year > 0)
        & (ledger.last_year < (1 - FALL) * (before - biggest))
        & (number >= rules.rhythm)
    )
    fell &= (now.code == CUSTOMER) | (now.code == CLIENT)
    drop = np.where(fell, 1 - ledger.last_year / np.maximum(before, 1e-9), 0.0)
    return replace(signs, falling=fell, drop=drop)


@dataclass(frozen=True)
class Risks:
    level: Ints
    at_stake: Floats
    priority: Floats
    win_back: Floats
    yearly: Floats


def yearly_value(ledger: Ledger, interval: Floats, usual_amount: Floats) -> Floats:
    """What a year with them brings: the better of the last two years, but no more than their usual order at their
    usual pace (one bulk order is not a year); for longer absences, their average year."""
    best = np.maximum(ledger.last_year, ledger.year_before)
    years = np.maximum((ledger.last - ledger.first) / YEAR, 1.0)
    best = np.where(best > 0, best, ledger.total / years)
    pace = usual_amount * YEAR / np.maximum(np.nan_to_num(interval, nan=1.0), 1.0)
    return np.where(np.isnan(interval) | np.isnan(pace), best, np.minimum(best, pace))


def weigh(
    ledger: Ledger,
    now: Standings,
    signs: Signals,
    *,
    still: Floats,
    yearly: Floats,
    most: Floats,
    few: Bools,
    off: Bools,
    let_go: Bools,
) -> Risks:
    """Level, money at stake and order of the morning list.

    priority = at stake × urgency × what acting changes, in the firm's currency.
    * at stake: their yearly value; for falling spend alone what the fall has cost in a year; without a rhythm, no
      more than the models' range says a year may bring (`most`): one big order is not a yearly value.
    * urgency: 1 on the day the silence becomes unusual, halved by each further usual wait: a call does most while the
      missed beat is fresh. 0.7 for falling spend, 0.6 for a season.
    * what acting changes: 4 s (1 - s), s the chance that they buy again by themselves; 1 where it could go either
      way, next to nothing where they come anyway or are long gone (at least 0.05; 1 where s is not known).
    `few`: accounts without a rhythm. `off`: accounts nobody should contact, or that asked for a pause: no priority.
    `let_go`: never to be won back. win_back = yearly value × (0.2 + s) halved by every two years of silence, for
    lapsed and lost who are not at risk.
    """
    chance = np.where(np.isnan(still), 0.5, still)
    change = np.maximum(4 * chance * (1 - chance), LEAST_CHANGE)
    fresh = 0.5 ** (signs.overdue / np.maximum(np.where(np.isfinite(now.wait), now.wait, YEAR), 1.0))
    urgency = np.maximum(
        np.where(signs.absent, fresh, 0.0),
        np.maximum(
            np.where(signs.falling, FALLING_URGENCY, 0.0), np.where(signs.season, SEASON_URGENCY, 0.0)
        ),
    )
    yearly = np.where(few, np.minimum(yearly, np.where(np.isnan(most), np.inf, most)), yearly)
    alone = signs.falling & ~signs.absent
    at_stake = np.where(alone, ledger.year_before - ledger.last_year, yearly)
    high = (signs.missed & (chance <= 0.5)) | signs.late | (signs.falling & (signs.drop >= STEEP))
    flagged = signs.any & ~off
    level = np.where(flagged, np.where(high, int(Risk.HIGH), int(Risk.WATCH)), int(Risk.NONE))
    silence = ledger.as_of - ledger.last
    previous = ((now.code == LAPSED) | (now.code == LOST)) & ~flagged & ~off & ~let_go
    past = yearly * (WIN_BACK_LEAST + chance) * 0.5 ** (silence / WIN_BACK_HALF_LIFE)
    return Risks(
        level.astype(np.int64),
        np.where(flagged | previous, at_stake, 0.0),
        np.where(flagged, at_stake * urgency * change, 0.0),
        np.where(previous, past, 0.0),
        yearly,
    )
