"""Notes which marked tests passed, for bin/capabilities. A whole run replaces the notes, a part adds to them."""

import json
from pathlib import Path
from typing import Any

import pytest

RESULTS = Path(__file__).resolve().parent.parent / ".capabilities.json"
MARKS = ("covers", "attack")


class Results:
    """Collects in the process that reports; under xdist that is not where the tests run."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, Any]] = {}

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        marks = {name: value for name, value in report.user_properties if name in MARKS}
        if not marks:
            return
        known = self.tests.setdefault(report.nodeid, {"outcome": "passed"} | marks)
        if report.outcome != "passed":
            known["outcome"] = report.outcome

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        before: dict[str, Any] = {}
        if RESULTS.exists() and not whole(session.config):
            before = json.loads(RESULTS.read_text())
        if before or self.tests:
            RESULTS.write_text(json.dumps(before | self.tests, indent=1, sort_keys=True))


def whole(config: pytest.Config) -> bool:
    return config.args_source is not pytest.Config.ArgsSource.ARGS and not (
        config.option.keyword or config.option.markexpr
    )


def note_marks(items: list[pytest.Item]) -> None:
    """Let each test's marks travel with its report."""
    for item in items:
        for name in MARKS:
            if ids := [row for mark in item.iter_markers(name) for row in mark.args]:
                item.user_properties.append((name, ids))
