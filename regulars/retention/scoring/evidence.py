"""Each flagged account's reasons as scores keep them: a name, its numbers, the newest orders it rests on."""

import json
from typing import Any, Protocol

import numpy as np

from regulars.lifetime.arrays import Bools, Floats, Ints
from regulars.retention.scoring.beats import Beats
from regulars.retention.scoring.chances import Chances
from regulars.retention.scoring.known import Known
from regulars.retention.scoring.ledger import Ledger
from regulars.retention.scoring.risks import Risks, Signals
from regulars.retention.scoring.standings import Rules

MOST_ORDERS = 12
Reason = dict[str, Any]


class Findings(Protocol):
    """What a scoring found, as far as reasons need it."""

    @property
    def ledger(self) -> Ledger: ...
    @property
    def beats(self) -> Beats: ...
    @property
    def chances(self) -> Chances: ...
    @property
    def horizon(self) -> Ints: ...
    @property
    def risks(self) -> Risks: ...
    @property
    def signs(self) -> Signals: ...
    @property
    def top(self) -> Bools: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def known(self) -> Known: ...


class Witness:
    """Tells the reasons of one flagged account after another. Everything is made plain numbers first: taking one
    number at a time out of an array is what would be slow."""

    def __init__(self, findings: Findings, currency: str) -> None:
        self.places = np.flatnonzero(findings.risks.level > 0)
        self.rules, self.asked, self.currency = findings.rules, findings.known.asked, currency
        at, ledger, jobs = self.places, findings.ledger, findings.ledger.jobs
        signs, chances, beats = findings.signs, findings.chances, findings.beats
        self.flags = {
            name: getattr(signs, name)[at].tolist()
            for name in ("missed", "silent", "season", "once", "falling")
        }
        self.top: list[bool] = findings.top[at].tolist()
        self.account: list[int] = ledger.account[at].tolist()
        self.silence_days: list[int] = (ledger.as_of - ledger.last[at]).tolist()
        self.first = iso_days(ledger.first[at])
        self.last = iso_days(ledger.last[at])
        self.total = two_digits(ledger.total[at])
        self.year = two_digits(ledger.last_year[at]), two_digits(ledger.year_before[at])
        self.beat = [np.round(values[at], 1).tolist() for values in (beats.interval, beats.low, beats.high)]
        self.still = [
            np.round(values[at], 3).tolist()
            for values in (chances.still, chances.still_low, chances.still_high)
        ]
        self.drop: list[float] = np.round(signs.drop[at], 3).tolist()
        self.horizon: list[int] = findings.horizon[at].tolist()
        self.count: list[int] = jobs.count[at].tolist()
        self.longest: list[int] = jobs.longest[at].tolist()
        self.ends: list[int] = jobs.offsets[1:][at].tolist()
        self.orders = jobs.order

    def told(self) -> tuple[Ints, list[str]]:
        """(places of the flagged accounts, the JSON of their reasons), strongest reason first."""
        return self.places, [json.dumps(self.reasons(k)) for k in range(self.places.size)]

    def reasons(self, k: int) -> list[Reason]:
        flags = self.flags
        found = []
        if flags["missed"][k]:
            found.append(self.missed_beat(k))
        if flags["silent"][k]:
            found.append(self.silence(k))
        if flags["season"][k]:
            found.append(self.same_season(k))
        elif flags["once"][k]:
            found.append(self.one_time(k))
        if flags["falling"][k]:
            found.append(self.falling_spend(k))
        return found + self.supporting(k)

    def supporting(self, k: int) -> list[Reason]:
        found = []
        asked = self.asked.get(self.account[k])
        if asked and not asked.answered:
            found.append(reason("unanswered", {"times": asked.times, "last": asked.last.isoformat()}))
        still, low, high = (values[k] for values in self.still)
        if still == still:  # noqa: PLR0124 - nan is the only number that is not itself
            # One purchase says nothing of a rate: the range, and no point (P3).
            point = {} if self.count[k] <= 1 else {"still": still}
            found.append(reason("chance", point | {"low": low, "high": high, "horizon": self.horizon[k]}))
        if self.top[k]:
            found.append(reason("top_value", {"last_year": self.year[0][k], "currency": self.currency}))
        return found

    def newest(self, k: int) -> list[int]:
        end = self.ends[k]
        ids: list[int] = self.orders[end - min(MOST_ORDERS, self.count[k]) : end][::-1].tolist()
        return ids

    def missed_beat(self, k: int) -> Reason:
        interval, low, high = (values[k] for values in self.beat)
        numbers = {
            "interval": interval,
            "low": low,
            "high": high,
            "silence": self.silence_days[k],
            "orders": self.count[k],
            "last": self.last[k],
        }
        return reason("missed_beat", numbers, self.newest(k))

    def silence(self, k: int) -> Reason:
        numbers = {
            "silence": self.silence_days[k],
            "longest": self.longest[k],
            "typical": self.rules.typical,
            "orders": self.count[k],
            "last": self.last[k],
        }
        return reason("silence", numbers, self.newest(k))

    def one_time(self, k: int) -> Reason:
        numbers = {
            "first": self.first[k],
            "silence": self.silence_days[k],
            "typical": self.rules.typical,
            "amount": self.total[k],
            "currency": self.currency,
        }
        return reason("one_time_not_back", numbers, self.newest(k))

    def same_season(self, k: int) -> Reason:
        asked = self.asked.get(self.account[k])
        numbers = {
            "first": self.first[k],
            "amount": self.total[k],
            "currency": self.currency,
            "asked": asked.last.isoformat() if asked else None,
        }
        return reason("same_season_not_back", numbers, self.newest(k))

    def falling_spend(self, k: int) -> Reason:
        numbers = {
            "drop": self.drop[k],
            "last_year": self.year[0][k],
            "year_before": self.year[1][k],
            "currency": self.currency,
        }
        return reason("falling_spend", numbers, self.newest(k))


def iso_days(numbers: Ints) -> list[str]:
    days: list[str] = np.datetime_as_string(numbers.astype("datetime64[D]")).tolist()
    return days


def two_digits(amounts: Floats) -> list[str]:
    return [f"{amount:.2f}" for amount in amounts.tolist()]


def reason(name: str, numbers: dict[str, Any], orders: list[int] | None = None) -> Reason:
    return {"name": name, "numbers": numbers, "orders": orders or []}
