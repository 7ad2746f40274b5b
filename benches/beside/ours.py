"""Our side."""

import time

BEGAN = time.process_time()

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benches.beside.inputs import BUYING, LAST, SPEND
from benches.beside.timing import Work, side
from regulars.lifetime import BGNBD, MBGNBD, GammaGamma, ParetoNBD, Summary, clv
from regulars.lifetime.sources import read_log
from regulars.lifetime.staying import beta_nodes

Columns = Mapping[str, Any]


def customers(folder: Path) -> dict[str, Any]:
    with np.load(folder / "customers.npz") as file:
        return dict(file)


def summary_of(folder: Path) -> Summary:
    return read_log(folder / "log.parquet", customer="customer", day="moment", amount="amount").summary(LAST)


def summary(folder: Path) -> Work:
    return partial(summary_of, folder), lambda s: [float(v.sum()) for v in (s.x, s.t_x, s.T, s.z)]


def fit(model: Any, *names: str) -> Callable[[Path], Work]:
    """The fit of a model to these columns."""

    def prepared(folder: Path) -> Work:
        table = customers(folder)
        columns = [table[name] for name in names]
        return partial(model.fit, *columns), lambda fitted: [*fitted.values, *fitted.standard_errors.values()]

    return prepared


def predicted(figure: Callable[[Columns], Any]) -> Callable[[Path], Work]:
    """A figure of every customer."""

    def prepared(folder: Path) -> Work:
        table = customers(folder)
        return partial(figure, table), lambda values: [float(values.sum())]

    return prepared


def value(one: Columns, buying: BGNBD, spend: GammaGamma) -> Any:
    arrays = one["x"], one["t_x"], one["T"], one["z"]
    return clv(buying, spend, *arrays, horizon=360, step=30, discount=0.01)


def scored(folder: Path) -> Work:
    """From the Parquet log to a Parquet file of scored customers."""

    def work() -> Columns:
        s = summary_of(folder)
        buying, spend = BGNBD.fit(s.x, s.t_x, s.T), GammaGamma.fit(s.x, s.z)
        table = {"customer": s.ids, "x": s.x, "t_x": s.t_x, "T": s.T, "z": s.z}
        table["alive"] = buying.p_alive(s.x, s.t_x, s.T)
        table["expected"] = buying.expected_purchases(s.x, s.t_x, s.T, 365)
        table["value"] = value(table, buying, spend)
        pl.DataFrame(table).write_parquet(folder / "scored_ours.parquet")
        return table

    return work, lambda table: [float(table[name].sum()) for name in ("alive", "expected", "value")]


GIVEN = BGNBD(*BUYING.values())
OPERATIONS = {
    "summary": summary,
    "bgnbd": fit(BGNBD, "x", "t_x", "T"),
    "mbgnbd": fit(MBGNBD, "x", "t_x", "T"),
    "pareto": fit(ParetoNBD, "x", "t_x", "T"),
    "cdnow": fit(BGNBD, "x", "t_x", "T"),
    "gamma_gamma": fit(GammaGamma, "x", "z"),
    "alive": predicted(lambda one: GIVEN.p_alive(one["x"], one["t_x"], one["T"])),
    "expected": predicted(lambda one: GIVEN.expected_purchases(one["x"], one["t_x"], one["T"], 365)),
    "value": predicted(lambda one: value(one, GIVEN, GammaGamma(*SPEND.values()))),
    "scored": scored,
}

if __name__ == "__main__":
    side(OPERATIONS, BEGAN, forget=beta_nodes.cache_clear)
