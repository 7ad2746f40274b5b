"""The suite's fixtures are in tests/conftest.py; this file makes them known to the tests beside each app."""

import gc

import pytest

from tests import results, templates_rendered, times
from tests.conftest import as_dana, cast, no_network, shared_data, sign_in

__all__ = ["as_dana", "cast", "no_network", "shared_data", "sign_in"]


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(templates_rendered.TemplatesRendered(results.whole(config)))
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(results.Results())
        config.pluginmanager.register(times.Times())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What kills, fills disks or drives a browser runs one after another, beside the quick ones."""
    results.note_marks(items)
    for item in items:
        if any(item.iter_markers("slow")) or any(item.iter_markers("journey")):
            item.add_marker(pytest.mark.xdist_group("one at a time"))


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory to the end: looking through them for garbage again and again takes a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
