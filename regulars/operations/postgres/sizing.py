"""How much memory the bundled server keeps pages in: by what the machine, or the container, has."""

from pathlib import Path

import psutil

MEGABYTE = 2**20
LEAST, MOST = 64, 512  # MB; the web, the worker and the system's own cache need theirs
SHARE = 32
CONTAINER = Path("/sys/fs/cgroup/memory.max")


def memory(container: Path = CONTAINER) -> int:
    """Bytes that this machine may use; less than it has where a container is allowed less."""
    whole = int(psutil.virtual_memory().total)
    try:
        allowed = container.read_text().strip()
    except OSError:
        return whole
    return min(whole, int(allowed)) if allowed.isdecimal() else whole


def by_memory(size: int) -> dict[str, str]:
    """The settings for `size` bytes: 64 MB of pages up to 2 GB, 512 MB from 16 GB on."""
    megabytes = size // MEGABYTE
    return {
        "shared_buffers": f"{max(LEAST, min(MOST, megabytes // SHARE))}MB",
        "effective_cache_size": f"{max(256, megabytes // 4)}MB",
    }
