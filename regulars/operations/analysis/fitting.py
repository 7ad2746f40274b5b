"""One model fitted to the orders up to a day, under the name it is asked for."""

import re
from dataclasses import dataclass, replace

import numpy as np

from regulars.lib.errors import BadInput
from regulars.lifetime.arrays import Bools, Floats
from regulars.lifetime.choice import Choice, choose
from regulars.lifetime.log import Log
from regulars.lifetime.models.base import Fit
from regulars.lifetime.models.bgnbd import BGNBD
from regulars.lifetime.models.cnbd import MBGCNBDk
from regulars.lifetime.models.mbgnbd import MBGNBD
from regulars.lifetime.models.nbd import NBD
from regulars.lifetime.models.pareto import ParetoNBD
from regulars.lifetime.rhythm import gaps_of, layout
from regulars.lifetime.summary import Summary
from regulars.operations.analysis.asking import Asked, told_day

CHOSEN = "chosen"
MODELS = ("NBD", "BG/NBD", "MBG/NBD", "MBG/CNBD-k", "Pareto/NBD", CHOSEN)
YEAR = 365

AnyModel = NBD | BGNBD | MBGNBD | MBGCNBDk | ParetoNBD


@dataclass(frozen=True)
class Fitted:
    """A model with the customers it was fitted to. `choice`: how it was chosen, where it was; then `base` is on the
    season's clock and forecasts are set right where that was found to help."""

    name: str
    model: AnyModel
    base: Summary
    choice: Choice | None = None

    @property
    def fit(self) -> Fit:
        return self.model.need_fit()

    def ahead(self, days: int) -> float:
        """The next `days` as the t to ask the model for."""
        return self.choice.ahead(days) if self.choice else days / self.base.unit

    def forecast(self, days: int) -> tuple[Floats, Floats]:
        """(expected purchases, chance of at least one) of each customer in the next `days`."""
        asked = self.choice or self.model
        t, base = self.ahead(days), self.base
        return (
            asked.expected_purchases(base.x, base.t_x, base.T, t),
            asked.p_buys(base.x, base.t_x, base.T, t),
        )

    def set_right(self, days: int) -> Floats:
        """What each customer's expected purchases of the next `days` are multiplied by: 1 but for a choice."""
        told = self.model.expected_purchases(self.base.x, self.base.t_x, self.base.T, self.ahead(days))
        result: Floats = np.where(told > 0, self.forecast(days)[0] / np.maximum(told, 1e-300), 1.0)
        return result


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def model_named(text: str) -> tuple[str, int | None]:
    """(a name of MODELS, k if it was in the name); BG/NBD may be written bgnbd or bg-nbd."""
    known = {plain(name): name for name in MODELS}
    found = re.fullmatch(r"(mbgcnbd)k?([1-9]\d?)?", plain(text))
    if found:
        return "MBG/CNBD-k", int(found[2]) if found[2] else None
    if plain(text) in known:
        return known[plain(text)], None
    raise BadInput(f"There is no model {text}. There are {', '.join(MODELS[:-1])} and {CHOSEN}.")


def summary_of(asked: Asked) -> Summary:
    """The customers as of the end; refuses where nothing can be fitted to them."""
    base, orders = asked.log.before(asked.end, asked.unit_days), asked.orders
    base = replace(
        base,
        counts=replace(base.counts, rows=orders.rows, no_customer=orders.no_customer, no_day=orders.no_day),
    )
    if base.ids.size == 0:
        raise BadInput(
            f"Nobody had bought by {told_day(asked.end)}: there are only refunds or rows without an amount."
        )
    if not (base.T > 0).any():
        raise BadInput("Every first purchase is of the last day: nobody has been watched for even a day.")
    return base


def fitted(name: str, asked: Asked, base: Summary, *, prior: str | None, k: int | None) -> Fitted:
    """`name` of MODELS, by maximum likelihood or with the weak prior."""
    if name == CHOSEN:
        return chosen(asked)
    if prior is None and not base.x.any():
        raise BadInput(
            f"Nobody had bought twice by {told_day(asked.end)}, so nothing is known of how often people come back. "
            "A later --end may help; --prior weak answers with what firms are usually like."
        )
    if name == "MBG/CNBD-k":
        model = regular_buyers(asked.log, asked.end, base, prior=prior, k=k)
        return Fitted(f"MBG/CNBD-{model.k}", model, base)
    return Fitted(name, likeliest(name, base, prior), base)


def likeliest(name: str, base: Summary, prior: str | None) -> AnyModel:
    """The models that take nothing but x, t_x and T."""
    customers = base.x, base.t_x, base.T
    match name:
        case "NBD":
            return NBD.fit(*customers, prior=prior)
        case "BG/NBD":
            return BGNBD.fit(*customers, prior=prior)
        case "MBG/NBD":
            return MBGNBD.fit(*customers, prior=prior)
        case _:
            return ParetoNBD.fit(*customers, prior=prior)


def chosen(asked: Asked) -> Fitted:
    """What the back-tests on the orders before the end speak for; see lifetime/choice.py."""
    try:
        choice = choose(asked.log, asked.end, asked.holdout_days or YEAR, unit=asked.unit_days)
    except ValueError as problem:
        raise BadInput(
            f"No model can be chosen: {problem} Name one with --model, and see --prior weak."
        ) from problem
    model = choice.model
    if not isinstance(model, AnyModel):
        raise TypeError(f"A choice among our models gave {type(model).__name__}.")
    return Fitted(choice.name, model, choice.base, choice)


def regular_buyers(log: Log, end: int, base: Summary, *, prior: str | None, k: int | None) -> MBGCNBDk:
    """MBG/CNBD-k; without k, the likeliest from 1 to 6 by the gaps of the customers nothing was refunded to."""
    if k is None:
        known, gaps = log_gaps(log, end, base)
        some = base.x[known], base.t_x[known], base.T[known]
        if known.any() and some[2].max() > 0:
            best = MBGCNBDk.fit(*some, prior=prior, log_gaps=gaps[known])
            if known.all():
                return best
            k = best.k
    return MBGCNBDk.fit(base.x, base.t_x, base.T, prior=prior, k=k)


def log_gaps(log: Log, end: int, base: Summary) -> tuple[Bools, Floats]:
    """(whose purchase days are those of the rows, the sum of the logarithms of the gaps between them)."""
    ids, days = np.asarray(log.customer).ravel(), np.asarray(log.day).ravel()
    keep = days <= end
    if log.amount is not None:
        keep &= np.asarray(log.amount, dtype=np.float64).ravel() >= 0
    customers, offsets, dates = layout(ids[keep], days[keep])
    gap, _, owner = gaps_of(offsets, dates)
    sums = np.bincount(owner, weights=np.log(gap / base.unit), minlength=customers.size)
    place = np.searchsorted(customers, base.ids)
    same: Bools = np.diff(offsets)[place] == base.x + 1
    return same, sums[place].astype(np.float64)
