"""A full disk: said in a sentence, nothing half under a final name, and the rest goes on."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from regulars.operations.tests.installations import regulars

pytestmark = pytest.mark.slow


@pytest.fixture
def small_disk(fresh: Path) -> Iterator[Path]:
    """A disk of 400 KB."""
    place = fresh.parent / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can only be mounted by root, outside a closed container")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_backup_onto_a_full_disk_leaves_nothing_and_says_so(data: Path, small_disk: Path) -> None:
    (data / "files" / "photo.jpg").write_bytes(os.urandom(2_000_000))
    done = regulars(data, "backup", str(small_disk / "b.regulars"))
    assert done.returncode == 2, done.stderr
    assert "could not be written" in done.stderr
    assert "No space left on device" in done.stderr
    assert list(small_disk.iterdir()) == []
    assert regulars(data, "backup", str(data / "backups" / "b.regulars")).returncode == 0
