"""What the tests of people share."""

import pytest

from regulars.lists.bulk import doing, putting_back


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven people are many."""
    for module in (doing, putting_back):
        monkeypatch.setattr(module, "CHUNK", 2)
        monkeypatch.setattr(module, "SMALL", 1)
