"""The package stands alone: NumPy and SciPy, nothing of ours, no Django."""

import subprocess
import sys
from pathlib import Path

import pytest

import regulars.lifetime

HOME = Path(regulars.lifetime.__file__).parent


def test_importing_it_brings_in_neither_django_nor_anything_else_of_ours() -> None:
    code = (
        "import sys, regulars.lifetime\n"
        "ours = [m for m in sys.modules if m.startswith('regulars.') and not m.startswith('regulars.lifetime')]\n"
        "print(sorted(ours), 'django' in sys.modules, 'pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME.parents[1]
    )
    assert done.stdout.strip() == "[] False False"


@pytest.mark.parametrize("module", ["regulars.lifetime", "regulars.lifetime.sources"])
def test_importing_it_asks_for_no_engine_and_no_frames(module: str) -> None:
    heavy = ("duckdb", "ibis", "polars", "pandas", "pyarrow", "pyspark")
    code = f"import sys, {module}\nprint([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HOME.parents[1]
    )
    assert done.stdout.strip() == "[]"


def test_every_module_says_what_it_is() -> None:
    for path in HOME.rglob("*.py"):
        text = path.read_text()
        assert not text or text.startswith('"""'), path
        assert len(text.splitlines()) <= 300, path


def test_all_that_is_promised_is_there() -> None:
    for name in regulars.lifetime.__all__:
        assert getattr(regulars.lifetime, name) is not None
