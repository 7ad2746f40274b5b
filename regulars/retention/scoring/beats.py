"""Everybody's own beat (R55), as scores store it."""

from dataclasses import dataclass, replace

import numpy as np

from regulars.lifetime import NO_SEASON, Rhythm, Season, rhythms
from regulars.lifetime.arrays import Floats
from regulars.retention.scoring.ledger import Jobs
from regulars.retention.scoring.standings import silence_at


@dataclass(frozen=True)
class Beats:
    """nan (and NaT) where there is no rhythm to speak of."""

    rhythm: Rhythm
    interval: Floats
    low: Floats
    high: Floats
    due: np.typing.NDArray[np.datetime64]


def beats(jobs: Jobs, as_of: int, least: int, season: Season = NO_SEASON) -> Beats:
    """The beat of everyone with at least `least` jobs. Out of season no day is named: it would be last season's guess."""
    rhythm = in_season(rhythms(jobs.offsets, jobs.day, as_of, least=least), jobs, as_of, season)
    known = rhythm.known
    due = np.where(known & ~rhythm.seasonal, jobs.last + np.rint(np.nan_to_num(rhythm.usual)), np.nan)
    days = np.where(np.isnan(due), np.datetime64("NaT", "D"), np.nan_to_num(due).astype("datetime64[D]"))
    return Beats(
        rhythm,
        np.where(known, rhythm.usual, np.nan),
        np.where(known, rhythm.low, np.nan),
        np.where(known, rhythm.high, np.nan),
        days,
    )


def in_season(rhythm: Rhythm, jobs: Jobs, as_of: int, season: Season) -> Rhythm:
    """Nobody misses a beat for the firm's own quiet months (R30): the silence must be long on the season's clock,
    too. Not so for those who bought over the same weeks a year ago: they keep no such season."""
    if not season.known or not rhythm.missed.any():
        return rhythm
    days = np.rint(season.clock(jobs.day)).astype(np.int64)
    slow = rhythms(jobs.offsets, days, int(np.rint(season.clock(as_of))), least=2)
    hushed = silence_at(jobs, season, as_of, jobs.last) < as_of - jobs.last
    quiet = rhythm.missed & ~slow.missed & hushed
    return replace(rhythm, missed=rhythm.missed & ~quiet, seasonal=rhythm.seasonal | quiet)
