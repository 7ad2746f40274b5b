"""Notes which templates the suite renders; a whole run fails while one is rendered by no test.

Under xdist each worker tells the reporting process what it saw.
"""

from typing import Any

import pytest
from django.test.signals import template_rendered

from tests.house.source import ROOT

# Rendered by no test yet. This set only shrinks.
NOT_RENDERED: set[str] = set()


def ours() -> set[str]:
    """The names of our own templates, as loaders know them."""
    folders = [*(ROOT / "regulars").glob("*/templates"), ROOT / "templates"]
    return {
        str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*") if path.is_file()
    }


class TemplatesRendered:
    def __init__(self, whole_run: bool) -> None:
        self.seen: set[str] = set()
        self.complaints: list[str] = []
        self.whole_run = whole_run
        template_rendered.connect(self.note)

    def note(self, template: Any, **_: Any) -> None:
        self.seen.add(
            "".join(template.name or "")
        )  # a plain string: a name marked safe cannot travel between processes

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.seen.update(getattr(node, "workeroutput", {}).get("templates", []))

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["templates"] = sorted(name for name in self.seen if name)
            return
        self.complaints = complaints(self.seen) if self.whole_run else []
        if self.complaints and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for sentence in self.complaints:
            terminalreporter.write_line(f"FAILED {sentence}", red=True)


def complaints(seen: set[str]) -> list[str]:
    silent = [f"{name}: no test renders this template" for name in sorted(ours() - seen - NOT_RENDERED)]
    listed = [f"{name}: rendered now; take it off NOT_RENDERED" for name in sorted(NOT_RENDERED & seen)]
    return silent + listed
