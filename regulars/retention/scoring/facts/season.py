"""First won in the same season last year, and not back (R20)."""

import numpy as np

from regulars.lifetime.arrays import Bools
from regulars.retention.firm_facts import SameSeason
from regulars.retention.scoring.known import Known
from regulars.retention.scoring.ledger import Ledger, day_of_number
from regulars.retention.scoring.risks import SEASON_HALF, YEAR


def same_season(ledger: Ledger, not_back: Bools, known: Known, one_off: bool) -> SameSeason | None:
    """None in a firm that most people need only once: there an absence is no failed return."""
    if one_off:
        return None
    won = np.abs(ledger.as_of - ledger.first - YEAR) <= SEASON_HALF
    accounts = ledger.account[won & not_back].tolist()
    return {
        "start": day_of_number(ledger.as_of - YEAR - SEASON_HALF).isoformat(),
        "end": day_of_number(ledger.as_of - YEAR + SEASON_HALF).isoformat(),
        "won": int(won.sum()),
        "not_back": len(accounts),
        "asked": sum(account in known.asked for account in accounts),
    }
