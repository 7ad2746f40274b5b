"""How good forecasts were, once the holdout is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from regulars.lifetime.arrays import Floats, Ints

GROUPS = 10


@dataclass(frozen=True)
class Scores:
    """Of purchases in the holdout (totals, mae, rmse) and of "buys at least once" (auc, log_loss, brier, ece).

    mae and rmse are means over customers. auc is nan where everybody or nobody bought. ece: mean distance of
    told and observed share over ten equal groups. The table has a row for each tenth, lowest chance first:
    `told`, `observed` (shares) and `customers`.
    """

    customers: int
    predicted_total: float
    actual_total: float
    mae: float
    rmse: float
    auc: float
    log_loss: float
    brier: float
    ece: float
    told: Floats
    observed: Floats
    group_sizes: Ints

    @property
    def bias(self) -> float:
        """Predicted total against the actual one, as a share: -.1 is ten per cent too few."""
        return self.predicted_total / self.actual_total - 1 if self.actual_total else float("nan")


def area_under_curve(chance: Floats, bought: Floats) -> float:
    """P(a buyer was given the higher chance than a non-buyer), ties half (Mann & Whitney 1947)."""
    buyers = float(bought.sum())
    others = bought.size - buyers
    if not buyers or not others:
        return float("nan")
    _, which, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[which] @ bought - buyers * (buyers + 1) / 2) / (buyers * others))


def score(expected: ArrayLike, chance: ArrayLike, actual: ArrayLike) -> Scores:
    """Scores of expected purchases and chances to buy against the actual counts."""
    told = np.asarray(expected, dtype=np.float64)
    p = np.asarray(chance, dtype=np.float64)
    count = np.asarray(actual, dtype=np.float64)
    if not told.size == p.size == count.size or told.size == 0:
        raise ValueError("expected, chance and actual must be equally long and not empty.")
    bought = (count > 0).astype(np.float64)
    safe = np.clip(p, 1e-12, 1 - 1e-12)
    groups = [part for part in np.array_split(np.argsort(p, kind="stable"), GROUPS) if part.size]
    told_share = np.array([p[part].mean() for part in groups])
    observed = np.array([bought[part].mean() for part in groups])
    sizes = np.array([part.size for part in groups], dtype=np.int64)
    return Scores(
        customers=told.size,
        predicted_total=float(told.sum()),
        actual_total=float(count.sum()),
        mae=float(np.abs(told - count).mean()),
        rmse=float(np.sqrt(((told - count) ** 2).mean())),
        auc=area_under_curve(p, bought),
        log_loss=float(-(bought * np.log(safe) + (1 - bought) * np.log1p(-safe)).mean()),
        brier=float(((p - bought) ** 2).mean()),
        ece=float(np.abs(told_share - observed) @ sizes / told.size),
        told=told_share,
        observed=observed,
        group_sizes=sizes,
    )
