"""Everything a scoring finds out about everybody, in memory: the steps in order, each a module of its own."""

from dataclasses import dataclass

import numpy as np

from regulars.lifetime import NO_SEASON
from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.scoring.beats import Beats, beats
from regulars.retention.scoring.chances import Chances, chances, horizons, nothing
from regulars.retention.scoring.evidence import Witness
from regulars.retention.scoring.facts.pareto import pareto
from regulars.retention.scoring.known import Known
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.models import Models
from regulars.retention.scoring.risks import Risks, Signals, falling, signals, weigh, yearly_value
from regulars.retention.scoring.standings import Rules, Standings, Waits, entered, standings_at
from regulars.retention.scoring.storing import bounded
from regulars.retention.scoring.usage import Usage
from regulars.team.models import Firm


@dataclass(frozen=True)
class Findings:
    """One entry an account in every array, in the ledger's order."""

    ledger: Ledger
    known: Known
    rules: Rules
    waits: Waits
    now: Standings
    since: Ints
    beats: Beats
    usage: Usage
    models: Models | None
    horizon: Ints
    chances: Chances
    signs: Signals
    risks: Risks
    top: Bools
    usual: Floats

    @classmethod
    def of(cls, ledger: Ledger, known: Known, firm: Firm, usage: Usage, models: Models | None) -> "Findings":
        """`usage` and the `models` fitted to it are of this ledger."""
        jobs, as_of = ledger.jobs, ledger.as_of
        season = models.season if models else NO_SEASON
        rules, waits = Rules.of(firm, jobs, season), Waits.of(jobs)
        now = standings_at(jobs, waits, rules, as_of)
        beat = beats(jobs, as_of, rules.rhythm, season)
        horizon = horizons(now.wait, beat.rhythm.known, rules.typical)
        said = chances(models, usage, horizon) if models else nothing(ledger.size)
        signs = falling(signals(jobs, now, beat.rhythm, rules, as_of), ledger, now, rules)
        yearly = yearly_value(ledger, beat.interval, usage.usual_amount)
        off = ledger.silent | np.isin(ledger.account, list(known.paused))
        let_go = np.isin(ledger.account, list(known.let_go))
        risks = weigh(
            ledger,
            now,
            signs,
            still=said.still,
            yearly=yearly,
            most=said.worth_high,
            few=~beat.rhythm.known,
            off=off,
            let_go=let_go,
        )
        top = pareto(ledger.last_year, firm.currency)[1]
        usual = np.where(jobs.count > 1, usage.usual_amount, np.nan)
        since = entered(jobs, now, rules)
        return cls(
            ledger,
            known,
            rules,
            waits,
            now,
            since,
            beat,
            usage,
            models,
            horizon,
            said,
            signs,
            risks,
            top,
            usual,
        )

    def columns(self) -> dict[str, np.typing.NDArray[np.generic]]:
        """As the scores store them."""
        said = self.chances
        money = {
            name: bounded(getattr(said, name))
            for name in ("worth", "worth_low", "worth_high", "loss", "loss_low", "loss_high")
        }
        chance = {
            name: getattr(said, name)
            for name in (
                "still",
                "still_low",
                "still_high",
                "expected_orders",
                "expected_orders_low",
                "expected_orders_high",
            )
        }
        return {
            "account_id": self.ledger.account,
            "code": self.now.code.astype(np.int16),
            "standing_since": self.since.astype("datetime64[D]"),
            "days": self.ledger.jobs.count.astype(np.int32),
            "top": self.top,
            "interval": self.beats.interval,
            "interval_low": self.beats.low,
            "interval_high": self.beats.high,
            "usual_amount": bounded(self.usual),
            "beat_due": self.beats.due,
            "seasonal": self.beats.rhythm.seasonal | self.now.seasonal,
            "horizon": self.horizon.astype(np.int16),
            **chance,
            **money,
            "risk": self.risks.level.astype(np.int16),
            "at_stake": bounded(self.risks.at_stake),
            "priority": self.risks.priority,
            "win_back": self.risks.win_back,
        }

    def reasons(self, currency: str) -> tuple[Ints, list[str]]:
        """Account ids of the flagged and the JSON of their reasons."""
        places, texts = Witness(self, currency).told()
        return self.ledger.account[places], texts
