"""The summary of orders that are in a table: one definition in Ibis for DuckDB, PostgreSQL, Polars and pandas frames,
and Spark. It gives what `summarise` gives of the same orders as arrays.

`summarise_table` fetches one row a customer into arrays. `per_customer` and `repeat_purchases` stay in the engine:
they return Ibis expressions, to be written where the data are when there is more of it than one machine holds.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.sources.cleaned import Table, cleaned, ibis
from regulars.lifetime.sources.netting import Bought, without_refunds
from regulars.lifetime.sources.orders import Day, day_number
from regulars.lifetime.summary import Counts, Summary

COUNTS = ("rows", "after_end", "no_amount", "negative", "zero", "kept", "no_customer", "no_day")
NUMBERS = ("x", "t_x", "T", "z", "first", "last", "spend")


@dataclass(frozen=True)
class Purchases:
    """What the orders of a table come to, still in its engine.

    table: an Ibis expression of one row a customer and purchase day (who, day, money), refunds set against what they
    cancel. seen: how many rows of the log were what.
    """

    table: Table
    end: int
    seen: dict[str, int]
    bought: Bought

    def per_customer(self, unit: float) -> Table:
        days, module = self.table, ibis()
        totals = days.group_by("who").aggregate(
            x=days.count().cast("int64") - 1,
            first=days.day.min(),
            last=days.day.max(),
            spend=days.money.sum(),
            opening=days.money.argmin(days.day),
        )
        mean = (totals.spend - totals.opening) / totals.x.nullif(0)
        return totals.select(
            customer=totals.who,
            x=totals.x,
            t_x=(totals["last"] - totals["first"]).cast("float64") / unit,
            T=(self.end - totals["first"]).cast("float64") / unit,
            z=module.coalesce(mean, 0.0),
            first=totals["first"],
            last=totals["last"],
            spend=totals.spend,
        )

    def repeats(self) -> Table:
        days = self.table
        number = ibis().row_number().over(group_by=days.who, order_by=days.day).cast("int64")
        numbered = days.select(customer=days.who, day=days.day, amount=days.money, number=number)
        return numbered.filter(numbered.number > 0)

    def summary(self, unit: float) -> Summary:
        fetched = self.per_customer(unit).to_pyarrow()
        ids: NDArray[Any] = fetched["customer"].to_numpy()
        ids = ids if ids.dtype.kind == "i" else ids.astype(np.str_)
        order = np.argsort(ids, kind="stable")
        column = {name: fetched[name].to_numpy()[order] for name in NUMBERS}
        purchases = int(column["x"].sum()) + order.size
        return Summary(ids=ids[order], unit=unit, counts=self.counts(purchases), **column)

    def counts(self, purchases: int) -> Counts:
        """Every row accounted for, knowing how many purchase days there are."""
        bought, seen = self.bought, dict(self.seen)
        positive = seen.pop("kept") - seen["negative"]
        return Counts(
            **seen,
            same_day=positive - purchases - bought.cancelled_days,
            cancelled_days=bought.cancelled_days,
            unmatched_refunds=bought.unmatched_refunds,
            unmatched_amount=bought.unmatched_amount,
        )


def purchases_of(
    source: Any, *, customer: str, day: str, amount: str | None, end: Day, zone: str = "UTC"
) -> Purchases:
    """The purchases in a table or frame up to the close of `end`. Reads the table once to count its rows, and fetches
    the rows of customers who have refunds; the rest is not computed before somebody asks for it."""
    rows, close = cleaned(source, customer, day, amount, zone), day_number(end)
    placed = rows.who.notnull() & rows.day.notnull()
    kept = placed & rows.money.notnull() & (rows.day <= close)
    seen = rows.aggregate(
        rows=rows.count(),
        no_customer=rows.who.isnull().sum(),
        no_day=(rows.who.notnull() & rows.day.isnull()).sum(),
        after_end=(placed & (rows.day > close)).sum(),
        no_amount=(placed & rows.money.isnull()).sum(),
        kept=kept.sum(),
        negative=(kept & (rows.money < 0)).sum(),
        zero=(kept & (rows.money == 0)).sum(),
    )
    (found,) = seen.to_pyarrow().to_pylist()
    usable = rows.filter(kept)
    bought = without_refunds(usable) if found["negative"] else Bought(usable)
    merged = bought.rows.group_by("who", "day").aggregate(money=bought.rows.money.sum())
    return Purchases(merged, close, {name: int(found[name] or 0) for name in COUNTS}, bought)


def per_customer(
    source: Any,
    *,
    customer: str,
    day: str,
    amount: str | None,
    end: Day,
    unit: float = 1.0,
    zone: str = "UTC",
) -> Table:
    """An Ibis expression of one row a customer: customer, x, t_x, T, z, first, last, spend, as in `Summary`.

    Nothing is computed until it is executed or written, for example with `.to_parquet(...)` or by
    `connection.create_table(name, expression)` in the engine itself.
    """
    bought = purchases_of(source, customer=customer, day=day, amount=amount, end=end, zone=zone)
    return bought.per_customer(unit)


def repeat_purchases(
    source: Any, *, customer: str, day: str, amount: str | None, end: Day, zone: str = "UTC"
) -> Table:
    """An Ibis expression of one row a repeat purchase: customer, day (since 1970), amount, number (1 for the first
    repeat). The first purchase is in none of it, as in x and z. Not for tables of Ibis' own Polars engine, which has
    no windows; a Polars frame is fine."""
    return purchases_of(source, customer=customer, day=day, amount=amount, end=end, zone=zone).repeats()


def summarise_table(
    source: Any,
    *,
    customer: str,
    day: str,
    amount: str | None,
    end: Day,
    unit: float = 1.0,
    zone: str = "UTC",
) -> Summary:
    """The summary of orders in an Ibis table, or in a Polars, pandas or Arrow frame; see `summarise` for what counts
    as a purchase and `cleaned` for how customers, days and amounts are read. Only one row a customer is fetched, and
    the rows of customers who have refunds."""
    return purchases_of(source, customer=customer, day=day, amount=amount, end=end, zone=zone).summary(unit)
