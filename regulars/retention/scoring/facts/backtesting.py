"""Would the same words have come true here? Everything again as of an earlier day, compared with what followed."""

from dataclasses import dataclass, replace

import numpy as np

from regulars.lifetime import rhythms
from regulars.lifetime import score as score_forecasts
from regulars.retention.firm_facts import Backtest, Tenth
from regulars.retention.scoring.chances import Models, Usage
from regulars.retention.scoring.ledger import Jobs, day_of_number
from regulars.retention.scoring.risks import signals
from regulars.retention.scoring.standings import (
    CLIENT,
    CUSTOMER,
    Rules,
    Waits,
    standings_at,
    typical_return,
)

DAYS = 90
LEAST_BEFORE = 180
LEAST_PEOPLE = 20


@dataclass(frozen=True)
class Origin:
    day: int
    days: int


def origin_of(jobs: Jobs, as_of: int) -> Origin | None:
    """Three months to check, at least half a year to learn from; with less history a third of it, or none."""
    history = as_of - int(jobs.day.min(initial=as_of))
    if history >= LEAST_BEFORE + DAYS:
        return Origin(as_of - DAYS, DAYS)
    days = history // 3
    return Origin(as_of - days, days) if days >= 28 else None


def backtest(jobs: Jobs, rules: Rules, as_of: int) -> Backtest | None:
    """None with too little history. Nothing after the origin is used to predict."""
    origin = origin_of(jobs, as_of)
    if origin is None:
        return None
    known, places = jobs.until(origin.day)
    usage = Usage.of(known, origin.day)
    models = Models.fit(usage)
    if models is None or places.size < LEAST_PEOPLE:
        return None
    later = jobs.owner[jobs.day > origin.day]
    did = np.bincount(later, minlength=jobs.offsets.size - 1)[places]
    said = models.orders.p_buys(usage.x, usage.t_x, usage.T, origin.days)
    expected = models.orders.expected_purchases(usage.x, usage.t_x, usage.T, origin.days)
    found = score_forecasts(expected, said, did)
    then = replace(rules, typical=typical_return(known))
    standing = standings_at(known, Waits.of(known), then, origin.day)
    signs = signals(
        known, standing, rhythms(known.offsets, known.day, origin.day, least=rules.rhythm), then, origin.day
    )
    called = signs.absent
    others = np.isin(standing.code, (CLIENT, CUSTOMER)) & ~called
    return {
        "origin": day_of_number(origin.day).isoformat(),
        "days": origin.days,
        "people": found.customers,
        "tenths": tenths(found.group_sizes.tolist(), found.told.tolist(), found.observed.tolist()),
        "error": round(found.ece, 4),
        "auc": None if np.isnan(found.auc) else round(found.auc, 4),
        "orders_said": round(found.predicted_total, 1),
        "orders_did": int(found.actual_total),
        "called": int(called.sum()),
        "not_back": int((called & (did == 0)).sum()),
        "others": int(others.sum()),
        "others_not_back": int((others & (did == 0)).sum()),
    }


def tenths(people: list[int], said: list[float], did: list[float]) -> list[Tenth]:
    return [
        {"people": number, "said": round(told, 4), "did": round(seen, 4)}
        for number, told, seen in zip(people, said, did, strict=True)
    ]
