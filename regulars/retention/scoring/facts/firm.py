"""The firm's facts, gathered. What needs the database is asked first, so that the rest can run while scores are stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from regulars.retention.firm_facts import DEFINITIONS, Counts, FirmFacts, ModelFact, Reach
from regulars.retention.models.score import Risk
from regulars.retention.reach import newest_order, stated_end
from regulars.retention.scoring.facts.backtesting import Check, backtest
from regulars.retention.scoring.facts.best import Manners, best
from regulars.retention.scoring.facts.by_group import Groups, by_group, read_groups
from regulars.retention.scoring.facts.cohorts import cohorts
from regulars.retention.scoring.facts.coming import coming
from regulars.retention.scoring.facts.growth import growth
from regulars.retention.scoring.facts.income import Income, income, months, other_currencies, rows
from regulars.retention.scoring.facts.items import Items, read_items
from regulars.retention.scoring.facts.losing import losing
from regulars.retention.scoring.facts.pareto import pareto
from regulars.retention.scoring.facts.path import (
    Path,
    bucket,
    conversion_by_month,
    counts_of,
    kept,
    stages,
    standing_by_month,
)
from regulars.retention.scoring.facts.season import same_season
from regulars.retention.scoring.facts.tracking import tracking
from regulars.retention.scoring.findings import Findings
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.standings import LAPSED, LOST
from regulars.team.models import Firm

TOO_LITTLE = "too little history"


@dataclass(frozen=True)
class Asked:
    """What the database was asked before the scores were stored."""

    accounts: int
    income: Income
    manners: Manners
    items: Items
    groups: Groups
    newest: date | None
    stated: date | None


def ask(ledger: Ledger, firm: Firm, as_of: date) -> Asked:
    accounts = rows("SELECT count(*) FROM people_account WHERE removed_at IS NULL", {})[0][0]
    newest = newest_order()
    return Asked(
        accounts=int(accounts),
        income=income(firm.currency, as_of),
        manners=Manners(ledger, firm.currency, as_of),
        items=read_items(as_of),
        groups=read_groups(ledger),
        newest=min(newest, as_of) if newest else None,
        stated=stated_end(),
    )


def firm_facts(found: Findings, asked: Asked, firm: Firm, as_of: date) -> FirmFacts:
    """All of it; NumPy only, no database."""
    ledger, jobs, currency = found.ledger, found.ledger.jobs, firm.currency
    strangers = asked.accounts - ledger.size
    path = Path.of(jobs, found.waits, found.rules, found.now, ledger.as_of)
    code = found.now.code
    away = (code == LAPSED) | (code == LOST)
    lapsed_on = np.where(away, jobs.last + np.floor(np.where(away, found.now.lapsed_after, 0)) + 1, 0.0)
    paused = found.now.seasonal | np.isin(ledger.account, list(found.known.paused))
    check = Check.of(jobs, found.rules, ledger.as_of)
    tracked = tracking(check, found.models)
    each = None if firm.replacement_cost is None else float(firm.replacement_cost)
    return {
        "definitions": DEFINITIONS,
        "currency": currency,
        "reach": reached(asked, as_of),
        "counts": counts(found, asked),
        "standing": counts_of(code, strangers),
        "standing_by_month": standing_by_month(path, strangers),
        "conversion_by_month": conversion_by_month(path),
        "pareto": pareto(ledger.last_year, currency)[0],
        "kept": kept(path),
        "cohorts": cohorts(path),
        "bucket": bucket(path, paused, each, currency),
        "months": months(asked.income, jobs),
        "stages": stages(path, found.since, lapsed_on, strangers),
        "typical_return": found.rules.typical,
        "same_season": same_season(ledger, found.signs.season, found.known, firm.one_off),
        "best": best(
            ledger,
            top=found.top,
            interval=found.beats.interval,
            usual=found.usual,
            manners=asked.manners,
            currency=currency,
        ),
        "backtest": backtest(check),
        "tracking": tracked,
        "coming": coming(found, found.models, tracked, asked.items),
        "growth": growth(path, ledger, currency),
        "by_group": by_group(found, asked.groups, currency),
        "losing": losing(ledger, found.now, found.chances, currency),
        "other_currencies": other_currencies(asked.income),
        "models": models(found),
    }


def reached(asked: Asked, as_of: date) -> Reach:
    began = asked.income.began
    return {
        "as_of": as_of.isoformat(),
        "newest_order": asked.newest.isoformat() if asked.newest else None,
        "first_order": began.isoformat() if began else None,
        "stated_end": asked.stated.isoformat() if asked.stated else None,
    }


def counts(found: Findings, asked: Asked) -> Counts:
    ledger, level = found.ledger, found.risks.level
    return {
        "accounts": asked.accounts,
        "with_orders": ledger.size,
        "orders": int(ledger.orders.sum()),
        "jobs": ledger.jobs.day.size,
        "walk_ins": asked.income.walk_ins,
        "at_risk": int((level == Risk.HIGH).sum()),
        "watched": int((level == Risk.WATCH).sum()),
    }


def models(found: Findings) -> list[ModelFact]:
    """The models, or why there is none."""
    if found.models is None:
        absent: ModelFact = {
            "name": "bg/nbd",
            "parameters": {},
            "errors": {},
            "customers": found.ledger.size,
            "no_dropout_seen": False,
            "why_not": TOO_LITTLE,
        }
        return [absent]
    return [fact(name, model, found.ledger.size) for name, model in found.models.used.items()]


def fact(name: str, model: Any, customers: int) -> ModelFact:
    return {
        "name": name,
        "parameters": {key: float(value) for key, value in model.params.items()},
        "errors": {key: float(value) for key, value in model.standard_errors.items()},
        "customers": customers,
        "no_dropout_seen": model.no_dropout_seen,
    }
