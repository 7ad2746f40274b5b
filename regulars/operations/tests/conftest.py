import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regulars.operations.tests.installations import fill, processes_of, regulars


@contextmanager
def short_folder() -> Iterator[Path]:
    """Like tmp_path, but one that the database's own account may pass; pytest closes its folders to all others."""
    with tempfile.TemporaryDirectory(prefix="regulars-test-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)
        yield Path(folder).resolve()


@pytest.fixture(scope="session")
def migrated() -> Iterator[Path]:
    """A data folder that was used once and stopped; tests take copies of it."""
    with short_folder() as folder:
        done = regulars(folder / "data", "owner-link")
        assert done.returncode == 0, done.stderr
        yield folder / "data"


@pytest.fixture(scope="session")
def demo() -> Iterator[Path]:
    """A stopped installation with the made-up firm, and a file beside the database."""
    with short_folder() as folder:
        fill(folder / "data")
        (folder / "data" / "files" / "imports" / "orders of May.csv").write_text("when;who;what\n")
        yield folder / "data"


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A data folder that is not there yet. Nothing of it may run afterwards."""
    with short_folder() as folder:
        yield folder / "data"
        left = processes_of(folder / "data")
        for process in left:
            process.kill()
        assert not left, f"still running: {left}"


@pytest.fixture
def data(migrated: Path, fresh: Path) -> Path:
    """A stopped installation of this test's own, migrated and empty. Nothing of it may run afterwards."""
    subprocess.run(["cp", "-a", str(migrated), str(fresh)], check=True)
    return fresh
