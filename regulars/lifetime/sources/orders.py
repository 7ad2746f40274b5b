"""The orders a source held, as arrays, and what of it could not be used."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.log import Log
from regulars.lifetime.sources.columns import Columns
from regulars.lifetime.summary import Summary, summarise

Day = int | str | date


def day_number(day: Day) -> int:
    """Days since 1970-01-01 of a date, of text such as 1997-09-30, or of a day number itself."""
    return day if isinstance(day, int) else int(np.datetime64(day, "D").astype(np.int64))


@dataclass(frozen=True)
class Orders:
    """A log of orders. Row i: customer ids[customer[i]], whole day number day[i] since 1970, amount[i].

    ids: distinct, sorted; whole numbers where the source has whole numbers, else text. amount: NaN where it was no
    number; None where the source has no amounts. rows: all the source held. no_customer, no_day: rows left out for
    that. broken: lines that are no rows of the file (too many or too few columns), first_broken the first of them.
    """

    ids: NDArray[Any]
    customer: Ints
    day: Ints
    amount: Floats | None
    columns: Columns
    rows: int
    no_customer: int = 0
    no_day: int = 0
    broken: int = 0
    first_broken: int | None = None

    def log(self, end: Day | None = None) -> Log:
        """For `choose`, back-tests and season; customers are numbers, `ids` gives their names."""
        return Log(self.customer, self.day, self.amount, None if end is None else day_number(end))

    def summary(self, end: Day, unit: float = 1.0) -> Summary:
        """As `summarise`, with the source's own ids and the rows it could not place counted."""
        base = summarise(self.customer, self.day, self.amount, day_number(end), unit)
        counts = replace(base.counts, rows=self.rows, no_customer=self.no_customer, no_day=self.no_day)
        return replace(base, ids=self.ids[base.ids], counts=counts)

    @property
    def reach(self) -> tuple[int, int]:
        """(first, last) day number with a row."""
        if not self.day.size:
            raise ValueError("There are no orders.")
        return int(self.day.min()), int(self.day.max())
