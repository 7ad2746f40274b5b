"""Refunds in a table. What a refund cancels depends on the refunds before it, which an engine cannot say in one query.

So only the rows of customers who have refunds are fetched, some customers at a time, netted here by
`refunds.netted`, and put back as a small table: everybody else's rows never leave the engine.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from regulars.lifetime.arrays import Floats, Ints
from regulars.lifetime.refunds import netted
from regulars.lifetime.sources.cleaned import Table, ibis
from regulars.lifetime.sources.needs import needed

AT_A_TIME = 500_000


class Bought(NamedTuple):
    """Rows of who, day, money without refunds, and what became of those."""

    rows: Table
    cancelled_days: int = 0
    unmatched_refunds: int = 0
    unmatched_amount: float = 0.0


def without_refunds(rows: Table, at_a_time: int = AT_A_TIME) -> Bought:
    """Rows (who, day, money) with refunds set against what they cancel; `at_a_time` customers are netted at once."""
    module, arrow = ibis(), needed("pyarrow", "pyarrow", "net the refunds of a table")
    refunders = rows.filter(rows.money < 0).select("who").distinct().to_pyarrow()["who"].combine_chunks()
    table, parts = [], []
    for start in range(0, len(refunders), at_a_time):
        some = module.memtable(arrow.table({"who": refunders.slice(start, at_a_time)}))
        names, part = netted_rows(rows.semi_join(some, "who").to_pyarrow())
        parts.append(part)
        table.append(arrow.table({"who": names, "day": part.days, "money": part.money}))
    everyone = module.memtable(arrow.table({"who": refunders}))
    back = module.memtable(arrow.concat_tables(table).cast(rows.schema().to_pyarrow()))
    return Bought(
        rows.anti_join(everyone, "who").union(back),
        sum(part.cancelled_days for part in parts),
        sum(part.unmatched_refunds for part in parts),
        sum(part.unmatched_amount for part in parts),
    )


def netted_rows(fetched: Any) -> tuple[Any, Any]:
    """(names of the remaining rows' customers, the rows) of an Arrow table of who, day, money."""
    coded = fetched["who"].combine_chunks().dictionary_encode()
    who: Ints = coded.indices.to_numpy().astype(np.int64)
    day: Ints = fetched["day"].to_numpy()
    money: Floats = fetched["money"].to_numpy()
    part = netted(who, day, money)
    places: NDArray[Any] = part.who
    return coded.dictionary.take(needed("pyarrow", "pyarrow", "net refunds").array(places)), part
