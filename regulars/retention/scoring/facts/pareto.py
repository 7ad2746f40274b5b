"""Where the value is (R28): the smallest set that brings 80 %, and how far from 80/20 this firm really is."""

import numpy as np

from regulars.lifetime.arrays import Bools, Floats
from regulars.retention.firm_facts import CurvePoint, Pareto
from regulars.retention.scoring.facts.months import money, share

SHARE = 0.8
POINTS = 21


def pareto(spent: Floats, currency: str) -> tuple[Pareto, Bools]:
    """The facts, and who is in the set. `spent`: net of the last year, an entry an account; 0 is no buyer. Of equals
    at the edge, the first in order are taken: the set is the smallest there is."""
    order = np.argsort(-spent, kind="stable")
    buyers = int((spent > 0).sum())
    running = np.cumsum(spent[order][:buyers])
    whole = float(running[-1]) if buyers else 0.0
    # A hair below, so that four equal customers of five are 80 % in floating point too.
    number = int(np.searchsorted(running, SHARE * whole * (1 - 1e-12))) + 1 if buyers else 0
    top = np.zeros(spent.size, dtype=np.bool_)
    top[order[:number]] = True
    fact: Pareto = {
        "customers": number,
        "of_customers": buyers,
        "customers_share": share(number, buyers),
        "value_share": share(running[number - 1], whole) if buyers else None,
        "twenty": share(running[max(int(np.ceil(0.2 * buyers - 1e-9)), 1) - 1], whole) if buyers else None,
        "value": money(whole),
        "currency": currency,
        "curve": curve(running, whole),
    }
    return fact, top


def curve(running: Floats, whole: float) -> list[CurvePoint]:
    points: list[CurvePoint] = []
    for at in np.linspace(0, 1, POINTS).tolist():
        number = round(at * running.size)
        value = float(running[number - 1]) / whole if number and whole else 0.0
        points.append({"customers": round(at, 4), "value": round(value, 4)})
    return points if running.size else []
