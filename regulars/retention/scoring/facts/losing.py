"""What losing somebody would cost (R57), over everybody who is still with us."""

import numpy as np

from regulars.lifetime.arrays import Floats
from regulars.retention.firm_facts import Losing, LosingOne
from regulars.retention.scoring.chances import Chances
from regulars.retention.scoring.facts.months import money
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.standings import CLIENT, CUSTOMER, Standings

TOP = 10


def losing(ledger: Ledger, now: Standings, said: Chances, currency: str) -> Losing:
    """Of those who ordered once nothing is known but a range, so they are counted and given no figure."""
    here = np.isin(now.code, (CLIENT, CUSTOMER))
    known = np.flatnonzero(here & np.isfinite(said.loss))
    loss = said.loss[known]
    order = known[np.argsort(-loss, kind="stable")[:TOP]]
    return {
        "people": known.size,
        "once": int((here & (now.count == 1)).sum()),
        "quarter": part(loss, 0.25),
        "half": part(loss, 0.5),
        "three_quarters": part(loss, 0.75),
        "top": [one(ledger, said, place) for place in order.tolist()],
        "top_total": money(float(said.loss[order].sum())),
        "total": money(float(loss.sum())),
        "currency": currency,
    }


def part(loss: Floats, share: float) -> str | None:
    return money(float(np.quantile(loss, share))) if loss.size else None


def one(ledger: Ledger, said: Chances, place: int) -> LosingOne:
    return {
        "account": int(ledger.account[place]),
        "loss": money(float(said.loss[place])),
        "low": money(float(said.loss_low[place])),
        "high": money(float(said.loss_high[place])),
    }
