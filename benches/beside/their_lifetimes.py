"""The side of `lifetimes`, in the peers' environment."""

import time

BEGAN = time.process_time()

import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter
from lifetimes.utils import summary_data_from_transaction_data

from benches.beside.timing import Work, side

warnings.filterwarnings("ignore")
BUYING = {"r": 0.45, "alpha": 30.0, "a": 0.6, "b": 3.0}
SPEND = {"p": 6.25, "q": 3.74, "v": 15.44}
COLUMNS = {"x": "frequency", "t_x": "recency", "T": "T", "z": "monetary_value"}


def customers(folder: Path) -> pd.DataFrame:
    with np.load(folder / "customers.npz") as file:
        return pd.DataFrame({name: file[short] for short, name in COLUMNS.items()})


def given(fitter: Any, parameters: dict[str, float]) -> Any:
    """A fitter as if it had been fitted to these parameters."""
    fitter.params_ = pd.Series(parameters)
    fitter.predict = getattr(fitter, "conditional_expected_number_of_purchases_up_to_time", None)
    return fitter


def estimates(fitted: Any) -> list[float]:
    """Parameters and, where there are any, their standard errors (none for Pareto/NBD)."""
    errors = getattr(fitted, "standard_errors_", ())
    return [*map(float, fitted.params_), *map(float, errors)]


def summary_of(folder: Path) -> pd.DataFrame:
    log = pd.read_parquet(folder / "log.parquet")
    return summary_data_from_transaction_data(
        log, "customer", "moment", "amount", observation_period_end="2025-12-31"
    )


def summary(folder: Path) -> Work:
    return partial(summary_of, folder), lambda s: [float(s[name].sum()) for name in COLUMNS.values()]


def fit(fitter: Callable[[], Any]) -> Callable[[Path], Work]:
    def prepared(folder: Path) -> Work:
        one = customers(folder)
        return (
            lambda: fitter().fit(one["frequency"], one["recency"], one["T"]),
            estimates,
        )

    return prepared


def spend_fit(one: pd.DataFrame) -> Any:
    known = one[(one["frequency"] > 0) & (one["monetary_value"] > 0)]
    return GammaGammaFitter().fit(known["frequency"], known["monetary_value"])


def gamma_gamma(folder: Path) -> Work:
    one = customers(folder)
    return partial(spend_fit, one), estimates


def alive(one: pd.DataFrame, buying: Any) -> Any:
    return buying.conditional_probability_alive(one["frequency"], one["recency"], one["T"])


def expected(one: pd.DataFrame, buying: Any) -> Any:
    return buying.conditional_expected_number_of_purchases_up_to_time(
        365, one["frequency"], one["recency"], one["T"]
    )


def value(one: pd.DataFrame, buying: Any, spend: Any) -> Any:
    columns = [one[name] for name in COLUMNS.values()]
    return spend.customer_lifetime_value(buying, *columns, time=12, discount_rate=0.01, freq="D")


def predicted(figure: Callable[[pd.DataFrame], Any]) -> Callable[[Path], Work]:
    def prepared(folder: Path) -> Work:
        return partial(figure, customers(folder)), lambda values: [float(np.sum(values))]

    return prepared


def scored(folder: Path) -> Work:
    """From the Parquet log to a Parquet file of scored customers."""

    def work() -> pd.DataFrame:
        one = summary_of(folder)
        buying = BetaGeoFitter().fit(one["frequency"], one["recency"], one["T"])
        spend = spend_fit(one)
        one["alive"], one["expected"] = alive(one, buying), expected(one, buying)
        one["value"] = value(one, buying, spend)
        one.to_parquet(folder / "scored_lifetimes.parquet")
        return one

    return work, lambda one: [float(one[name].sum()) for name in ("alive", "expected", "value")]


GIVEN = given(BetaGeoFitter(), BUYING)
OPERATIONS = {
    "summary": summary,
    "bgnbd": fit(BetaGeoFitter),
    "mbgnbd": fit(ModifiedBetaGeoFitter),
    "pareto": fit(ParetoNBDFitter),
    "cdnow": fit(BetaGeoFitter),
    "gamma_gamma": gamma_gamma,
    "alive": predicted(lambda one: alive(one, GIVEN)),
    "expected": predicted(lambda one: expected(one, GIVEN)),
    "value": predicted(lambda one: value(one, GIVEN, given(GammaGammaFitter(), SPEND))),
    "scored": scored,
}

if __name__ == "__main__":
    side(OPERATIONS, BEGAN)
