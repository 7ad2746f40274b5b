"""Everybody's own beat (R55), as scores store it."""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime import Rhythm, rhythms
from regulars.lifetime.arrays import Floats
from regulars.retention.scoring.ledger import Jobs


@dataclass(frozen=True)
class Beats:
    """nan (and NaT) where there is no rhythm to speak of."""

    rhythm: Rhythm
    interval: Floats
    low: Floats
    high: Floats
    due: np.typing.NDArray[np.datetime64]


def beats(jobs: Jobs, as_of: int, least: int) -> Beats:
    """The beat of everyone with at least `least` jobs. Out of season no day is named: it would be last season's guess."""
    rhythm = rhythms(jobs.offsets, jobs.day, as_of, least=least)
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
