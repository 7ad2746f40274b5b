"""Would the same words have come true here? Everything again as of an earlier day, compared with what followed."""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime import score as score_forecasts
from regulars.lifetime.arrays import Ints
from regulars.retention.firm_facts import Backtest, Called, Tenth
from regulars.retention.scoring.facts.expecting import Ahead
from regulars.retention.scoring.facts.then import Then, origins_of
from regulars.retention.scoring.ledger import Jobs, day_of_number
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.standings import Rules
from regulars.retention.scoring.usage import Usage


@dataclass(frozen=True)
class Check:
    """The earlier days, newest first, and what the newest one's models said. Nothing after a day is used to predict."""

    jobs: Jobs
    as_of: int
    thens: list[Then]
    usage: Usage
    models: Models
    ahead: Ahead

    @classmethod
    def of(cls, jobs: Jobs, rules: Rules, as_of: int) -> "Check | None":
        """None with too little history."""
        looks = [Then.at(jobs, rules, day) for day in origins_of(jobs, as_of)]
        thens = [then for then in looks if then is not None]
        if not thens or thens[0] is not looks[0]:
            return None
        usage = Usage.of(thens[0].jobs, thens[0].day)
        models = Models.fit(usage)
        if models is None:
            return None
        return cls(jobs, as_of, thens, usage, models, Ahead.of(models, usage, as_of - usage.as_of))

    @property
    def then(self) -> Then:
        return self.thens[0]

    @property
    def days(self) -> int:
        return self.as_of - self.then.day

    @property
    def did(self) -> Ints:
        return self.then.did(self.jobs, self.as_of)


def backtest(check: Check | None) -> Backtest | None:
    if check is None:
        return None
    said = check.models.p_buys(check.usage, check.days)
    found = score_forecasts(check.ahead.each, said, check.did)
    earlier = [called(then, check) for then in check.thens]
    return {
        "origin": day_of_number(check.then.day).isoformat(),
        "days": check.days,
        "people": found.customers,
        "tenths": tenths(found.group_sizes.tolist(), found.told.tolist(), found.observed.tolist()),
        "error": round(found.ece, 4),
        "auc": None if np.isnan(found.auc) else round(found.auc, 4),
        "orders_said": round(found.predicted_total, 1),
        "orders_did": int(found.actual_total),
        "called": earlier[0]["called"],
        "not_back": earlier[0]["not_back"],
        "others": earlier[0]["fine"],
        "others_not_back": earlier[0]["fine_not_back"],
        "earlier": earlier,
    }


def called(then: Then, check: Check) -> Called:
    """The words of that day, and who had come back as long after it as we look after the newest one."""
    until = then.day + check.days
    away = then.did(check.jobs, until) == 0
    return {
        "origin": day_of_number(then.day).isoformat(),
        "until": day_of_number(until).isoformat(),
        "called": int(then.called.sum()),
        "not_back": int((then.called & away).sum()),
        "fine": int(then.fine.sum()),
        "fine_not_back": int((then.fine & away).sum()),
    }


def tenths(people: list[int], said: list[float], did: list[float]) -> list[Tenth]:
    return [
        {"people": number, "said": round(told, 4), "did": round(seen, 4)}
        for number, told, seen in zip(people, said, did, strict=True)
    ]
