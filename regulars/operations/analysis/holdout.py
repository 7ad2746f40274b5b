"""What came after the end, against what was forecast."""

import math
from typing import Any

import numpy as np

from regulars.lifetime.arrays import Floats
from regulars.lifetime.log import Log, purchases_between
from regulars.lifetime.scores import area_under_curve, score
from regulars.lifetime.summary import Summary
from regulars.operations.analysis.asking import Asked, told_day


def number(value: float) -> float | None:
    """For JSON, which has no nan and no infinity."""
    return float(value) if math.isfinite(value) else None


def about(asked: Asked, forecast: tuple[Floats, Floats], actual: Floats) -> dict[str, Any]:
    """The scores of (expected purchases, chances to buy at all) of each customer."""
    found = score(*forecast, actual)
    return {
        "from": told_day(asked.end + 1),
        "to": told_day(asked.end + asked.holdout_days),
        "days": asked.holdout_days,
        "customers": found.customers,
        "buyers": int((actual > 0).sum()),
        "actual_total": found.actual_total,
        "total": found.predicted_total,
        "bias": number(found.bias),
        "mae": found.mae,
        "rmse": found.rmse,
        "auc": number(found.auc),
        "log_loss": found.log_loss,
        "brier": found.brier,
        "ece": found.ece,
    }


def came(asked: Asked, base: Summary) -> Floats:
    """Purchases of each customer of `base` in the holdout."""
    return purchases_between(asked.log, base, asked.end, asked.end + asked.holdout_days).astype(np.float64)


def spent(log: Log, base: Summary, start: int, end: int) -> float:
    """What the customers of `base` spent after `start` and up to `end`, refunds taken off."""
    ids, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel()
    money = np.nan_to_num(np.asarray(log.amount, dtype=np.float64).ravel())
    inside = (days > start) & (days <= end)
    return float(money[inside & np.isin(ids, base.ids)].sum())


def baselines(asked: Asked, base: Summary, actual: Floats) -> dict[str, dict[str, Any]]:
    """What needs no model. Rate x horizon: x/T times the holdout, which ranks by (x + 1)/T so that one-time buyers
    are told apart. Recency alone: who bought last comes first; it tells an order of customers, no number."""
    bought = (actual > 0).astype(np.float64)
    age = np.maximum(base.T, 1 / base.unit)
    off = base.x / age * asked.holdout_days / base.unit - actual
    total = float((off + actual).sum())
    empty = dict.fromkeys(("total", "bias", "mae", "rmse", "auc", "log_loss", "brier", "ece"))
    return {
        "rate × horizon": empty
        | {
            "total": total,
            "bias": number(total / actual.sum() - 1) if actual.any() else None,
            "mae": float(np.abs(off).mean()),
            "rmse": float(np.sqrt((off**2).mean())),
            "auc": number(area_under_curve((base.x + 1) / age, bought)),
        },
        "recency": empty | {"auc": number(area_under_curve(base.t_x - base.T, bought))},
    }
