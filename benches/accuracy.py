"""bin/bench accuracy: forecasts of public logs against what followed, each figure as one JSON line.

For every log and day: what `regulars.lifetime.choose` says knowing the log up to that day, with each of its candidates
alone, without season or recalibration, and two rules of thumb beside it (`recency`: the longer silent, the less;
`rate`: the customer's own rate goes on). Limits are those the project holds itself to. Nothing is tuned on these
figures; rules are decided on earlier days and on simulated firms.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benches.measuring import skipped, tell
from benches.parts.public_logs import cdnow, online_retail
from regulars.lifetime import Choice, Log, Scores, Summary, choose, score
from regulars.lifetime.arrays import Ints
from regulars.lifetime.choice import CANDIDATES
from regulars.lifetime.log import purchases_between

FIGURES = ("total", "mae", "rmse", "auc", "log_loss", "brier", "ece")


@dataclass(frozen=True)
class Question:
    """A log, the day up to which it is known, and how many days ahead. `limits`: of some figures, the most."""

    name: str
    file: str
    read: Callable[[Path], Log]
    end: str
    horizon: int
    limits: Mapping[str, float] = field(default_factory=dict)


SAMPLE = {"mae": 0.762, "rmse": 1.619, "log_loss": 0.500, "ece": 0.05}
QUESTIONS = {
    "sample": Question("CDNOW sample, 39 weeks", "cdnow_sample.csv", cdnow, "1997-09-30", 273, SAMPLE),
    "master": Question(
        "CDNOW master, 39 weeks", "cdnow_master.csv", cdnow, "1997-09-30", 273, {"mae": 0.792, "rmse": 1.744}
    ),
    "retail": Question(
        "Online Retail from 2011-06-08, six months",
        "online_retail.csv.gz",
        online_retail,
        "2011-06-08",
        183,
        {"total": 0.06, "ece": 0.035},
    ),
    "christmas": Question(
        "Online Retail from 2011-09-08, three months",
        "online_retail.csv.gz",
        online_retail,
        "2011-09-08",
        91,
        {"total": 0.15},
    ),
}


def data_folder() -> Path:
    """Where the tests look too (tests/conftest.py)."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("REGULARS_SHARED_DATA", beside))


def day_number(text: str) -> int:
    return int(np.datetime64(text, "D").astype(np.int64))


def figure(found: Scores, name: str) -> float:
    """`total` is how far the total is off, as a share; below 0 where too few were expected."""
    return float(found.bias if name == "total" else getattr(found, name))


def thumb_rules(base: Summary, horizon: int, actual: Ints) -> dict[str, Scores]:
    """The customer's rate so far goes on; and a chance that falls with the silence, which ranks only."""
    rate = base.x / np.maximum(base.T, 1.0) * horizon
    silence = base.T - base.t_x
    return {
        "rate": score(rate, -np.expm1(-rate), actual),
        "recency": score(np.full(rate.size, rate.mean()), 1 / (1 + silence), actual),
    }


def beside(base: Summary, horizon: int, actual: Ints) -> dict[str, Scores]:
    """Every candidate alone, and the rules of thumb."""
    found = {}
    for name, fit in CANDIDATES.items():
        model = fit(base)
        people = base.x, base.t_x, base.T, horizon
        found[name] = score(model.expected_purchases(*people), model.p_buys(*people), actual)
    return found | thumb_rules(base, horizon, actual)


def answer(question: Question, log: Log) -> tuple[Choice, Scores, dict[str, Scores]]:
    """The choice knowing the log up to the day asked, its scores, and those of others."""
    end = day_number(question.end)
    choice = choose(log, end, question.horizon)
    base = choice.base
    actual = purchases_between(log, base, end, end + question.horizon)
    people = base.x, base.t_x, base.T, choice.ahead(question.horizon)
    own = score(choice.expected_purchases(*people), choice.p_buys(*people), actual)
    return choice, own, beside(log.before(end, 1.0), question.horizon, actual)


def report(question: Question, folder: Path) -> None:
    """One line a figure, and one on what was chosen."""
    path = folder / question.file
    if not path.exists():
        skipped(question.name, f"{question.file} is not here; name its folder with --data")
        return
    choice, own, others = answer(question, question.read(path))
    reason = choice.reason
    tell(
        f"{question.name}: customers",
        reason.customers,
        "",
        method=reason.method,
        model=reason.chosen,
        season=reason.season,
        chances_set_right=reason.chances.kept,
        counts_set_right=reason.counts.kept,
        compared={name: round(loss, 4) for name, loss in reason.losses},
    )
    for name in FIGURES:
        value, limit = figure(own, name), question.limits.get(name)
        # Recency only ranks.
        near = {
            other: round(figure(scores, name), 4)
            for other, scores in others.items()
            if other != "recency" or name == "auc"
        }
        tell(f"{question.name}: {name}", abs(value), "", limit, exact=round(value, 4), beside=near)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench accuracy", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=QUESTIONS, default=list(QUESTIONS), help="these only")
    parser.add_argument("--data", type=Path, help="the folder with cdnow_sample.csv and the others")
    chosen = parser.parse_args(arguments)
    for name in chosen.only:
        report(QUESTIONS[name], chosen.data or data_folder())
    return 0


if __name__ == "__main__":
    sys.exit(main())
