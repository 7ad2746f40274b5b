"""Where the time of a run goes, by file: the whole suite is to stay under twenty minutes."""

from collections import Counter
from typing import Any

import pytest

SHOWN = 25
LONG = 5.0  # seconds


class Times:
    """Collects in the process that reports; with two workers the sum is more than the time that passed."""

    def __init__(self) -> None:
        self.by_file: Counter[str] = Counter()

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.by_file[report.location[0]] += report.duration  # type: ignore[assignment] # seconds, not a count

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if slow := [(name, spent) for name, spent in self.by_file.most_common(SHOWN) if spent > LONG]:
            terminalreporter.section(f"slowest files, of {sum(self.by_file.values()):.0f} s in all")
            for name, spent in slow:
                terminalreporter.line(f"{spent:7.1f} s  {name}")
