"""The side of `pymc-marketing`, in the peers' environment: maximum a posteriori, which is its quickest fit.

Its models are compiled at the first use; the warm-up does that, so what is timed is what a second fit of the day takes.
"""

import time

BEGAN = time.process_time()

import logging
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

warnings.filterwarnings("ignore")

import numpy as np
import pandas as pd
from pymc_marketing.clv import BetaGeoModel, GammaGammaModel, ModifiedBetaGeoModel, ParetoNBDModel
from pymc_marketing.clv.utils import rfm_summary

from benches.beside.timing import Work, side

logging.disable(logging.CRITICAL)
COLUMNS = {"x": "frequency", "t_x": "recency", "T": "T", "z": "monetary_value"}


def customers(folder: Path) -> pd.DataFrame:
    with np.load(folder / "customers.npz") as file:
        table = pd.DataFrame({name: file[short] for short, name in COLUMNS.items()})
    return table.assign(customer_id=np.arange(len(table)))


def summary_of(folder: Path) -> pd.DataFrame:
    log = pd.read_parquet(folder / "log.parquet")
    return rfm_summary(log, "customer", "moment", "amount", observation_period_end="2025-12-31")


def summary(folder: Path) -> Work:
    return partial(summary_of, folder), lambda s: [float(s[name].sum()) for name in COLUMNS.values()]


def fitted(model: Callable[..., Any], one: pd.DataFrame) -> Any:
    made = model(data=one)
    made.fit(method="map", progressbar=False)
    return made


def estimates(made: Any) -> list[float]:
    """The parameters; there are no standard errors."""
    return [float(value) for value in made.fit_summary()]


def fit(model: Callable[..., Any], *names: str) -> Callable[[Path], Work]:
    def prepared(folder: Path) -> Work:
        return partial(fitted, model, customers(folder)[["customer_id", *names]]), estimates

    return prepared


def gamma_gamma(folder: Path) -> Work:
    one = customers(folder)
    known = one[(one["frequency"] > 0) & (one["monetary_value"] > 0)]
    return partial(fitted, GammaGammaModel, known[["customer_id", "frequency", "monetary_value"]]), estimates


def predicted(figure: Callable[[pd.DataFrame, Any], Any]) -> Callable[[Path], Work]:
    """A figure of every customer, of a model fitted to a thousand of them: how long it takes does not depend on it."""

    def prepared(folder: Path) -> Work:
        one = customers(folder)
        few = one.head(1000)
        buying = fitted(BetaGeoModel, few[["customer_id", "frequency", "recency", "T"]])
        return lambda: figure(one, buying), lambda values: [float(values.sum())]

    return prepared


def value(one: pd.DataFrame, buying: Any) -> Any:
    few = one.head(1000)
    known = few[(few["frequency"] > 0) & (few["monetary_value"] > 0)]
    spend = fitted(GammaGammaModel, known[["customer_id", "frequency", "monetary_value"]])
    table = one.assign(future_spend=0.0)
    return lambda: spend.expected_customer_lifetime_value(
        buying, table, future_t=12, discount_rate=0.01, time_unit="D"
    )


def discounted(folder: Path) -> Work:
    one = customers(folder)
    few = one.head(1000)
    buying = fitted(BetaGeoModel, few[["customer_id", "frequency", "recency", "T"]])
    return value(one, buying), lambda values: [float(values.sum())]


BUYING = ("frequency", "recency", "T")
OPERATIONS = {
    "summary": summary,
    "bgnbd": fit(BetaGeoModel, *BUYING),
    "mbgnbd": fit(ModifiedBetaGeoModel, *BUYING),
    "pareto": fit(ParetoNBDModel, *BUYING),
    "cdnow": fit(BetaGeoModel, *BUYING),
    "gamma_gamma": gamma_gamma,
    "alive": predicted(lambda one, buying: buying.expected_probability_alive(one)),
    "expected": predicted(lambda one, buying: buying.expected_purchases(one, future_t=365)),
    "value": discounted,
}

if __name__ == "__main__":
    side(OPERATIONS, BEGAN)
