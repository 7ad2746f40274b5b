"""What customers spend, and what the ones there now will bring over a year."""

from typing import Any

import numpy as np

from regulars.lifetime.arrays import Floats
from regulars.lifetime.intervals import product_range, spread
from regulars.lifetime.models.gamma_gamma import GammaGamma
from regulars.lifetime.value import steps
from regulars.operations.analysis.asking import Asked
from regulars.operations.analysis.fitting import YEAR, AnyModel, Fitted

LEVEL = 0.8
STEPS = 12


def spend_of(found: Fitted, asked: Asked, prior: str | None) -> tuple[GammaGamma | None, str]:
    """(Gamma-Gamma on repeat purchases, "") or (None, why there is none)."""
    if asked.log.amount is None:
        return None, "The file has no amounts, so nothing is said of money."
    try:
        return GammaGamma.fit(found.base.x, found.base.z, prior=prior), ""
    except ValueError:
        return None, "No repeat purchase has an amount above zero, so nothing is said of money."


def about_spend(spend: GammaGamma, found: Fitted) -> dict[str, Any]:
    """Gamma-Gamma and whether it may be used: spend and number of purchases should hardly go together."""
    base, fit = found.base, spend.need_fit()
    known = (base.x > 0) & (base.z > 0)
    x, z = base.x[known].astype(np.float64), base.z[known]
    alike = known.sum() < 3 or not (x.std() > 0 and z.std() > 0)
    return {
        "parameters": spend.params,
        "standard_errors": spend.standard_errors,
        "log_likelihood": fit.log_likelihood,
        "customers": int(fit.customers),
        "finite_maximum": not fit.at_edge,
        "mean_spend": spend.mean_spend,
        "correlation_with_purchases": None if alike else float(np.corrcoef(x, z)[0, 1]),
    }


def yearly(rate: float) -> float:
    """A yearly discount as the rate of one step."""
    return float((1 + rate) ** (1 / STEPS) - 1)


def about_value(spend: GammaGamma, found: Fitted, discount: float) -> dict[str, Any]:
    """The next 365 days of everybody in the file, with a range of what the average is, not of one customer's luck."""
    base, ahead = found.base, found.ahead(YEAR)
    ends, factors = steps(ahead, ahead / STEPS, yearly(discount))
    right = found.set_right(YEAR)

    def coming(model: AnyModel) -> Floats:
        return model.discounted_purchases(base.x, base.t_x, base.T, ends, factors) * right

    purchases, each = coming(found.model), spend.expected_spend(base.x, base.z)
    total = float(purchases @ each)
    doubt = (
        spread(found.model, lambda one: np.array([coming(one) @ each])),
        spread(spend, lambda one: np.array([purchases @ one.expected_spend(base.x, base.z)])),
    )
    low, high = ranged(doubt, total)
    size = base.ids.size
    return {
        "days": YEAR,
        "discount": discount,
        "customers": size,
        "total": total,
        "mean": total / size,
        "mean_low": low / size,
        "mean_high": high / size,
        "level": LEVEL,
        "quartiles": np.quantile(purchases * each, [0.25, 0.5, 0.75]).tolist(),
    }


def ranged(doubt: tuple[tuple[Floats, Floats], tuple[Floats, Floats]], total: float) -> tuple[float, float]:
    """(low, high) of the total: the doubts about purchases and about spend, taken as independent."""
    (_, of_purchases), (_, of_spend) = doubt
    low, high = product_range((np.log([max(total, 1e-300)]), of_purchases), (np.zeros(1), of_spend), LEVEL)
    return float(low[0]), float(high[0])
