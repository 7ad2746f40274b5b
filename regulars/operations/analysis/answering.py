"""The whole answer to `lifetime fit` and `lifetime compare`, as other programs read it. --help of the commands
documents these keys; they are added to, never renamed."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from regulars.lib.errors import BadInput
from regulars.lifetime.summary import Summary
from regulars.operations.analysis.asking import Asked, told_day
from regulars.operations.analysis.fitting import CHOSEN, MODELS, Fitted, fitted, summary_of
from regulars.operations.analysis.holdout import about, baselines, came, spent
from regulars.operations.analysis.money import about_spend, about_value, spend_of


def about_log(asked: Asked, base: Summary) -> dict[str, Any]:
    """What was read, and what became of it."""
    return {
        "file": asked.file,
        "columns": columns_of(asked),
        "unit": asked.unit,
        "unit_days": asked.unit_days,
        "first_order": told_day(int(base.first.min())),
        "end": told_day(asked.end),
        "holdout_end": told_day(asked.holdout_end) if asked.holdout_end is not None else None,
        "customers": int(base.ids.size),
        "repeat_purchases": int(base.x.sum()),
        "one_time_buyers": int((base.x == 0).sum()),
        "rows": asdict(base.counts) | {"broken": asked.orders.broken},
        "notes": list(asked.notes),
    }


def columns_of(asked: Asked) -> dict[str, str]:
    """Which columns were read; the amount may be a product of two."""
    read = asked.orders.columns
    found = {"customer": read.customer, "date": read.day}
    return found | ({"amount": " × ".join(read.of_amount)} if read.amount else {})


def about_fit(found: Fitted) -> dict[str, Any]:
    """Parameters in the papers' order, and how the fit went."""
    fit = found.fit
    return {
        "model": found.name,
        "prior": "none" if fit.prior == "none" else "weak",
        "parameters": found.model.params,
        "standard_errors": found.model.standard_errors,
        "log_likelihood": fit.log_likelihood,
        "converged": fit.converged or fit.at_edge,
        "finite_maximum": not fit.at_edge,
        "sign_of_leaving": not found.model.no_dropout_seen if len(found.model.names) > 2 else None,
        "chosen": about_choice(found),
    }


def about_choice(found: Fitted) -> dict[str, Any] | None:
    """How the model was chosen, where it was."""
    if (choice := found.choice) is None:
        return None
    return {
        "compared": choice.compared,
        "season": choice.season.factors.tolist() if choice.season.known else None,
        "chances_set_right": choice.chances_set_right,
        "counts_set_right": choice.counts_set_right,
        "calibration": {name: getattr(choice.calibration, name) for name in ("c0", "c1", "factor")},
        "fitted_from": None if choice.reason.began is None else told_day(choice.reason.began),
        "tried": [{"model": one.name, "log_loss": one.log_loss} for one in choice.tried],
    }


def fit_answer(
    asked: Asked, name: str, *, prior: str | None, k: int | None, discount: float
) -> dict[str, Any]:
    """All of `lifetime fit`."""
    base = summary_of(asked)
    found = fitted(name, asked, base, prior=prior, k=k)
    answer = about_log(asked, base) | about_fit(found) | {"holdout": None, "spend": None, "value": None}
    spend, why = spend_of(found, asked, prior)
    if asked.holdout_days:
        forecast = found.forecast(asked.holdout_days)
        answer["holdout"] = about(asked, forecast, came(asked, base))
        if spend:
            answer["holdout"] |= {
                "spend_total": float(forecast[0] @ spend.expected_spend(base.x, base.z)),
                "spend_actual": spent(asked.log, base, asked.end, asked.end + asked.holdout_days),
            }
    if spend:
        answer |= {"spend": about_spend(spend, found), "value": about_value(spend, found, discount)}
    else:
        answer["notes"].append(why)
    return answer


def compare_answer(
    asked: Asked, *, prior: str | None, k: int | None, tell: Callable[[str], None]
) -> dict[str, Any]:
    """All of `lifetime compare`: `models` in the order of MODELS, then the baselines."""
    base = summary_of(asked)
    actual, rows = came(asked, base), []
    answer = about_log(asked, base)
    for name in MODELS:
        tell(name)
        try:
            found = fitted(name, asked, base, prior=prior, k=k)
        except BadInput as problem:
            if name != CHOSEN:
                raise
            answer["notes"].append(str(problem))
            continue
        scores = about(asked, found.forecast(asked.holdout_days), actual)
        told = f"{CHOSEN}: {found.name}" if name == CHOSEN else found.name
        rows.append({"name": told, "baseline": name == "NBD"} | about_fit(found) | scores)
    for name, scores in baselines(asked, base, actual).items():
        rows.append({"name": name, "baseline": True} | scores)
    seen = {
        "actual_total": float(actual.sum()),
        "buyers": int((actual > 0).sum()),
        "days": asked.holdout_days,
    }
    return answer | {"holdout": seen, "models": rows}
