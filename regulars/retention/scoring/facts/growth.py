"""What a simulation of better retention starts from (P4): counts and averages of the firm's own last two years."""

import numpy as np

from regulars.lifetime.arrays import Bools, Floats
from regulars.retention.firm_facts import Growth
from regulars.retention.scoring.facts.months import money
from regulars.retention.scoring.facts.path import Path
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.standings import CUSTOMER

YEAR = 12


def growth(path: Path, ledger: Ledger, currency: str) -> Growth:
    """Of one who left, the better of the last two years: the records may not reach back over the whole year before,
    and nobody buys all year in the year they leave."""
    now = path.codes[-1] == CUSTOMER
    before = (
        path.codes[-1 - YEAR] == CUSTOMER if len(path.codes) > YEAR else np.zeros(now.size, dtype=np.bool_)
    )
    stayed = before & path.active[-1]
    return {
        "of": int(before.sum()),
        "kept": int(stayed.sum()),
        "now": int(now.sum()),
        "each": mean(ledger.last_year, now),
        "leaver": mean(np.maximum(ledger.year_before, ledger.last_year), before & ~stayed),
        "sales": money(float(ledger.last_year.sum())),
        "currency": currency,
    }


def mean(spent: Floats, who: Bools) -> str | None:
    return money(float(spent[who].mean())) if who.any() else None
