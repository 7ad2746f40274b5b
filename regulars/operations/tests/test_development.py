"""What works on the project itself counts right."""

import json
from pathlib import Path

import pytest

from regulars.operations.development import capabilities, suite


def test_every_row_of_every_area_is_read() -> None:
    areas = capabilities.areas()
    assert sum(map(len, areas.values())) == 377
    assert list(areas["Retention (R)"])[:2] == ["R1", "R2"]
    assert areas["Retention (R)"]["R1"].startswith("Computes each contact's standing")


def test_one_failing_test_takes_its_row_out() -> None:
    results = {
        "a": {"outcome": "passed", "covers": ["R1", "R2"]},
        "b": {"outcome": "failed", "covers": ["R2"]},
        "c": {"outcome": "passed", "attack": ["C14"]},
    }
    assert capabilities.proved(results, "covers") == {"R1"}
    assert capabilities.proved(results, "attack") == {"C14"}


def test_the_table_counts_by_area_and_names_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.md").write_text(
        "# Retention (R)\n\n| ID | What |\n|---|---|\n| R1 ★ | Keeps. |\n| R2 | Helps. |\n"
    )
    monkeypatch.setattr(capabilities, "ROWS", tmp_path)
    assert capabilities.table({"R1"}, with_sentences=False) == "Retention (R) 1/2\n  missing: R2"
    assert capabilities.table({"R1"}, with_sentences=True) == "Retention (R) 1/2\n  R2  Helps."
    assert "In tests but in no file: X9" in capabilities.table({"X9"}, with_sentences=False)


def test_without_results_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(capabilities, "RESULTS", tmp_path / "none.json")
    assert capabilities.main([]) == 2
    assert "Run bin/test" in capsys.readouterr().err
    (tmp_path / "none.json").write_text(json.dumps({"t": {"outcome": "passed", "attack": ["A2", "A10"]}}))
    assert capabilities.main(["--attacks"]) == 0
    said = capsys.readouterr().out
    assert "A  coming in, and staying in: 2 of 15 tested" in said
    assert "120 cases: 2 tested" in said


@pytest.mark.parametrize(
    ("given", "two"),
    [
        ([], True),
        (["-q"], True),
        (["-x", "-k", "rhythm"], True),
        (["tests/test_shapes.py"], False),
        (["--pdb"], False),
    ],
)
def test_the_whole_suite_runs_two_at_once_and_a_named_part_alone(given: list[str], two: bool) -> None:
    assert bool(suite.side_by_side(given)) is two
