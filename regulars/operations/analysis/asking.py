"""What an analyst asks of a file of orders: which columns, up to which day, in which unit of time."""

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from regulars.lib.errors import BadInput
from regulars.lifetime.log import Log
from regulars.lifetime.sources import Orders
from regulars.operations.analysis import reading

UNITS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Days in each; a month is a twelfth of a year, 30.4375 days."""
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Asked:
    """The orders and the days of the question, as day numbers since 1970. notes: what was assumed, a sentence each."""

    file: str
    orders: Orders
    end: int
    holdout_end: int | None
    unit: str
    notes: tuple[str, ...] = ()

    @cached_property
    def log(self) -> Log:
        """The orders as arrays; customers are numbers."""
        return self.orders.log()

    @property
    def unit_days(self) -> float:
        return UNITS[self.unit]

    @property
    def holdout_days(self) -> int:
        return 0 if self.holdout_end is None else self.holdout_end - self.end


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What fit and compare have in common."""
    reading.add_arguments(parser)
    parser.add_argument("--unit", choices=tuple(UNITS), default="week", help="of time (default: week)")
    parser.add_argument("--end", metavar="DATE", type=day_of, help="fit on orders up to this day")
    parser.add_argument(
        "--holdout-end", metavar="DATE", type=day_of, help="compare with what came up to this day"
    )
    parser.add_argument(
        "--prior",
        choices=("none", "weak"),
        default="none",
        help="none (default): maximum likelihood; weak: for few",
    )
    parser.add_argument(
        "--k", type=count_of, help="purchases of MBG/CNBD-k come every k ticks (default: the likeliest)"
    )
    parser.add_argument("--json", action="store_true", help="for other programs")


def day_of(text: str) -> int:
    """A day number; a sentence for what is no day."""
    try:
        return (date.fromisoformat(text) - EPOCH).days
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 1997-09-30.") from None


def count_of(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 50:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 50.")


def told_day(number: int) -> str:
    """A day number as people write it."""
    return (EPOCH + timedelta(days=number)).isoformat()


def asked(options: argparse.Namespace, *, hold_out: bool = False) -> Asked:
    """The question, its file read and its days checked. `hold_out`: always leave something to compare with.

    BadInput with one sentence for what cannot be asked.
    """
    orders = reading.read_orders(options)
    end, holdout_end, notes = days_asked(options.end, options.holdout_end, orders.reach, hold_out=hold_out)
    return Asked(str(options.file), orders, end, holdout_end, options.unit, tuple(notes))


def days_asked(
    end: int | None, holdout_end: int | None, reach: tuple[int, int], *, hold_out: bool
) -> tuple[int, int | None, list[str]]:
    """(end, end of the holdout, notes): what was given, checked, and what was not, chosen. `reach`: first and last day
    with an order."""
    notes, (first, last) = [], reach
    if end is None and holdout_end is not None and not hold_out:
        raise BadInput("--holdout-end needs --end: the day up to which the model may learn.")
    if end is None and hold_out:
        end = first + 2 * ((holdout_end or last) - first) // 3
        notes.append(
            f"No --end was given: the first two thirds of the time, up to {told_day(end)}, are fitted."
        )
    elif end is None:
        end = last
        notes.append(f"No --end was given: {told_day(end)} is the last day in the file.")
    if hold_out and holdout_end is None:
        holdout_end = last
        notes.append(f"No --holdout-end was given: {told_day(last)} is the last day in the file.")
    if end < first:
        raise BadInput(f"--end {told_day(end)} is before the first order, which is of {told_day(first)}.")
    if holdout_end is not None and holdout_end <= end:
        raise BadInput(
            f"The holdout ends on {told_day(holdout_end)}; it must end after {told_day(end)}, the --end."
        )
    if max(end, holdout_end or end) > last:
        notes.append(
            f"The last order is of {told_day(last)}: the days after it count as days without orders."
        )
    return end, holdout_end, notes
