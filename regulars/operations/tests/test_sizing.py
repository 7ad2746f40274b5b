"""The bundled server keeps as many pages in memory as the machine can spare."""

from pathlib import Path

import psutil
import pytest

from regulars.operations.postgres.sizing import by_memory, memory

GIGABYTE = 2**30


@pytest.mark.parametrize(
    ("gigabytes", "buffers", "cache"),
    [(0.5, "64MB", "256MB"), (2, "64MB", "512MB"), (4, "128MB", "1024MB"), (64, "512MB", "16384MB")],
)
def test_a_small_machine_gives_little_and_a_large_one_enough(
    gigabytes: float, buffers: str, cache: str
) -> None:
    told = by_memory(int(gigabytes * GIGABYTE))
    assert told == {"shared_buffers": buffers, "effective_cache_size": cache}


def test_a_container_counts_what_it_is_allowed(tmp_path: Path) -> None:
    limit = tmp_path / "memory.max"
    whole = psutil.virtual_memory().total
    assert memory(limit) == whole
    limit.write_text("max\n")
    assert memory(limit) == whole
    limit.write_text("268435456\n")
    assert memory(limit) == GIGABYTE // 4
