"""What bin/bench prints, without measuring anything."""

import json
import os
from pathlib import Path

import pytest

from benches import main
from benches.measuring import at, milliseconds, skipped, tell


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_measure_is_one_line_that_says_whether_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    tell("scoring", 9.87654, "s", 10.0, size="few")
    tell("scoring", 10.5, "s", 10.0)
    tell("bare page", 3.0, "ms")
    within, beyond, floor = told(capsys)
    line = {"measure": "scoring", "value": 9.877, "unit": "s", "limit": 10.0, "ok": True, "size": "few"}
    assert within == line
    assert (beyond["ok"], floor["ok"]) == (False, None)


def test_what_is_not_measured_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    skipped("idle memory", "this system does not tell")
    [line] = told(capsys)
    assert (line["value"], line["ok"], line["skipped"]) == (None, None, "this system does not tell")


def test_without_the_data_set_its_import_is_skipped_visibly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main.main(["--only", "importing", "--retail", str(tmp_path / "online_retail.csv.gz")])
    machine, line = told(capsys)
    assert machine["measure"] == "machine"
    assert "--retail" in str(line["skipped"])


def test_a_percentile_is_a_time_that_happened() -> None:
    times = [index / 1000 for index in range(1, 101)]
    assert at(times, 0.99) == 0.1
    assert at([0.5], 0.99) == 0.5
    assert milliseconds(times) == {"median": 50.5, "p99": 100.0, "quick": 11.0}


def test_growth_compares_the_quickest_tenth_page_by_page() -> None:
    lines = [
        {"measure": "Today: median", "value": 30.0, "quick": 25.0},
        {"measure": "Today: p99", "value": 60.0},
    ]
    assert main.quick(lines) == {"Today": 25.0}


def test_a_part_is_not_told_of_another_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@/elsewhere")
    with main.environment_of_its_own():
        assert "DATABASE_URL" not in os.environ
    assert os.environ["DATABASE_URL"] == "postgresql://someone@/elsewhere"
