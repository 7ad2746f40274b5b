"""What the worker does for files."""

from regulars.files.removing import empty_bin, sweep_orphans
from regulars.lib.later import job


@job("files.sweep")
def sweep() -> None:
    """Empty the bin of what was removed a month ago, and what a crash left. Twice removes nothing more."""
    empty_bin()
    sweep_orphans()
