"""What bin/bench accuracy prints, on a made-up log in the shape of the public ones."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benches import accuracy
from regulars.lifetime import BGNBD
from regulars.lifetime.choice import CANDIDATES


def made_up(folder: Path) -> None:
    """A year of orders of 150 customers, written as CDNOW is."""
    first = np.random.default_rng(1).integers(0, 200, 150)
    who, when = BGNBD(0.8, 30.0, 0.5, 3.0).simulate(365.0 - first, seed=2)
    days = np.datetime64("1997-01-01") + (first[who] + np.floor(when).astype(np.int64))
    rows = [f"{customer},{day},10.00" for customer, day in zip(who.tolist(), days.astype(str), strict=True)]
    (folder / "cdnow_sample.csv").write_text("\n".join(["customer_id,date,amount", *rows]))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_figure_is_a_line_with_the_other_models_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_up(tmp_path)
    question = replace(accuracy.QUESTIONS["sample"], horizon=90, limits={"mae": 100.0, "ece": 0.0})
    accuracy.report(question, tmp_path)
    told = {str(line["measure"]).split(": ")[1]: line for line in lines(capsys)}
    assert set(told) == {"customers", *accuracy.FIGURES}
    assert told["customers"]["value"] == 150
    assert told["customers"]["model"] in CANDIDATES
    assert told["mae"]["ok"] is True
    assert told["ece"]["ok"] is False
    assert told["auc"]["ok"] is None
    beside = told["auc"]["beside"]
    assert isinstance(beside, dict)
    assert set(beside) == {*CANDIDATES, "rate", "recency"}


def test_without_the_data_every_question_is_skipped_visibly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accuracy.main(["--data", str(tmp_path)]) == 0
    told = lines(capsys)
    assert len(told) == len(accuracy.QUESTIONS)
    assert all("--data" in str(line["skipped"]) for line in told)


def test_the_limits_are_the_ones_the_project_holds_itself_to() -> None:
    limits = {name: dict(question.limits) for name, question in accuracy.QUESTIONS.items()}
    assert limits == {
        "sample": {"mae": 0.762, "rmse": 1.619, "log_loss": 0.5, "ece": 0.05},
        "master": {"mae": 0.792, "rmse": 1.744},
        "retail": {"total": 0.06, "ece": 0.035},
        "christmas": {"total": 0.15},
    }
